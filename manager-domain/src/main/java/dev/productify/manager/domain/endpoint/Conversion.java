package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How an endpoint converts bodies between JSON, XML and SOAP (contract E4).
 *
 * @param arrayPaths where JSON has an array even if XML has a single element; at most 100
 * @param typeHints where JSON has another type than text; at most 100
 * @param namespaces namespaces of XML by the prefixes that names in JSON have for them, the empty prefix being none; at
 *     most 20
 * @param rootName of the element around what has no single root
 * @param emptyAs what an empty element is in JSON
 * @param soapVersion of envelopes for the backend
 * @param soapAction what the backend is told about the intent of a request; the caller's own comes first
 */
public record Conversion(
        Convention convention,
        List<ValuePath> arrayPaths,
        Map<ValuePath, ValueType> typeHints,
        Map<String, String> namespaces,
        String rootName,
        EmptyAs emptyAs,
        SoapVersion soapVersion,
        Optional<String> soapAction) {
    public static final int MAX_PATHS = 100;
    public static final int MAX_NAMESPACES = 20;
    public static final int MAX_URI_LENGTH = 500;
    public static final int MAX_NAME_LENGTH = 100;
    public static final int MAX_ACTION_LENGTH = 500;

    /** A name without a colon, in the letters that need no escape anywhere. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final Set<String> TAKEN_URIS =
            Set.of("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/");

    /** What holds when nothing is said. */
    public static final Conversion STANDARD = new Conversion(
            Convention.COMPACT,
            List.of(),
            Map.of(),
            Map.of(),
            "root",
            EmptyAs.TEXT,
            SoapVersion.SOAP_1_1,
            Optional.empty());

    /** Which members of JSON stand for which parts of XML. */
    public enum Convention {
        /** Elements are members, and those with text only are text; attributes begin with {@code @}. */
        COMPACT,
        /** Each element is an object with its text in {@code $}, attributes in {@code @…}, namespaces in {@code @xmlns}. */
        BADGERFISH
    }

    /** What an element without content and attributes is in JSON. */
    public enum EmptyAs {
        /** The text of length 0. */
        TEXT,
        NULL,
        /** An object without members. */
        OBJECT
    }

    /** What a text of XML is in JSON, as far as it has the form of it. */
    public enum ValueType {
        NUMBER,
        BOOLEAN,
        /** Also where the XML says another type by {@code xsi:type}. */
        TEXT
    }

    /** The versions of SOAP. */
    public enum SoapVersion {
        SOAP_1_1,
        SOAP_1_2
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} that says which part is wrong */
    public Conversion {
        requireNonNull(convention, "convention");
        requireNonNull(emptyAs, "emptyAs");
        requireNonNull(soapVersion, "soapVersion");
        requireNonNull(soapAction, "soapAction");
        arrayPaths = List.copyOf(arrayPaths);
        if (arrayPaths.size() > MAX_PATHS || new HashSet<>(arrayPaths).size() < arrayPaths.size()) {
            throw ManagerException.badInput("arrayPaths must be at most " + MAX_PATHS + ", each of them once");
        }
        typeHints = Collections.unmodifiableMap(new LinkedHashMap<>(typeHints));
        if (typeHints.size() > MAX_PATHS) {
            throw ManagerException.badInput("typeHints must be at most " + MAX_PATHS);
        }
        namespaces = Collections.unmodifiableMap(new LinkedHashMap<>(namespaces));
        requireNamespaces(namespaces);
        if (rootName.length() > MAX_NAME_LENGTH || !NAME.matcher(rootName).matches()) {
            throw ManagerException.badInput("rootName must be a letter or _ and up to " + (MAX_NAME_LENGTH - 1)
                    + " letters, digits or _.- behind it");
        }
        if (soapAction.filter(Conversion::isAction).isEmpty() && soapAction.isPresent()) {
            throw ManagerException.badInput("soapAction must have 1 to " + MAX_ACTION_LENGTH
                    + " visible ASCII characters without quotes and backslashes");
        }
    }

    private static void requireNamespaces(Map<String, String> namespaces) {
        if (namespaces.size() > MAX_NAMESPACES || new HashSet<>(namespaces.values()).size() < namespaces.size()) {
            throw ManagerException.badInput("namespaces must be at most " + MAX_NAMESPACES + ", each uri once");
        }
        namespaces.forEach((prefix, uri) -> {
            if (!prefix.isEmpty()
                    && (prefix.length() > MAX_NAME_LENGTH
                            || !NAME.matcher(prefix).matches()
                            || prefix.toLowerCase(Locale.ROOT).startsWith("xml"))) {
                throw ManagerException.badInput(
                        "namespaces: a prefix is empty, or a letter or _ and letters, digits or _.-"
                                + " behind it, and does not begin with xml");
            }
            if (uri.isEmpty()
                    || uri.length() > MAX_URI_LENGTH
                    || uri.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)
                    || TAKEN_URIS.contains(uri)) {
                throw ManagerException.badInput("namespaces: a uri has 1 to " + MAX_URI_LENGTH
                        + " visible ASCII characters, and is not one that XML has taken for itself");
            }
            if (prefix.equals("xsi") != uri.equals(XSI)) {
                throw ManagerException.badInput("namespaces: xsi is the prefix of " + XSI + " and of no other");
            }
        });
    }

    private static boolean isAction(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_ACTION_LENGTH
                && text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"' && c != '\\');
    }

    /** What a backend that answers in a type is asked for, by the header {@code Accept}. */
    public String accept(MessageType output) {
        return switch (output) {
            case JSON -> "application/json";
            case XML -> "application/xml, text/xml;q=0.9";
            case SOAP -> soapVersion == SoapVersion.SOAP_1_1 ? "text/xml" : "application/soap+xml";
        };
    }

    /** The fields that the audit log compares. */
    Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("convention", convention.name());
        fields.put("arrayPaths", arrayPaths.stream().map(ValuePath::toString).toList());
        Map<String, Object> hints = new LinkedHashMap<>();
        typeHints.forEach((path, type) -> hints.put(path.toString(), type.name()));
        fields.put("typeHints", hints);
        fields.put("namespaces", namespaces);
        fields.put("rootName", rootName);
        fields.put("emptyAs", emptyAs.name());
        fields.put("soapVersion", soapVersion.name());
        fields.put("soapAction", soapAction.orElse(null));
        return fields;
    }
}
