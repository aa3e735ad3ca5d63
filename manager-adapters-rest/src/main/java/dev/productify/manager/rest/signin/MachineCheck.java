package dev.productify.manager.rest.signin;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.rest.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code GET /api/machine/check} as proxies ask it for every request of theirs, with one {@code Authorization}: answered from
 * memory, before servlets and routes are gone through. The answer is the one of {@link MachineRoutes}, to which all else is left.
 */
public final class MachineCheck extends Handler.Abstract {
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final HttpField NOT_KEPT = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    private final BiFunction<Request, Response, Call> calls;

    /** @param calls who makes a request that has one {@code Authorization}; throws {@code UNAUTHENTICATED} for nobody we know */
    public MachineCheck(BiFunction<Request, Response, Call> calls) {
        this.calls = requireNonNull(calls, "calls");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!MachineRoutes.CHECK.equals(request.getHttpURI().getPath())
                || !request.getMethod().equals("GET")
                || request.getHeaders().getFields(HttpHeader.AUTHORIZATION).size() != 1) {
            return false;
        }
        RequestFacts.of(request.getAttribute(RequestFacts.ATTRIBUTE)).answeredBy(MachineRoutes.CHECK);
        byte[] body;
        try {
            body = MachineRoutes.authenticated(calls.apply(request, response)).getBytes(StandardCharsets.US_ASCII);
        } catch (ManagerException refusal) {
            Problems.answer(request, response, callback, refusal);
            return true;
        }
        HttpFields.Mutable headers = response.getHeaders();
        headers.add(NOT_KEPT);
        headers.add(JSON);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
