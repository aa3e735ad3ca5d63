package dev.productify.manager.server.benchmark;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One connection that asks and waits, request by request: as little as a client can do, so that on a machine with few
 * cores it takes little from what is measured. Understands bodies with a {@code Content-Length} and those in chunks.
 */
final class HttpConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    private HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    static HttpConnection to(URI uri) throws IOException {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new HttpConnection(socket);
    }

    /** One request on a connection of its own. */
    static String once(Target target) throws IOException {
        try (HttpConnection connection = to(target.uri())) {
            return connection.ask(request(target));
        }
    }

    /** The bytes of a request, to be sent any number of times. */
    static byte[] request(Target target) {
        byte[] body = target.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(256)
                .append(target.method())
                .append(' ')
                .append(target.uri().getRawPath())
                .append(" HTTP/1.1\r\nHost: ")
                .append(target.uri().getAuthority())
                .append("\r\n");
        target.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    /**
     * The body of the answer.
     *
     * @throws IOException when the status is neither 200 nor 304, or there are GraphQL errors
     */
    String ask(byte[] request) throws IOException {
        Answer answer = send(request);
        if ((answer.status() != 200 && answer.status() != 304) || answer.body().startsWith("{\"errors\"")) {
            throw new IOException(answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    /** The entity tag of what is answered. */
    static String entityTag(Target target) throws IOException {
        try (HttpConnection connection = to(target.uri())) {
            return connection.send(request(target)).entityTag();
        }
    }

    /**
     * Whatever was answered.
     *
     * @param entityTag empty without one
     */
    record Answer(int status, String entityTag, String body) {}

    Answer send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int status = Integer.parseInt(line().substring(9, 12));
        String entityTag = "";
        int length = status == 304 ? 0 : -1;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.regionMatches(true, 0, "etag:", 0, 5)) {
                entityTag = header.substring(5).strip();
            } else if (header.equalsIgnoreCase("transfer-encoding: chunked")) {
                chunked = true;
            }
        }
        if (length < 0 && !chunked) {
            throw new IOException("a body without an end: " + status);
        }
        byte[] body = chunked ? chunks() : in.readNBytes(length);
        return new Answer(status, entityTag, new String(body, StandardCharsets.UTF_8));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.write(in.readNBytes(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
