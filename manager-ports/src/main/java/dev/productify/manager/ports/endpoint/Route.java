package dev.productify.manager.ports.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.endpoint.BackendUrl;
import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.endpoint.TransformationTemplate;
import dev.productify.manager.domain.tenancy.Place;
import java.util.Optional;

/**
 * An endpoint as the bus needs it. Its text form shows no secret.
 *
 * @param place the application
 * @param authorization value of the header by which the Manager proves itself to the backend, where something is sent
 */
public record Route(
        EndpointId endpoint,
        Place place,
        ConsumePath consumes,
        BackendUrl url,
        Optional<String> authorization,
        Optional<MessageType> input,
        Optional<MessageType> output,
        Optional<TransformationTemplate> template,
        Conversion conversion,
        LogLevel logLevel) {
    public Route {
        requireNonNull(endpoint, "endpoint");
        requireNonNull(place, "place");
        requireNonNull(consumes, "consumes");
        requireNonNull(url, "url");
        requireNonNull(authorization, "authorization");
        requireNonNull(input, "input");
        requireNonNull(output, "output");
        requireNonNull(template, "template");
        requireNonNull(conversion, "conversion");
        requireNonNull(logLevel, "logLevel");
    }

    /** Whether bodies are converted, or filled into the template. */
    public boolean converts() {
        return MessageType.converts(input, output, template);
    }

    /** With the usual conversion. */
    public Route(
            EndpointId endpoint,
            Place place,
            ConsumePath consumes,
            BackendUrl url,
            Optional<String> authorization,
            Optional<MessageType> input,
            Optional<MessageType> output,
            Optional<TransformationTemplate> template,
            LogLevel logLevel) {
        this(endpoint, place, consumes, url, authorization, input, output, template, Conversion.STANDARD, logLevel);
    }

    @Override
    public String toString() {
        return "Route[" + endpoint.value() + " " + consumes + " -> " + url + "]";
    }
}
