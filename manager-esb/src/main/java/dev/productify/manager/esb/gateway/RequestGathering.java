package dev.productify.manager.esb.gateway;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Reads what the caller sends to its end, and converts it, before the backend is asked. */
final class RequestGathering implements Runnable {
    private final Exchange exchange;
    private final Response response;
    private final Callback callback;
    private final Runnable passOn;
    private final WholeBody body;

    RequestGathering(Exchange exchange, Response response, Callback callback, Runnable passOn) {
        this.exchange = exchange;
        this.response = response;
        this.callback = callback;
        this.passOn = passOn;
        this.body = exchange.converting.request;
    }

    void begin() {
        try {
            body.expect(exchange.getLength());
        } catch (BusException refusal) {
            Refusals.refuse(exchange, response, callback, refusal);
            return;
        }
        run();
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = exchange.read();
            if (chunk == null) {
                exchange.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                exchange.callerFailure = chunk.getFailure();
                Refusals.callerFailed(exchange, response, callback, chunk.getFailure());
                return;
            }
            boolean last = chunk.isLast();
            if (!taken(chunk)) {
                return;
            }
            if (last) {
                pass();
                return;
            }
        }
    }

    private boolean taken(Content.Chunk chunk) {
        try {
            exchange.requestBytes += chunk.remaining();
            if (exchange.requested != null && chunk.hasRemaining()) {
                exchange.requested.add(chunk.getByteBuffer());
            }
            body.add(chunk.getByteBuffer());
            return true;
        } catch (BusException refusal) {
            Refusals.refuse(exchange, response, callback, refusal);
            return false;
        } finally {
            chunk.release();
        }
    }

    private void pass() {
        try {
            if (body.length() > 0) {
                exchange.converting.convertRequest(exchange);
            }
        } catch (BusException refusal) {
            if (exchange.requested != null) {
                exchange.requested.headers(exchange.getHeaders());
            }
            Refusals.refuse(exchange, response, callback, refusal);
            return;
        } catch (RuntimeException fault) {
            callback.failed(fault);
            return;
        }
        passOn.run();
    }
}
