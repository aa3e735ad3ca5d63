package dev.productify.manager.esb.outbound;

import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Passes over answers below 200, whichever they are, and waits for the one behind them. Without somebody who does so Jetty's
 * client takes such an answer for the last one, and the exchange never comes to an end, not even by its time-out.
 */
public final class InterimAnswers extends EarlyHintsProtocolHandler {
    @Override
    public String getName() {
        return "interim";
    }

    @Override
    public boolean accept(Request request, Response response) {
        return HttpStatus.isInterim(response.getStatus());
    }
}
