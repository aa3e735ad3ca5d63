package dev.productify.manager.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists are those of semver.org: section 11 of the specification, and the examples of its regular expression. */
class SemanticVersionTest {
    private static final List<String> IN_ORDER = List.of(
            "0.0.0",
            "0.0.1",
            "0.1.0",
            "0.9.10",
            "0.10.0",
            "1.0.0-0",
            "1.0.0-2",
            "1.0.0-11",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "2.0.0",
            "2.1.0",
            "2.1.1",
            "99999999999999999999.0.0",
            "100000000000000000000.0.0");

    @Test
    void precedenceIsThatOfTheSpecification() {
        List<SemanticVersion> shuffled =
                new ArrayList<>(IN_ORDER.stream().map(SemanticVersion::new).toList());
        Collections.shuffle(shuffled, new Random(7));

        Collections.sort(shuffled);

        assertThat(shuffled).extracting(SemanticVersion::value).containsExactlyElementsOf(IN_ORDER);
    }

    @Test
    void everyPairIsOrderedTheSameFromBothSides() {
        for (int i = 0; i < IN_ORDER.size(); i++) {
            for (int j = 0; j < IN_ORDER.size(); j++) {
                SemanticVersion left = new SemanticVersion(IN_ORDER.get(i));
                SemanticVersion right = new SemanticVersion(IN_ORDER.get(j));

                assertThat(Integer.signum(left.compareTo(right))).isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @Test
    void buildMetadataDoesNotOrderButTellsApart() {
        SemanticVersion one = new SemanticVersion("1.0.0+20130313144700");
        SemanticVersion other = new SemanticVersion("1.0.0+exp.sha.5114f85");

        assertThat(one.compareTo(other)).isZero();
        assertThat(one).isNotEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.4",
                "10.20.30",
                "1.1.2-prerelease+meta",
                "1.1.2+meta-valid",
                "1.0.0-alpha0.valid",
                "1.0.0-alpha.0valid",
                "1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay",
                "1.0.0-rc.1+build.123",
                "2.0.1-alpha.1227",
                "1.2.3----RC-SNAPSHOT.12.9.1--.12+788",
                "1.0.0+0.build.1-rc.10000aaa-kk-0.1",
                "1.0.0-0A.is.legal",
                "1.0.0-0-0"
            })
    void validVersionsAreAccepted(String text) {
        assertThat(new SemanticVersion(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2",
                "1.2.3-0123",
                "1.2.3-0123.0123",
                "1.1.2+.123",
                "+invalid",
                "-invalid",
                "alpha",
                "alpha.beta.1",
                "1.0.0-alpha_beta",
                "1.0.0-alpha..1",
                "01.1.1",
                "1.01.1",
                "1.1.01",
                "1.2.3.DEV",
                "1.2-SNAPSHOT",
                "1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788",
                "-1.0.3-gamma+b7718",
                "9.8.7+meta+meta",
                "9.8.7-whatever+meta+meta",
                "1.0.0-",
                "1.0.0+",
                "v1.0.0",
                " 1.0.0",
                "1.0.0\n",
                "１.0.0",
                "1.0.0-ı"
            })
    void invalidVersionsAreRefused(String text) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> new SemanticVersion(text))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT))
                .withMessageContaining("1.2.0-rc.1");
    }

    @ParameterizedTest
    @CsvSource({"100, true", "101, false"})
    void lengthIsLimited(int length, boolean accepted) {
        String text = "1.0.0-" + "a".repeat(length - 6);

        if (accepted) {
            assertThat(new SemanticVersion(text).value()).hasSize(length);
        } else {
            assertThatExceptionOfType(ManagerException.class).isThrownBy(() -> new SemanticVersion(text));
        }
    }

    @Test
    void whatWasNeverGivenAVersionHasTheFirstOne() {
        assertThat(SemanticVersion.INITIAL).isEqualTo(new SemanticVersion("0.1.0"));
    }
}
