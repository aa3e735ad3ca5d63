package dev.productify.manager.rest.signin;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.rest.BeforeRoutes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code GET /api/machine/check} as proxies ask it for every request of theirs, with one {@code Authorization}. All else is left to
 * {@link MachineRoutes}.
 */
public final class MachineCheck extends BeforeRoutes {
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final HttpField NOT_KEPT = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    private final BiFunction<Request, Response, Call> calls;

    /** @param calls who makes a request that has one {@code Authorization}; throws {@code UNAUTHENTICATED} for nobody we know */
    public MachineCheck(BiFunction<Request, Response, Call> calls) {
        super(MachineRoutes.CHECK);
        this.calls = requireNonNull(calls, "calls");
    }

    @Override
    protected boolean takes(Request request, String path) {
        return MachineRoutes.CHECK.equals(path)
                && request.getHeaders().getFields(HttpHeader.AUTHORIZATION).size() == 1;
    }

    @Override
    protected void answer(Request request, Response response, Callback callback, RequestFacts facts) {
        byte[] body =
                MachineRoutes.authenticated(calls.apply(request, response)).getBytes(StandardCharsets.US_ASCII);
        HttpFields.Mutable headers = response.getHeaders();
        headers.add(NOT_KEPT);
        headers.add(JSON);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
