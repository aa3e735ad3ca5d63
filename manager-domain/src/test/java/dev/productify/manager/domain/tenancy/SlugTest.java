package dev.productify.manager.domain.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
    private static final String LONGEST = "a".repeat(63);

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "a-b", "a--b", "0-0", "my-project", "123"})
    void validSlugsAreKeptAsTheyAre(String text) {
        assertThat(new Slug(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "-a", "a-", "A", "a_b", "a b", "a.b", "ä", "ı", "a\n", " a", "a%", "a/b", "١", "😀"})
    void otherTextsAreRefusedWithAnExample(String text) {
        assertRefused(text);
    }

    @Test
    void lengthIsLimitedOnBothSides() {
        assertThat(new Slug(LONGEST).value()).hasSize(63);
        assertRefused(LONGEST + "a");
        assertRefused("a".repeat(62) + "-");
    }

    @ParameterizedTest
    @CsvSource({
        "My Project, my-project",
        "  My   --  Project!  , my-project",
        "Crème Brûlée, creme-brulee",
        "ISTANBUL, istanbul",
        "İstanbul, istanbul",
        "Işık, isik",
        "Straße, strasse",
        "ＦＵＬＬ width, full-width",
        "ﬁne, fine",
        "a_b.c/d, a-b-c-d",
        "100% sure, 100-sure",
        "x² + y², x2-y2",
        "商店, unnamed",
        "😀, unnamed",
        "商店 2 😀 go, 2-go",
        "---, unnamed",
        "unnamed, unnamed",
    })
    void aNameSuggestsASlug(String name, String slug) {
        assertThat(Slug.suggestedBy(new Name(name))).isEqualTo(new Slug(slug));
    }

    @Test
    void aLongNameSuggestsAShortenedSlugBehindWhichANumberFits() {
        Slug suggested = Slug.suggestedBy(new Name("a".repeat(200)));

        assertThat(suggested.value()).hasSize(56);
        assertThat(Slug.suggestedBy(new Name("a".repeat(55) + " bcd"))).isEqualTo(new Slug("a".repeat(55)));
        assertThat(suggested.orNextFree(Set.of(suggested))).isEqualTo(new Slug(suggested + "-2"));
    }

    @Test
    void anyNameSuggestsAValidSlug() {
        Random random = new Random(11);
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder("x");
            for (int length = random.nextInt(120); length > 0; length--) {
                int c = random.nextInt(4) == 0 ? random.nextInt(0x2_0000) : 32 + random.nextInt(94);
                if (Character.isLetterOrDigit(c) || Character.getType(c) == Character.OTHER_SYMBOL || c == ' ') {
                    text.appendCodePoint(c);
                }
            }

            Slug slug = Slug.suggestedBy(new Name(text.toString()));

            assertThat(slug.value()).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?").hasSizeLessThanOrEqualTo(63);
        }
    }

    @Test
    void aFreeSlugIsTakenAsItIsAndATakenOneGetsTheFirstFreeNumber() {
        Slug shop = new Slug("shop");

        assertThat(shop.orNextFree(Set.of())).isEqualTo(shop);
        assertThat(shop.orNextFree(Set.of(new Slug("shop-2")))).isEqualTo(shop);
        assertThat(shop.orNextFree(Set.of(shop))).isEqualTo(new Slug("shop-2"));
        assertThat(shop.orNextFree(Set.of(shop, new Slug("shop-3")))).isEqualTo(new Slug("shop-2"));
        assertThat(shop.orNextFree(List.of(shop, new Slug("shop-2"), new Slug("shop-3"))))
                .isEqualTo(new Slug("shop-4"));
    }

    @Test
    void theLongestSlugIsShortenedToMakeRoomForTheNumber() {
        Slug longest = new Slug(LONGEST);
        Slug hyphenAtTheCut = new Slug("a".repeat(60) + "-bb");
        Set<Slug> taken = new HashSet<>();
        for (int i = 1; i <= 10; i++) {
            taken.add(longest.orNextFree(taken));
        }

        assertThat(taken).hasSize(10).contains(new Slug("a".repeat(61) + "-2"), new Slug("a".repeat(60) + "-10"));
        assertThat(hyphenAtTheCut.orNextFree(Set.of(hyphenAtTheCut))).isEqualTo(new Slug("a".repeat(60) + "-2"));
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> new Slug(text))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT))
                .withMessageContaining("1 to 63")
                .withMessageContaining("my-project");
    }
}
