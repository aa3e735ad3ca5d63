package dev.productify.manager.domain.settings;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The value of one {@link SettingField}. What is allowed is checked by the {@link ModuleConfig} that it becomes part of. */
public sealed interface SettingValue {

    /** As the audit log and JSON have it. */
    Object plain();

    record Word(String text) implements SettingValue {
        public Word {
            requireNonNull(text, "text");
        }

        @Override
        public Object plain() {
            return text;
        }
    }

    /** A list that is replaced as a whole. An empty one is a value: it is not the same as none. */
    record Words(List<String> texts) implements SettingValue {
        public Words {
            texts = List.copyOf(texts);
        }

        @Override
        public Object plain() {
            return texts;
        }
    }

    /** Pairs that are inherited one by one. */
    record Pairs(List<KeyValuePair> pairs) implements SettingValue {
        public Pairs {
            pairs = List.copyOf(pairs);
        }

        @Override
        public Object plain() {
            return pairs.stream().map(Pairs::plain).toList();
        }

        private static Map<String, String> plain(KeyValuePair pair) {
            Map<String, String> plain = new LinkedHashMap<>();
            plain.put("Key", pair.key());
            plain.put("Value", pair.value());
            return plain;
        }
    }

    static SettingValue of(String text) {
        return new Word(text);
    }

    static SettingValue of(List<String> texts) {
        return new Words(texts);
    }

    static SettingValue ofPairs(List<KeyValuePair> pairs) {
        return new Pairs(pairs);
    }
}
