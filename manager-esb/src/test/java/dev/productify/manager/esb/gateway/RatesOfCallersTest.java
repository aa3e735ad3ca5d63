package dev.productify.manager.esb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.limits.Rate;
import dev.productify.manager.ports.limits.RequestRates;
import dev.productify.manager.ports.testing.World;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How many calls of the bus one caller may make. */
class RatesOfCallersTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final World clock = new World();
    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void eachCallerMayMakeAsManyCallsAsTheRateAndIsToldSo() throws Exception {
        Rate rate = Rate.of(2, Duration.ofMinutes(1));
        RequestRates<Object> rates =
                new RequestRates<>("principal", "by this caller", rate, clock, 100, refused::incrementAndGet);
        try (Backend backend = Backend.saying("hello");
                Bus bus = Bus.start(rates)) {
            bus.lead("/hello", backend.url("/hello"));

            HttpResponse<String> first = call(bus, "/hello", "Authorization", "Bearer " + Bus.TOKEN);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().allValues("RateLimit")).containsExactly("\"principal\";r=1;t=30");
            assertThat(call(bus, "/nowhere", "Authorization", "Bearer " + Bus.TOKEN)
                            .statusCode())
                    .as("counts, wherever it leads")
                    .isEqualTo(404);

            HttpResponse<String> third = call(bus, "/hello", "Authorization", "Bearer " + Bus.TOKEN);
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.body()).contains("\"code\":\"RATE_LIMITED\"");
            assertThat(third.headers().allValues("Retry-After")).containsExactly("30");
            assertThat(third.headers().allValues("RateLimit")).containsExactly("\"principal\";r=0;t=30");
            assertThat(refused).hasValue(1);

            assertThat(call(
                                    bus,
                                    "/hello",
                                    "X-Proxy-Token",
                                    Bus.PROXY_TOKEN,
                                    "X-User-ID",
                                    Bus.ANNA.id().value().toString())
                            .statusCode())
                    .as("another caller, for whom a proxy vouches")
                    .isEqualTo(200);
            clock.passes(Duration.ofSeconds(30));
            assertThat(call(bus, "/hello", "Authorization", "Bearer " + Bus.TOKEN)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpResponse<String> call(Bus bus, String path, String... headers) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(bus.uri(path)).headers(headers).build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }
}
