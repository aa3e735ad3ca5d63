package dev.productify.manager.server.benchmark;

import java.net.URI;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Server;

/** Jetty's {@code ProxyHandler} as it comes, to the backend that {@code BENCH_BACKEND} names: what the bus is made on. */
final class BareProxy {
    private BareProxy() {}

    public static void main(String[] none) throws Exception {
        URI backend = URI.create(System.getenv("BENCH_BACKEND"));
        Server server = PlainListener.of(new ProxyHandler.Reverse(request ->
                HttpURI.build(request.getHttpURI()).scheme("http").authority(backend.getHost(), backend.getPort())));
        server.start();
        System.out.println("listening on port " + PlainListener.port(server));
    }
}
