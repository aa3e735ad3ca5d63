package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** What every refusal at {@code /query} has in common. */
final class Refusals {
    private Refusals() {}

    /** One error with a message and that code; nothing of the inside. */
    static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body())
                .containsPattern("\"errors\":\\[\\{\"message\":\"[^\"]")
                .contains("\"code\":\"" + code + "\"")
                .doesNotContain("Exception", "dev.productify", "SQL", "INTERNAL");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=utf-8");
    }
}
