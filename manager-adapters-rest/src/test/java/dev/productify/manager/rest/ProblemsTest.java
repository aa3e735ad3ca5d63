package dev.productify.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.rest.health.HealthRoutes;
import io.javalin.Javalin;
import io.javalin.http.ConflictResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final AtomicReference<String> reason = new AtomicReference<>();
    private Javalin javalin;

    @BeforeEach
    void start() {
        javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.http.prefer405over404 = true;
            new Problems().register(config.routes);
            new HealthRoutes(() -> Optional.ofNullable(reason.get())).register(config.routes);
            config.routes.get("/fault", context -> {
                throw new IllegalStateException("select secret from inside");
            });
            config.routes.get("/conflict", context -> {
                throw new ConflictResponse("inside");
            });
            config.routes.get("/busy", context -> {
                throw new ManagerException(ErrorCode.RATE_LIMITED, "Too many; try again later")
                        .retryAfter(Duration.ofMillis(1_001));
            });
            config.routes.get(
                    "/quoted", context -> Problems.answer(context, 409, "CONFLICT", "\"a\" is taken; choose another"));
        });
        javalin.start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        javalin.stop();
    }

    @Test
    void errorsHaveThreeMembers() throws Exception {
        HttpResponse<String> answer = get("/quoted", "*/*");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"\\\"a\\\" is taken; choose another\",\"code\":\"CONFLICT\",\"status\":409}");
    }

    @Test
    void problemsHaveTheMembersOfTheStandardAsWell() throws Exception {
        HttpResponse<String> answer = get("/quoted", "text/html, Application/Problem+JSON;q=0.9");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Conflict\","
                        + "\"detail\":\"\\\"a\\\" is taken; choose another\","
                        + "\"error\":\"\\\"a\\\" is taken; choose another\",\"code\":\"CONFLICT\",\"status\":409}");
    }

    @Test
    void aRefusalSaysWhenToComeBackInWholeSecondsRoundedUp() throws Exception {
        HttpResponse<String> answer = get("/busy", "*/*");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertThat(get("/quoted", "*/*").headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void unknownPathsAndMethodsAreToldApart() throws Exception {
        assertThat(get("/nothing", "*/*").body()).contains("\"code\":\"NOT_FOUND\"");
        HttpRequest put = HttpRequest.newBuilder(uri("/health/live"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(put, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void nothingOfTheInsideLeaves() throws Exception {
        HttpResponse<String> fault = get("/fault", "text/html");

        assertThat(fault.statusCode()).isEqualTo(500);
        assertThat(fault.body())
                .isEqualTo("{\"error\":\"Internal error\",\"code\":\"INTERNAL_SERVER_ERROR\",\"status\":500}");
        assertThat(get("/conflict", "*/*").body()).doesNotContain("inside").contains("\"code\":\"CONFLICT\"");
    }

    @Test
    void readinessTellsWhyNot() throws Exception {
        assertThat(get("/health/ready", "*/*").body()).isEqualTo("{\"status\":\"UP\"}");

        reason.set("the database does not answer");

        HttpResponse<String> ready = get("/health/ready", "*/*");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).isEqualTo("{\"status\":\"DOWN\",\"reason\":\"the database does not answer\"}");
        assertThat(get("/health/live", "*/*").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri(path)).header("Accept", accept).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + javalin.port() + path);
    }
}
