package dev.productify.manager.domain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.endpoint.Conversion.Convention;
import dev.productify.manager.domain.endpoint.Conversion.EmptyAs;
import dev.productify.manager.domain.endpoint.Conversion.SoapVersion;
import dev.productify.manager.domain.endpoint.Conversion.ValueType;
import dev.productify.manager.domain.shared.ManagerException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {
    private static Conversion with(List<ValuePath> arrays, Map<ValuePath, ValueType> types) {
        return new Conversion(
                Convention.COMPACT,
                arrays,
                types,
                Map.of(),
                "root",
                EmptyAs.TEXT,
                SoapVersion.SOAP_1_1,
                Optional.empty());
    }

    private static Conversion with(Map<String, String> namespaces, String rootName, String action) {
        return new Conversion(
                Convention.COMPACT,
                List.of(),
                Map.of(),
                namespaces,
                rootName,
                EmptyAs.TEXT,
                SoapVersion.SOAP_1_1,
                Optional.ofNullable(action));
    }

    private static List<ValuePath> paths(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ValuePath.parse("/a" + i))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/a/b", "//a", "/a/*/c", "/a~1b/~0", "/@id", "/größe/#text", "/a b"})
    void pathsAreKeptAsTheyAreWritten(String text) {
        assertThat(ValuePath.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "/", "//", "/a/", "/a//b", "///a", "/a~", "/a~2", "/\u0000", "/\ud800"})
    void whatIsNoPathIsRefused(String text) {
        assertThatThrownBy(() -> ValuePath.parse(text)).isInstanceOf(ManagerException.class);
    }

    @Test
    void pathsHaveLimits() {
        assertThatCode(() -> ValuePath.parse("/" + "x".repeat(499))).doesNotThrowAnyException();
        assertThatThrownBy(() -> ValuePath.parse("/" + "x".repeat(500))).isInstanceOf(ManagerException.class);
        assertThatCode(() -> ValuePath.parse("/x".repeat(50))).doesNotThrowAnyException();
        assertThatThrownBy(() -> ValuePath.parse("/x".repeat(51))).isInstanceOf(ManagerException.class);
    }

    @Test
    void pathsAreManyAndEachOnce() {
        assertThatCode(() -> with(paths(100), Map.of())).doesNotThrowAnyException();
        assertThatThrownBy(() -> with(paths(101), Map.of())).hasMessageContaining("100");
        assertThatThrownBy(() -> with(List.of(ValuePath.parse("/a"), ValuePath.parse("/a")), Map.of()))
                .isInstanceOf(ManagerException.class);
        Map<ValuePath, ValueType> hints = new LinkedHashMap<>();
        paths(100).forEach(path -> hints.put(path, ValueType.NUMBER));
        assertThatCode(() -> with(List.of(), hints)).doesNotThrowAnyException();
        hints.put(ValuePath.parse("/b"), ValueType.TEXT);
        assertThatThrownBy(() -> with(List.of(), hints)).hasMessageContaining("100");
    }

    @ParameterizedTest
    @CsvSource({
        "'',urn:a",
        "soap,http://schemas.xmlsoap.org/soap/envelope/",
        "a.b-c_1,urn:a",
        "xsi,http://www.w3.org/2001/XMLSchema-instance"
    })
    void namespacesHavePrefixes(String prefix, String uri) {
        assertThatCode(() -> with(Map.of(prefix, uri), "root", null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "1a,urn:a",
        "a:b,urn:a",
        "xml,urn:a",
        "XMLx,urn:a",
        "xmlns,urn:a",
        "a,''",
        "a,urn:a b",
        "a,urn:ü",
        "a,http://www.w3.org/XML/1998/namespace",
        "xsi,urn:a",
        "a,http://www.w3.org/2001/XMLSchema-instance",
        "ü,urn:a"
    })
    void whatIsNoNamespaceIsRefused(String prefix, String uri) {
        assertThatThrownBy(() -> with(Map.of(prefix, uri), "root", null)).isInstanceOf(ManagerException.class);
    }

    @Test
    void namespacesAreFewAndEachOnce() {
        Map<String, String> some = new LinkedHashMap<>();
        IntStream.range(0, 20).forEach(i -> some.put("p" + i, "urn:" + i));
        assertThatCode(() -> with(some, "root", null)).doesNotThrowAnyException();
        some.put("q", "urn:q");
        assertThatThrownBy(() -> with(some, "root", null)).hasMessageContaining("20");
        assertThatThrownBy(() -> with(Map.of("a", "urn:a", "b", "urn:a"), "root", null))
                .hasMessageContaining("once");
        assertThatCode(() -> with(Map.of("p", "u".repeat(500)), "root", null)).doesNotThrowAnyException();
        assertThatThrownBy(() -> with(Map.of("p", "u".repeat(501)), "root", null))
                .hasMessageContaining("500");
    }

    @Test
    void theRootHasAPlainName() {
        assertThatCode(() -> with(Map.of(), "x".repeat(100), null)).doesNotThrowAnyException();
        assertThatThrownBy(() -> with(Map.of(), "x".repeat(101), null)).isInstanceOf(ManagerException.class);
        for (String name : List.of("", "1", "a b", "a:b", "-")) {
            assertThatThrownBy(() -> with(Map.of(), name, null)).hasMessageContaining("rootName");
        }
    }

    @Test
    void theActionIsOneThatAHeaderCanSay() {
        assertThatCode(() -> with(Map.of(), "root", "x".repeat(500))).doesNotThrowAnyException();
        for (String action : List.of("", "x".repeat(501), "a b", "a\"b", "a\\b", "a\r\nb", "ü")) {
            assertThatThrownBy(() -> with(Map.of(), "root", action)).hasMessageContaining("soapAction");
        }
    }

    @Test
    void itIsAudited() {
        assertThat(with(paths(1), Collections.singletonMap(ValuePath.parse("//n"), ValueType.NUMBER))
                        .audited())
                .containsEntry("arrayPaths", List.of("/a0"))
                .containsEntry("typeHints", Map.of("//n", "NUMBER"))
                .containsEntry("convention", "COMPACT")
                .containsEntry("soapAction", null);
    }
}
