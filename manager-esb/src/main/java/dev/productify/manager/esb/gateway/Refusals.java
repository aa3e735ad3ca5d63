package dev.productify.manager.esb.gateway;

import dev.productify.manager.esb.conversion.Converter;
import dev.productify.manager.ports.shared.HttpProblem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers of the bus itself, in the form of all errors of REST. */
final class Refusals {
    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    private Refusals() {}

    static HttpProblem problem(BusException refusal) {
        BusError error = refusal.error();
        return new HttpProblem(error.status(), error.name(), refusal.getMessage(), refusal.retryAfter());
    }

    static HttpProblem problem(BusError error) {
        return new HttpProblem(error.status(), error.name(), error.message(), Optional.empty());
    }

    /** Answers, beside the headers that are there. */
    static void answer(Request request, Response response, Callback callback, HttpProblem problem) {
        Said said = said(request, problem);
        response.setStatus(problem.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, said.contentType());
        response.getHeaders().put(NO_STORE);
        if (problem.status() == HttpStatus.UNAUTHORIZED_401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        problem.retryAfterSeconds().ifPresent(seconds -> response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds));
        if (HttpMethod.HEAD.is(request.getMethod())) {
            callback.succeeded();
        } else {
            response.write(true, ByteBuffer.wrap(said.bytes()), callback);
        }
    }

    /** Ends an exchange. */
    static void refuse(Exchange exchange, Response response, Callback callback, BusException refusal) {
        exchange.errorMessage = refusal.getMessage();
        refuse(exchange, response, callback, refusal.error(), problem(refusal));
    }

    /** As {@link #refuse(Exchange, Response, Callback, BusException)}, in the error's own words. */
    static void refuse(Exchange exchange, Response response, Callback callback, BusError error) {
        refuse(exchange, response, callback, error, problem(error));
    }

    private static void refuse(
            Exchange exchange, Response response, Callback callback, BusError error, HttpProblem problem) {
        exchange.status = error.status();
        exchange.error = error;
        if (exchange.answerBegan) {
            response.reset(); // of what the backend said
            if (!exchange.facts.requestId().isEmpty()) {
                response.getHeaders().put(ResponseHeaders.REQUEST_ID, exchange.facts.requestId());
            }
        }
        answer(exchange, response, callback, problem);
    }

    /** Ends an exchange whose caller cannot be served any more; who has left is told nothing. */
    static void callerFailed(Exchange exchange, Response response, Callback callback, Throwable failure) {
        boolean listens = failure instanceof TimeoutException || failure instanceof HttpException;
        if (!listens || response.isCommitted()) {
            callback.failed(failure);
            return;
        }
        refuse(
                exchange,
                response,
                callback,
                failure instanceof TimeoutException ? BusError.REQUEST_TIMEOUT : BusError.BAD_REQUEST);
    }

    private record Said(String contentType, byte[] bytes) {}

    /** To a caller who speaks SOAP, in it. */
    private static Said said(Request request, HttpProblem problem) {
        if (request instanceof Exchange exchange && exchange.converting != null && exchange.converting.soap != null) {
            Converter.Converted fault =
                    Converter.refusal(problem.status(), problem.code(), problem.message(), exchange.converting.soap);
            return new Said(fault.contentType(), fault.bytes());
        }
        HttpProblem.Body body = problem.body(request.getHeaders().get(HttpHeader.ACCEPT));
        return new Said(body.contentType(), body.json().getBytes(StandardCharsets.UTF_8));
    }
}
