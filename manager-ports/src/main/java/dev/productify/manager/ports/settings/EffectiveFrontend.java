package dev.productify.manager.ports.settings;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.settings.ConfigValues;
import dev.productify.manager.domain.settings.EffectiveSettings;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.domain.settings.SettingValue;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The frontend settings that are in force for an application. Safe for use by many threads. */
public final class EffectiveFrontend implements ConfigValues {
    private final Place place;
    private final EffectiveSettings settings;
    private final Map<Class<?>, Object> made = new ConcurrentHashMap<>();

    /** @param place that of an application */
    public EffectiveFrontend(Place place, EffectiveSettings settings) {
        this.place = requireNonNull(place, "place");
        this.settings = requireNonNull(settings, "settings");
        place.application().orElseThrow();
    }

    public ApplicationId application() {
        return place.application().orElseThrow();
    }

    /** Where the application lies. */
    public Place place() {
        return place;
    }

    /** With the origins of the values. */
    public EffectiveSettings settings() {
        return settings;
    }

    /** How long all texts of it are together. */
    long characters() {
        return Stream.of(
                        enabledModules().stream().flatMap(List::stream),
                        enabledThemes().stream().flatMap(List::stream),
                        enabledLocales().stream().flatMap(List::stream),
                        keyValuePairs().stream()
                                .flatMap(List::stream)
                                .flatMap(pair -> Stream.of(pair.key(), pair.value())))
                .flatMap(texts -> texts)
                .mapToLong(String::length)
                .sum();
    }

    @Override
    public Optional<SettingValue> value(SettingField field) {
        return settings.value(field);
    }

    /**
     * What is made of these settings, such as a document: made when it is first asked for, and kept as long as these
     * settings are.
     *
     * @param type tells apart what is made
     * @param making depends on these settings alone; what it gives is immutable
     */
    public <R> R made(Class<R> type, Function<EffectiveFrontend, R> making) {
        Object known = made.get(type);
        return type.cast(known != null ? known : made.computeIfAbsent(type, first -> making.apply(this)));
    }
}
