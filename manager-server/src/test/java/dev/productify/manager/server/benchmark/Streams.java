package dev.productify.manager.server.benchmark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Bodies that fit into no memory, each over a connection of its own. */
final class Streams {
    private static final int BLOCK = 64 * 1024;

    private Streams() {}

    /** @return how many bytes came */
    static long download(URI uri, String token) throws IOException {
        try (Socket socket = connected(uri)) {
            socket.getOutputStream().write(head("GET", uri, token, -1));
            InputStream in = new BufferedInputStream(socket.getInputStream(), BLOCK);
            requireOk(in);
            byte[] block = new byte[BLOCK];
            long bytes = 0;
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                bytes += read;
            }
            return bytes;
        }
    }

    /** @return how many bytes the backend counted */
    static long upload(URI uri, String token, long bytes) throws IOException {
        try (Socket socket = connected(uri)) {
            OutputStream out = socket.getOutputStream();
            out.write(head("PUT", uri, token, bytes));
            byte[] block = new byte[BLOCK];
            for (long left = bytes; left > 0; left -= BLOCK) {
                out.write(block, 0, (int) Math.min(left, BLOCK));
            }
            InputStream in = new BufferedInputStream(socket.getInputStream());
            requireOk(in);
            return Long.parseLong(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    private static Socket connected(URI uri) throws IOException {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static byte[] head(String method, URI uri, String token, long length) {
        String head = method + " " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\nAuthorization: Bearer " + token + "\r\nConnection: close\r\n"
                + (length < 0 ? "" : "Content-Length: " + length + "\r\n") + "\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    private static void requireOk(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no answer: " + head);
            }
            head.append((char) next);
        }
        if (!head.toString().startsWith("HTTP/1.1 200 ")) {
            throw new IOException(head.toString());
        }
    }
}
