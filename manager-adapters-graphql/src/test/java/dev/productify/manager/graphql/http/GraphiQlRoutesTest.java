package dev.productify.manager.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphiQlRoutesTest {
    private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

    private final Client client = new Client();

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void thePageAndAllItsFilesComeFromHere() {
        HttpResponse<String> page = client.get("/gql");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'self'");
        assertThat(page.body()).doesNotContain("http:", "https:", "<script>");

        Matcher addresses = ADDRESS.matcher(page.body());
        int files = 0;
        while (addresses.find()) {
            if (addresses.group(1).startsWith("data:")) {
                continue;
            }
            HttpResponse<String> file = client.get(addresses.group(1));
            assertThat(file.statusCode()).as(addresses.group(1)).isEqualTo(200);
            assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
            assertThat(file.body()).isNotEmpty();
            files++;
        }
        assertThat(files).isEqualTo(6);
    }

    @Test
    void theTokenIsNotKept() {
        Matcher start = Pattern.compile("/gql/[0-9a-f]+/start.js")
                .matcher(client.get("/gql").body());
        assertThat(start.find()).isTrue();

        assertThat(client.get(start.group()).body()).contains("shouldPersistHeaders: false", "'/query'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/gql/start.js", "/gql/0000000000000000/start.js", "/gql/x/y/z", "/gql/graphiql.min.js.map"})
    void nothingElseIsThere(String path) {
        assertThat(client.get(path).statusCode()).isEqualTo(404);
    }
}
