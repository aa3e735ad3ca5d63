package dev.productify.manager.esb.fuzz;

import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.esb.conversion.Converter;
import dev.productify.manager.esb.conversion.NotConvertible;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** XML that is not refused is XML to others, too; it becomes JSON that others read, which says the same when it returns. */
public final class XmlToJsonFuzz {
    private XmlToJsonFuzz() {}

    /** @param data a byte of options, and a body */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        Conversion options = Bodies.options(data[0]);
        Converter there = Bodies.converter(MessageType.XML, MessageType.JSON, options);
        Converter back = Bodies.converter(MessageType.JSON, MessageType.XML, options);
        byte[] body = Arrays.copyOfRange(data, 1, data.length);
        String json;
        try {
            json = Bodies.text(there.request(new Converter.Body(body, Bodies.XML, null), Map::of));
        } catch (NotConvertible refused) {
            return;
        }
        Bodies.requireJson(json);
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.startsWith("<") && !text.contains("encoding")) { // else it may be in another charset
            Bodies.requireXml(text);
        }
        Bodies.again(back, json, Bodies.JSON).ifPresent(xml -> {
            Bodies.requireXml(xml);
            Bodies.again(there, xml, Bodies.XML).ifPresent(second -> Bodies.requireSame(json, second));
        });
    }
}
