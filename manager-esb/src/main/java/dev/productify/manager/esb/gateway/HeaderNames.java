package dev.productify.manager.esb.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;

/** What names of headers say about them. An underscore counts as a hyphen, as it does for many backends. */
final class HeaderNames {
    private HeaderNames() {}

    /** The known header of that name, or null. */
    static HttpHeader known(HttpField field) {
        HttpHeader header = field.getHeader();
        return header != null || field.getName().indexOf('_') < 0
                ? header
                : HttpHeader.CACHE.get(field.getName().replace('_', '-'));
    }

    /** @param prefix in lower case, with hyphens */
    static boolean startsWith(String name, String prefix) {
        return name.length() >= prefix.length() && matches(name, prefix);
    }

    /** @param other in lower case, with hyphens */
    static boolean is(String name, String other) {
        return name.length() == other.length() && matches(name, other);
    }

    private static boolean matches(String name, String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                c += 'a' - 'A';
            } else if (c == '_') {
                c = '-';
            }
            if (c != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The names, in lower case, that {@code Connection} calls its own (RFC 9110, section 7.6.1). */
    static List<String> namedByConnection(HttpFields headers) {
        List<String> names = List.of();
        for (HttpField field : headers) {
            if (field.getHeader() == HttpHeader.CONNECTION && !isUsual(field.getValue())) {
                names = names.isEmpty() ? new ArrayList<>() : names;
                for (String name : field.getValues()) {
                    names.add(name.toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    private static boolean isUsual(String value) {
        return HttpHeaderValue.KEEP_ALIVE.is(value) || HttpHeaderValue.CLOSE.is(value);
    }
}
