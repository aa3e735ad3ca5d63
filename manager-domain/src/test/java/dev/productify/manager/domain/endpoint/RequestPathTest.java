package dev.productify.manager.domain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @ParameterizedTest
    @CsvSource({
        "/, /, ''",
        "/a, /a, a",
        "/a/b, /a/b, 'a,b'",
        "/a/, /a/, 'a,'",
        "/%61%2d%2E%5f%7Eb/x, /a-._~b/x, 'a-._~b,x'",
        "/a%20b/%c3%bc/%3f%23, /a%20b/%C3%BC/%3F%23, 'a%20b,%C3%BC,%3F%23'",
        "/a..b/.../..a, /a..b/.../..a, 'a..b,...,..a'",
        "/a;v=1/b, /a;v=1/b, 'a;v=1,b'",
        "/%252e%252e/x, /%252e%252e/x, '%252e%252e,x'",
        "/a%40%3A, /a%40%3A, 'a%40%3A'",
    })
    void aPathHasOneSpelling(String raw, String text, String segments) {
        RequestPath path = RequestPath.parse(raw);
        assertThat(path).hasToString(text);
        assertThat(String.join(",", path.segments())).isEqualTo(segments);
        assertThat(RequestPath.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "http://b.example/",
                "//",
                "//a",
                "/a//b",
                "/..",
                "/.",
                "/a/../b",
                "/a/./b",
                "/a/..",
                "/%2e%2e/b",
                "/.%2E/b",
                "/%2e",
                "/..;/b",
                "/..;x=1/b",
                "/.;/b",
                "/%2e%2e;/b",
                "/a%2fb",
                "/a%2Fb",
                "/a%5cb",
                "/a\\b",
                "/a%00",
                "/a%0d%0aX-Evil:1",
                "/a%1F",
                "/a%7f",
                "/a b",
                "/a\tb",
                "/a\r\nb",
                "/a\u0000",
                "/ü",
                "/a%",
                "/a%2",
                "/a%zz",
                "/a%+1",
                "/a%２０",
                "/a?b",
                "/a#b",
                "/a[0]",
                "/{a}",
                "/a|b",
                "/a^b",
                "/a\"b",
                "/<a>",
                "/a`b"
            })
    void pathsThatCouldBeReadDifferentlyAreRefused(String raw) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> RequestPath.parse(raw))
                .withMessageStartingWith("the path must ")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
    }

    @Test
    void whatFollowsASegmentIsKeptAsItIs() {
        RequestPath path = RequestPath.parse("/a/b%20c/d/");
        assertThat(path.size()).isEqualTo(4);
        assertThat(path.from(0)).isEqualTo("a/b%20c/d/");
        assertThat(path.from(1)).isEqualTo("b%20c/d/");
        assertThat(path.from(3)).isEmpty();
        assertThat(path.from(4)).isEmpty();
    }

    /** Whatever comes in: refused, or never out of its own folder by any number of decodings that a backend may do. */
    @Test
    void nothingThatPassesLeavesItsFolder() {
        String[] pieces = {"/", ".", "..", "%2e", "%2E", "%2f", "%5c", ";", "a", "%25", "%", "\\", "%c0%ae", "*", "%00"
        };
        Random random = new Random(20_261_122);
        int passed = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder raw = new StringBuilder("/");
            for (int n = random.nextInt(8); n >= 0; n--) {
                raw.append(pieces[random.nextInt(pieces.length)]);
            }
            String text;
            try {
                text = RequestPath.parse(raw.toString()).toString();
            } catch (ManagerException refused) {
                continue;
            }
            passed++;
            for (String segment : text.substring(1).split("/", -1)) {
                assertThat(segment.replaceFirst(";.*", "")).as(raw.toString()).isNotIn(".", "..");
            }
            assertThat(text).as(raw.toString()).doesNotContain("//").doesNotContainIgnoringCase("%2f", "%5c", "%00");
        }
        assertThat(passed).isGreaterThan(10_000);
    }
}
