package dev.productify.manager.domain.settings;

import static dev.productify.manager.domain.settings.SettingField.DEFAULT_LOCALE;
import static dev.productify.manager.domain.settings.SettingField.ENABLED_MODULES;
import static dev.productify.manager.domain.settings.SettingField.KEY_VALUE_PAIRS;
import static dev.productify.manager.domain.settings.SettingsKind.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleConfigTest {
    private static final ModuleConfig EMPTY = ModuleConfig.empty(FRONTEND);

    private static List<String> words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "module-" + i).toList();
    }

    private static List<KeyValuePair> pairs(int count) {
        return words(count).stream().map(key -> new KeyValuePair(key, "")).toList();
    }

    private static void assertRefused(ThrowingCallable attempt, String message) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        ManagerException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT))
                .hasMessage(message);
    }

    @Test
    void aPatchMakesTheOtherAndSpeaksOfNothingElse() {
        ModuleConfig one = EMPTY.with(ENABLED_MODULES, SettingValue.of(words(2)))
                .with(KEY_VALUE_PAIRS, SettingValue.ofPairs(pairs(1)));
        ModuleConfig other = EMPTY.with(ENABLED_MODULES, SettingValue.of(words(2)))
                .with(SettingField.DEFAULT_THEME, SettingValue.of("dark"));

        ConfigPatch patch = one.patchTo(other);

        assertThat(one.with(patch)).isEqualTo(other);
        assertThat(patch.fields()).containsOnlyKeys(KEY_VALUE_PAIRS, SettingField.DEFAULT_THEME);
        assertThat(one.patchTo(one)).isEqualTo(ConfigPatch.NONE);
        assertThatThrownBy(() -> one.patchTo(ModuleConfig.empty(SettingsKind.BACKEND)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aListHasUpTo500Entries() {
        assertThat(EMPTY.with(ENABLED_MODULES, SettingValue.of(words(500)))
                        .enabledModules()
                        .orElseThrow())
                .hasSize(500);
        assertRefused(
                () -> EMPTY.with(ENABLED_MODULES, SettingValue.of(words(501))),
                "EnabledModules must have at most 500 entries, not 501");
    }

    @Test
    void thereAreUpTo500Pairs() {
        assertThat(EMPTY.with(KEY_VALUE_PAIRS, SettingValue.ofPairs(pairs(500)))
                        .keyValuePairs()
                        .orElseThrow())
                .hasSize(500);
        assertRefused(
                () -> EMPTY.with(KEY_VALUE_PAIRS, SettingValue.ofPairs(pairs(501))),
                "KeyValuePairs must have at most 500 entries, not 501");
    }

    @Test
    void nothingComesTwice() {
        assertRefused(
                () -> EMPTY.with(ENABLED_MODULES, SettingValue.of(List.of("auth", "api", "auth"))),
                "EnabledModules has auth twice; give it once");
        assertRefused(
                () -> EMPTY.with(
                        KEY_VALUE_PAIRS,
                        SettingValue.ofPairs(List.of(new KeyValuePair("a", "1"), new KeyValuePair("a", "2")))),
                "KeyValuePairs has a twice; give it once");
        // Words are told apart by their case, as the modules that they name are.
        assertThat(EMPTY.with(ENABLED_MODULES, SettingValue.of(List.of("auth", "Auth")))
                        .isEmpty())
                .isFalse();
    }

    @Test
    void namesHave1To200Characters() {
        String longest = "é".repeat(199) + "😀";
        assertThat(EMPTY.with(DEFAULT_LOCALE, SettingValue.of(longest)).defaultLocale())
                .contains(longest);
        assertThat(new KeyValuePair(longest, "").key()).isEqualTo(longest);

        assertRefused(
                () -> EMPTY.with(DEFAULT_LOCALE, SettingValue.of(longest + "x")),
                "DefaultLocale must have 1 to 200 characters, not 201");
        assertRefused(
                () -> EMPTY.with(ENABLED_MODULES, SettingValue.of(List.of(""))),
                "An entry of EnabledModules must have 1 to 200 characters, not 0");
        assertRefused(() -> new KeyValuePair(longest + "x", ""), "Key must have 1 to 200 characters, not 201");
        assertRefused(() -> new KeyValuePair("", ""), "Key must have 1 to 200 characters, not 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "\u2003a"})
    void namesDoNotBeginOrEndWithABlank(String text) {
        assertRefused(() -> new KeyValuePair(text, ""), "Key must not begin or end with a blank");
        assertThat(new KeyValuePair("a b", " kept as it is ").value()).isEqualTo(" kept as it is ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\tb", "a\u0085b", "a\u2028b", "a\ud800b"})
    void namesHaveNoControlCharacters(String text) {
        assertRefused(() -> new KeyValuePair(text, ""), "Key must not contain control characters");
    }

    @Test
    void valuesHaveUpTo64KiB() {
        assertThat(new KeyValuePair("a", "x".repeat(65_536)).value()).hasSize(65_536);
        assertThat(new KeyValuePair("a", "é".repeat(32_768)).value()).hasSize(32_768);
        assertRefused(
                () -> new KeyValuePair("a", "x".repeat(65_537)), "The Value of the Key a must have at most 64 KiB");
        assertRefused(
                () -> new KeyValuePair("a", "é".repeat(32_768) + "x"),
                "The Value of the Key a must have at most 64 KiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001b", "\u007f", "\ud800"})
    void valuesHaveNoControlCharactersButLineBreaksAndTabs(String text) {
        assertThat(new KeyValuePair("a", "1\r\n\t2").value()).isEqualTo("1\r\n\t2");
        assertRefused(
                () -> new KeyValuePair("a", "1" + text + "2"),
                "The Value of the Key a must not contain control characters");
    }
}
