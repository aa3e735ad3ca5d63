package dev.productify.manager.esb.outbound;

import java.net.ProtocolException;
import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Passes over answers below 200, whichever they are, and waits for the one behind them. Without somebody who does so Jetty's
 * client takes such an answer for the last one, and the exchange never comes to an end, not even by its time-out. Who sends
 * more than {@value #MOST} of them does not mean to answer, and would keep a thread busy with reading them: that ends the
 * exchange.
 */
public final class InterimAnswers extends EarlyHintsProtocolHandler {
    static final int MOST = 100;

    private static final String COUNT = InterimAnswers.class.getName();

    @Override
    public String getName() {
        return "interim";
    }

    @Override
    public boolean accept(Request request, Response response) {
        return HttpStatus.isInterim(response.getStatus());
    }

    @Override
    protected void onEarlyHints(Request request, HttpFields headers) {
        int count = 1 + (Integer) request.getAttributes().getOrDefault(COUNT, 0);
        request.attribute(COUNT, count);
        if (count > MOST) {
            request.abort(new ProtocolException("more than " + MOST + " answers before the answer"));
        }
    }
}
