package dev.productify.manager.ports.languagepack;

import dev.productify.manager.domain.languagepack.LanguageTag;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import java.util.Optional;
import java.util.function.Function;

/** The language that an application's frontend falls back to: {@code DefaultLocale} of its effective frontend settings. */
@FunctionalInterface
public interface DefaultLocales {
    /** Asked for each request of a frontend, so it answers from memory; empty where none is set, or what is set is no tag. */
    Optional<LanguageTag> of(ApplicationId application);

    /** Those that settings say in words; what is no language there, such as {@code en_US}, is none. */
    static DefaultLocales inWords(Function<ApplicationId, Optional<String>> words) {
        return application -> words.apply(application).flatMap(DefaultLocales::language);
    }

    private static Optional<LanguageTag> language(String word) {
        try {
            return Optional.of(new LanguageTag(word));
        } catch (ManagerException noLanguage) {
            return Optional.empty();
        }
    }

    /** No application has one. */
    static DefaultLocales none() {
        return application -> Optional.empty();
    }
}
