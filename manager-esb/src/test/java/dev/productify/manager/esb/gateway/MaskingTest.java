package dev.productify.manager.esb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "Proxy-Authorization",
                "WWW-Authenticate",
                "Cookie",
                "Set-Cookie",
                "X-Proxy-Token",
                "X-Api-Key",
                "x_api_key",
                "X-Amz-Security-Token",
                "X-Hub-Signature",
                "X-Session-Id",
                "X-Client-Secret",
                "X-User-ID",
                "X_User_Email",
                "X-Tenant-ID",
                "X-Application-ID",
                "X-Machine-User-ID",
                "X-Productify-User-Id"
            })
    void headersWithSecretsAreHidden(String name) {
        assertThat(Masking.value(name, "secret-value")).isEqualTo("***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept", "Content-Type", "User-Agent", "X-Userland", "Location"})
    void othersAreNot(String name) {
        assertThat(Masking.value(name, "value")).isEqualTo("value");
    }

    private static String masked(String body, String type) {
        return new String(
                BodyMasking.masked(body.getBytes(StandardCharsets.UTF_8), type, null), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"password\":\"x\",\"a\":1} | {\"password\":\"***\",\"a\":1}",
                "{\"a\":{\"clientSecret\" : \"x\\\"y\" }} | {\"a\":{\"clientSecret\" : \"***\" }}",
                "{\"access_token\":12,\"b\":2} | {\"access_token\":\"***\",\"b\":2}",
                "{\"credentials\":{\"user\":\"a\",\"list\":[1,\"}\"]},\"b\":[2]} | {\"credentials\":\"***\",\"b\":[2]}",
                "{\"token\":\"cut o | {\"token\":\"***\"",
                "{\"secret\": | {\"secret\":\"***\"",
                "{\"note\":\"the \\\"password\\\": is x\"} | {\"note\":\"the \\\"password\\\": is x\"}",
                "[1,\"token\",2] | [1,\"token\",2]",
                "{\"name\":\"\u00e9\"} | {\"name\":\"\u00e9\"}",
                "plain text | plain text"
            })
    void membersOfJsonAreHidden(String body, String expected) {
        assertThat(masked(body, "application/json")).isEqualTo(expected);
    }

    @Test
    void fieldsOfFormsAreHidden() {
        assertThat(masked("user=a&password=b&&client_secret=&x", "application/x-www-form-urlencoded; charset=utf-8"))
                .isEqualTo("user=a&password=***&&client_secret=***&x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a><Password>x</Password><b>y</b></a> | <a><Password>***</Password><b>y</b></a>",
                "<ns:token kind=\"k\">x</ns:token> | <ns:token kind=\"k\">***</ns:token>",
                "<a token='x' b=\"y\">z</a> | <a token='***' b=\"y\">z</a>",
                "<secret/><b>y</b> | <secret/><b>y</b>",
                "<secret>cut o | <secret>***",
                "<secret | <secret"
            })
    void elementsAndAttributesOfXmlAreHidden(String body, String expected) {
        assertThat(masked(body, "text/xml")).isEqualTo(expected);
    }

    @Test
    void aCodedBodyIsNotKept() {
        assertThat(BodyMasking.masked(new byte[] {1, 2, 3}, "application/json", "gzip"))
                .isEmpty();
        assertThat(BodyMasking.masked(new byte[] {1, 2, 3}, "application/json", "identity"))
                .containsExactly(1, 2, 3);
    }

    @Test
    void deepAndLongOnesAreReadInOnePass() {
        String deep = "{\"secret\":" + "[".repeat(30_000);

        assertThat(masked(deep, "application/json")).isEqualTo("{\"secret\":\"***\"");
        assertThat(masked("\\".repeat(60_000), "application/json")).hasSize(60_000);
    }
}
