package dev.productify.manager.domain.backend;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** By what a receiver tells that a call is ours, was not changed, and is not a repetition (Standard Webhooks 1.0.0). */
public final class WebhookHeaders {
    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    private WebhookHeaders() {}

    /**
     * The headers of one attempt.
     *
     * @param id of the message, the same in each attempt; without a full stop
     * @param at when the attempt is made
     * @param secrets all that receivers may know; each signs, so that a receiver may change over at its own time
     */
    public static Map<String, String> of(String id, Instant at, String body, List<SigningSecret> secrets) {
        if (id.indexOf('.') >= 0 || secrets.isEmpty()) {
            throw new IllegalArgumentException("an id has no full stop, and somebody signs");
        }
        String timestamp = Long.toString(at.getEpochSecond());
        String message = id + '.' + timestamp + '.' + body;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ID, id);
        headers.put(TIMESTAMP, timestamp);
        headers.put(
                SIGNATURE, secrets.stream().map(secret -> secret.sign(message)).collect(Collectors.joining(" ")));
        return headers;
    }
}
