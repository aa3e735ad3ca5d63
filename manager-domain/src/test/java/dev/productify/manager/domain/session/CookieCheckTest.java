package dev.productify.manager.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookieCheckTest {
    private static final String OWN = "https://manager.example.com";

    private final CookieCheck check = new CookieCheck(Set.of("https://portal.example.com"));

    @ParameterizedTest
    @CsvSource({
        // method, Origin, Sec-Fetch-Site, whether it may
        "GET, https://evil.example.org, cross-site, true",
        "HEAD, , , true",
        "POST, , , false",
        "DELETE, , , false",
        "get, , , false",
        "POST, https://manager.example.com, same-origin, true",
        "POST, , same-origin, true",
        "POST, https://manager.example.com, , true",
        "POST, https://manager.example.com:444, , false",
        "POST, http://manager.example.com, , false",
        "POST, null, , false",
        "POST, https://evil.example.org, , false",
        "POST, https://evil.example.org, cross-site, false",
        "POST, https://manager.example.com, same-site, false",
        "POST, https://manager.example.com, cross-site, false",
        "POST, , none, false",
        "POST, https://portal.example.com, same-site, true",
        "POST, https://portal.example.com, , true",
        "POST, https://portal.example.com.evil.org, same-site, false",
    })
    void whoMayUseASessionInACookie(String method, String origin, String site, boolean may) {
        assertThat(check.permits(method, OWN, Optional.ofNullable(origin), Optional.ofNullable(site)))
                .isEqualTo(may);
    }
}
