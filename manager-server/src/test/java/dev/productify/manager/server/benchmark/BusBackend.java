package dev.productify.manager.server.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;
import org.eclipse.jetty.util.Promise;

/**
 * Where all contenders pass requests on to: {@code /json} takes a body and answers 1 KiB, {@code /large} answers 100 KB, {@code
 * /stream/BYTES} answers so many, {@code /sink} counts what it is sent, and {@code /order.json}, {@code /order.xml} and {@code
 * /order.soap} take a body and answer an {@link OrderDocument}.
 */
final class BusBackend {
    static final int JSON_BYTES = 1024;
    static final int LARGE_BYTES = 100_000;

    private static final ByteBuffer JSON =
            ByteBuffer.wrap(("{\"a\":\"" + "x".repeat(JSON_BYTES - 8) + "\"}").getBytes(StandardCharsets.US_ASCII));
    private static final ByteBuffer LARGE =
            ByteBuffer.wrap("y".repeat(LARGE_BYTES).getBytes(StandardCharsets.US_ASCII));
    private static final ByteBuffer ORDER_JSON = utf8(OrderDocument.json());
    private static final ByteBuffer ORDER_XML = utf8(OrderDocument.xml());
    private static final ByteBuffer ORDER_SOAP = utf8(OrderDocument.soap());
    private static final ByteBuffer BLOCK = ByteBuffer.allocateDirect(64 * 1024);

    private BusBackend() {}

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    public static void main(String[] none) throws Exception {
        Server server = PlainListener.of(new Answers());
        server.start();
        System.out.println("listening on port " + PlainListener.port(server));
    }

    private static final class Answers extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String path = request.getHttpURI().getPath();
            if (path.startsWith("/stream/")) {
                stream(Long.parseLong(path.substring(8)), response, callback);
            } else if (path.startsWith("/sink")) {
                count(request, response, callback, 0);
            } else {
                ByteBuffer answer = answer(path).slice();
                String type = type(path);
                Content.Source.asByteBuffer(
                        request, Promise.from(body -> send(answer, type, response, callback), callback::failed));
            }
            return true;
        }

        private static ByteBuffer answer(String path) {
            return switch (path) {
                case "/order.json" -> ORDER_JSON;
                case "/order.xml" -> ORDER_XML;
                case "/order.soap" -> ORDER_SOAP;
                default -> path.startsWith("/large") ? LARGE : JSON;
            };
        }

        private static String type(String path) {
            return switch (path) {
                case "/order.xml" -> "application/xml";
                case "/order.soap" -> "text/xml; charset=utf-8";
                default -> "application/json";
            };
        }

        private static void send(ByteBuffer answer, String type, Response response, Callback callback) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.remaining());
            response.write(true, answer, callback);
        }

        private static void stream(long bytes, Response response, Callback callback) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes);
            new IteratingNestedCallback(callback) {
                private long left = bytes;

                @Override
                protected Action process() {
                    if (left == 0) {
                        return Action.SUCCEEDED;
                    }
                    ByteBuffer next = BLOCK.slice();
                    next.limit((int) Math.min(left, next.capacity()));
                    left -= next.remaining();
                    response.write(left == 0, next, this);
                    return Action.SCHEDULED;
                }
            }.iterate();
        }

        private static void count(Request request, Response response, Callback callback, long before) {
            long bytes = before;
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    long soFar = bytes;
                    request.demand(() -> count(request, response, callback, soFar));
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    callback.failed(chunk.getFailure());
                    return;
                }
                bytes += chunk.remaining();
                chunk.release();
                if (chunk.isLast()) {
                    send(utf8(Long.toString(bytes)), "application/json", response, callback);
                    return;
                }
            }
        }
    }
}
