package dev.productify.manager.esb.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.productify.manager.esb.outbound.ForbiddenAddressException;
import dev.productify.manager.ports.trigger.Callback;
import dev.productify.manager.ports.trigger.CallbackAnswer;
import dev.productify.manager.ports.trigger.Dispatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpException;

/** Collects one answer: its beginning is kept, and one that has no end is cut off. */
final class Answering {
    /** An answer that is longer is none. */
    private static final int MOST_BYTES = 1024 * 1024;

    /** What Jetty's parser says; there is no code for it. */
    private static final String HEADERS_TOO_LONG = "Response Header Bytes Too Large";

    private static final String LATE = "there was no whole answer in time";

    private final Callback callback;
    private final long start;
    private final Consumer<Dispatch.Outcome> told;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long read;
    private volatile boolean began;
    private final AtomicBoolean ended = new AtomicBoolean();

    private static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    Answering(Callback callback, long start, Consumer<Dispatch.Outcome> told) {
        this.callback = callback;
        this.start = start;
        this.told = told;
    }

    /** All headers are there: whatever fails from now on, the backend has said something. */
    void began(Response response) {
        began = true;
    }

    void content(Response response, ByteBuffer content) {
        read += content.remaining();
        int room = Math.min(content.remaining(), CallbackAnswer.MAX_BODY - kept.size());
        if (room > 0) {
            byte[] bytes = new byte[room];
            content.get(bytes);
            kept.write(bytes, 0, room);
        }
        content.position(content.limit());
        if (read > MOST_BYTES) {
            response.abort(new TooLongException());
        }
    }

    void completed(Response response, Throwable failure) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        // Otherwise there is no status, half of the headers, or the client's own word for what was wrong with them.
        Optional<CallbackAnswer> answer = began
                ? Optional.of(new CallbackAnswer(response.getStatus(), headers(response), kept.toString(UTF_8)))
                : Optional.empty();
        tell(new Dispatch.Outcome(callback, answer, Optional.ofNullable(failure).map(Answering::words), duration));
    }

    /** The time is up, whatever the client thinks: its own time-out can get lost between two answers below 200. */
    void late() {
        withoutAnswer(LATE);
    }

    /** @param error for people */
    void withoutAnswer(String error) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        tell(new Dispatch.Outcome(callback, Optional.empty(), Optional.of(error), duration));
    }

    /** Once, whoever is first. */
    private void tell(Dispatch.Outcome outcome) {
        if (ended.compareAndSet(false, true)) {
            told.accept(outcome);
        }
    }

    private static List<String> headers(Response response) {
        return response.getHeaders().stream()
                .map(field -> field.getName() + ": " + field.getValue())
                .toList();
    }

    /** For people: nothing of it names an address that was looked up. */
    static String words(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ForbiddenAddressException) {
                return "its address may not be called; the operator permits private addresses by outbound.allow";
            }
            if (cause instanceof TooLongException) {
                return "the answer was longer than " + MOST_BYTES + " bytes";
            }
            if (cause instanceof HttpException wrong && HEADERS_TOO_LONG.equals(wrong.getReason())) {
                return "the headers of the answer were too long";
            }
            if (cause instanceof TimeoutException) {
                return LATE;
            }
            if (cause instanceof UnknownHostException) {
                return "the name of the host is not known";
            }
            if (cause instanceof ConnectException) {
                return "no connection could be made";
            }
            if (cause instanceof IllegalStateException) {
                return "a secret of the backend cannot be opened";
            }
        }
        return "the connection broke, or what came was no answer of HTTP";
    }
}
