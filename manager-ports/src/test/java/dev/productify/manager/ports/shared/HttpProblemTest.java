package dev.productify.manager.ports.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HttpProblemTest {
    private static final Map<ErrorCode.Category, Integer> STATUS = Map.of(
            ErrorCode.Category.INVALID, 400,
            ErrorCode.Category.UNAUTHENTICATED, 401,
            ErrorCode.Category.DENIED, 403,
            ErrorCode.Category.NOT_FOUND, 404,
            ErrorCode.Category.CONFLICT, 409,
            ErrorCode.Category.RATE_LIMITED, 429,
            ErrorCode.Category.UNAVAILABLE, 503,
            ErrorCode.Category.FAULT, 500);

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void refusalsHaveTheStatusOfTheirCategory(ErrorCode code) {
        HttpProblem problem = HttpProblem.of(new ManagerException(code, "why"));

        assertThat(problem).isEqualTo(new HttpProblem(STATUS.get(code.category()), code.name(), "why"));
    }

    @Test
    void theBodyHasThreeMembersWhateverIsInThem() {
        HttpProblem.Body body = new HttpProblem(409, "CONFLICT", "\"a\\b\" is\n\u0001 taken ä").body(null);

        assertThat(body.contentType()).isEqualTo("application/json");
        assertThat(body.json())
                .isEqualTo(
                        "{\"error\":\"\\\"a\\\\b\\\" is\\u000a\\u0001 taken ä\",\"code\":\"CONFLICT\",\"status\":409}");
    }

    @ParameterizedTest
    @CsvSource({"400, Bad Request", "404, Not Found", "508, Loop Detected", "418, Client Error", "599, Server Error"})
    void whoAsksForProblemsGetsThem(int status, String title) {
        HttpProblem.Body body =
                new HttpProblem(status, "CODE", "why").body("text/html, Application/Problem+JSON;q=0.9");

        assertThat(body.contentType()).isEqualTo("application/problem+json");
        assertThat(body.json())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"detail\":\"why\",\"error\":\"why\","
                        + "\"code\":\"CODE\",\"status\":" + status + "}");
    }

    @ParameterizedTest
    @CsvSource({"1000, 1", "1001, 2", "0, 0", "1, 1"})
    void whenToComeBackIsRoundedUp(long millis, String seconds) {
        HttpProblem problem = new HttpProblem(503, "C", "m", Optional.of(Duration.ofMillis(millis)));

        assertThat(problem.retryAfterSeconds()).contains(seconds);
    }
}
