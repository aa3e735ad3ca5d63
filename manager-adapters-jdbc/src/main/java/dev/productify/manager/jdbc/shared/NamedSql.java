package dev.productify.manager.jdbc.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement whose parameters have names, in the forms in which it is sent.
 *
 * @param alone as JDBC takes it, with a question mark for each parameter
 * @param bound the same behind what binds the transaction
 * @param boundReadOnly the same, and to read only
 * @param names of the parameters, one for each question mark
 */
record NamedSql(String alone, String bound, String boundReadOnly, List<String> names) {
    /** Texts and casts are passed over, so that no colon in them begins a name. */
    private static final Pattern NAME = Pattern.compile("'[^']*'|::|:([a-zA-Z][a-zA-Z0-9]*)");

    /** Statements are few, apart from lists with all kinds of filters: those beyond this are taken apart each time. */
    private static final int REMEMBERED = 2_000;

    private static final Map<String, NamedSql> KNOWN = new ConcurrentHashMap<>();

    /** @param sql a text whose parameters are written as {@code :name} */
    static NamedSql of(String sql) {
        NamedSql known = KNOWN.get(sql);
        if (known == null) {
            known = parse(sql);
            if (KNOWN.size() < REMEMBERED) {
                KNOWN.put(sql, known);
            }
        }
        return known;
    }

    private static NamedSql parse(String sql) {
        List<String> names = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Matcher matcher = NAME.matcher(sql);
        while (matcher.find()) {
            if (matcher.group(1) == null) {
                matcher.appendReplacement(text, "$0");
            } else {
                names.add(matcher.group(1));
                matcher.appendReplacement(text, "?");
            }
        }
        String alone = matcher.appendTail(text).toString();
        return new NamedSql(
                alone,
                BindingSettings.BIND + ";\n" + alone,
                BindingSettings.BIND_READ_ONLY + ";\n" + alone,
                List.copyOf(names));
    }
}
