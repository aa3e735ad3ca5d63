package dev.productify.manager.domain.languagepack;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagTest {
    /** Most are examples of RFC 5646: section 2.1.1 and appendix A. */
    @ParameterizedTest
    @CsvSource({
        "hu, hu",
        "HU, hu",
        "en-us, en-US",
        "EN-US, en-US",
        "mn-cyrl-MN, mn-Cyrl-MN",
        "MN-cYRL-mn, mn-Cyrl-MN",
        "zh-hant-tw, zh-Hant-TW",
        "es-419, es-419",
        "sl-ROZAJ-biske, sl-rozaj-biske",
        "de-ch-1996, de-CH-1996",
        "sl-Latn-IT-nedis, sl-Latn-IT-nedis",
        "EN-ca-X-CA, en-CA-x-ca",
        "sgn-be-fr, sgn-BE-FR|",
        "AZ-latn-X-LATN, az-Latn-x-latn",
        "en-a-MYEXT-b-ANOTHER, en-a-myext-b-another",
        "de-de-u-CO-phonebk, de-DE-u-co-phonebk",
        "zh-cmn-hans-cn, zh-cmn-Hans-CN",
        "X-Whatever, x-whatever",
        "de-1901-1996, de-1901-1996",
        "abcdefgh, abcdefgh",
        "iI-Ii, ii-II",
    })
    void aTagIsKeptInTheRecommendedCase(String given, String kept) {
        if (kept.endsWith("|")) {
            assertRefused(given); // two regions
        } else {
            assertThat(new LanguageTag(given)).hasToString(kept).isEqualTo(new LanguageTag(kept));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "h",
                "hu_HU",
                " hu",
                "hu ",
                "hu-",
                "-hu",
                "hu--HU",
                "hu-HU-",
                "abcdefghi",
                "a-DE",
                "de-419-DE",
                "ar-a-aaa-b-bbb-a-ccc",
                "de-1996-1996",
                "en-x",
                "x",
                "x-",
                "x-abcdefghi",
                "en-u",
                "i-klingon",
                "en-GB-oed",
                "Hungarian!",
                "hu-HU\n",
                "ﬁ",
                "\u212Ao", // the sign for kelvin, whose lower case is a k
                "\u0130n",
                "../hu",
                "商店",
            })
    void whatIsNotWellFormedIsRefused(String given) {
        assertRefused(given);
    }

    private static void assertRefused(String given) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> new LanguageTag(given))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(BAD_USER_INPUT));
    }

    @Test
    void aTagHasAtMost64Characters() {
        String longest = "x-" + "abcdefgh-".repeat(6) + "abcdefgh";

        assertThat(longest).hasSize(LanguageTag.MAX_LENGTH);
        assertThat(new LanguageTag(longest)).hasToString(longest);
        assertRefused(longest + "-a");
    }

    @ParameterizedTest
    @CsvSource({
        "hu, hu",
        "hu-HU, hu-HU hu",
        "zh-Hant-CN-x-private1-private2, zh-Hant-CN-x-private1-private2 zh-Hant-CN-x-private1 zh-Hant-CN zh-Hant zh",
        "de-u-co-phonebk, de-u-co-phonebk de-u-co de",
        "x-abc-def, x-abc-def x-abc",
    })
    void behindALanguageStandLessSpecialOnes(String tag, String all) {
        assertThat(new LanguageTag(tag).withShorter()).map(LanguageTag::value).isEqualTo(List.of(all.split(" ")));
    }
}
