package dev.productify.manager.esb.gateway;

import dev.productify.manager.ports.endpoint.BusCall;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Keeps the beginning of what goes one way, for the log level FULL. */
final class Capture {
    static final int MOST_BYTES = 64 * 1024;

    private HttpFields headers = HttpFields.EMPTY;
    private byte[] bytes = {};
    private int length;

    void headers(HttpFields headers) {
        this.headers = headers.asImmutable();
    }

    /** Takes what still fits; the buffer stays as it is. */
    void add(ByteBuffer buffer) {
        int taken = Math.min(buffer.remaining(), MOST_BYTES - length);
        if (taken > 0) {
            if (length + taken > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(MOST_BYTES, Math.max(length + taken, 2 * bytes.length)));
            }
            buffer.get(buffer.position(), bytes, length, taken);
            length += taken;
        }
    }

    BusCall.Message message() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (HttpField field : headers) {
            fields.computeIfAbsent(field.getName(), first -> new ArrayList<>())
                    .add(Masking.value(field.getName(), field.getValue()));
        }
        byte[] body = BodyMasking.masked(
                Arrays.copyOf(bytes, length),
                headers.get(HttpHeader.CONTENT_TYPE),
                headers.get(HttpHeader.CONTENT_ENCODING));
        return new BusCall.Message(fields, body);
    }
}
