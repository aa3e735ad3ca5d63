package dev.productify.manager.esb.fuzz;

import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.esb.conversion.Converter;
import dev.productify.manager.esb.conversion.NotConvertible;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** JSON that is not refused becomes XML that others read, and returns: what came back once comes back for ever. */
public final class JsonToXmlFuzz {
    private JsonToXmlFuzz() {}

    /** @param data a byte of options, and a body */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        Conversion options = Bodies.options(data[0]);
        Converter there = Bodies.converter(MessageType.JSON, MessageType.XML, options);
        Converter back = Bodies.converter(MessageType.XML, MessageType.JSON, options);
        byte[] body = Arrays.copyOfRange(data, 1, data.length);
        String xml;
        try {
            xml = Bodies.text(there.request(new Converter.Body(body, Bodies.JSON, null), Map::of));
        } catch (NotConvertible refused) {
            return;
        }
        Bodies.requireXml(xml);
        Optional<String> returned = Bodies.again(back, xml, Bodies.XML);
        returned.ifPresent(Bodies::requireJson);
        returned.flatMap(json -> Bodies.again(there, json, Bodies.JSON))
                .flatMap(second -> Bodies.again(back, second, Bodies.XML))
                .ifPresent(json -> Bodies.requireSame(returned.orElseThrow(), json));
    }
}
