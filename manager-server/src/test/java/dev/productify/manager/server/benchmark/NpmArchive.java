package dev.productify.manager.server.benchmark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** An npm package as {@code npm pack} makes it, but not compressed: that would be what takes the time. */
final class NpmArchive {
    private static final int BLOCK = 512;

    private NpmArchive() {}

    /** One with a main file of that text. */
    static void write(Path archive, String name, String version, byte[] main) throws IOException {
        write(archive, name, version, main, 0, 0);
    }

    /** One with a second file of noise, which no other one has. */
    static void write(Path archive, String name, String version, int noise, long seed) throws IOException {
        byte[] main = "//@pilet v:2(webpackChunkpr_large,{})\n".getBytes(StandardCharsets.US_ASCII);
        write(archive, name, version, main, noise, seed);
    }

    private static void write(Path archive, String name, String version, byte[] main, int noise, long seed)
            throws IOException {
        String manifest =
                String.format(Locale.ROOT, "{\"name\":\"%s\",\"version\":\"%s\",\"main\":\"index.js\"}", name, version);
        try (OutputStream out = new BufferedOutputStream(new Stored(Files.newOutputStream(archive)), 64 * 1024)) {
            header(out, "package/package.json", manifest.length());
            out.write(manifest.getBytes(StandardCharsets.US_ASCII));
            pad(out, manifest.length());
            header(out, "package/index.js", main.length);
            out.write(main);
            pad(out, main.length);
            if (noise > 0) {
                header(out, "package/assets/noise.bin", noise);
                Random random = new Random(seed);
                byte[] block = new byte[64 * 1024];
                for (int left = noise; left > 0; left -= block.length) {
                    random.nextBytes(block);
                    out.write(block, 0, Math.min(left, block.length));
                }
                pad(out, noise);
            }
            out.write(new byte[2 * BLOCK]);
        }
    }

    private static void header(OutputStream out, String path, int size) throws IOException {
        byte[] header = new byte[BLOCK];
        put(header, 0, path);
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format(Locale.ROOT, "%011o", size));
        put(header, 136, "00000000000");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0", sum));
        out.write(header);
    }

    private static void put(byte[] header, int offset, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private static void pad(OutputStream out, int size) throws IOException {
        out.write(new byte[(BLOCK - size % BLOCK) % BLOCK]);
    }

    /** The form of gzip, whose blocks are stored as they are. */
    private static final class Stored extends GZIPOutputStream {
        private Stored(OutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(Deflater.NO_COMPRESSION);
        }
    }
}
