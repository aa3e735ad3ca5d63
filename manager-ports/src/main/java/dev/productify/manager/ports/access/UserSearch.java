package dev.productify.manager.ports.access;

import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.shared.SearchText;
import dev.productify.manager.ports.call.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How people are found who shall become members (contract A11). Platform administrators look through the whole directory;
 * other administrators are told of those whom they could see anyway, and of somebody whose username or e-mail they know
 * already. What is found is not kept.
 */
final class UserSearch {
    private final Guard guard;
    private final Optional<UserDirectory> directory;

    UserSearch(Guard guard, Optional<UserDirectory> directory) {
        this.guard = guard;
        this.directory = directory;
    }

    /** What the first transaction learns: the rights, and who is found without leaving the caller's reach. */
    private record Start(boolean everybody, List<User> near) {}

    List<ProviderUser> find(Call call, SearchText text) {
        Start start = guard.search(call, (stores, everybody) -> {
            boolean elsewhere = everybody && directory.isPresent();
            List<User> near = elsewhere ? List.of() : stores.users().search(text, UserDirectory.MOST);
            return new Start(everybody, near);
        });
        Stream<ProviderUser> near = start.near().stream().map(ProviderUser::of);
        if (start.everybody()) {
            return distinct(Stream.concat(near, outside(call, others -> others.search(text))));
        }
        // Who was meant exactly comes first, so that no limit cuts them off.
        return distinct(Stream.concat(exactly(call, text), near));
    }

    private Stream<ProviderUser> exactly(Call call, SearchText text) {
        return directory.isPresent()
                ? outside(call, others -> others.exactly(text))
                : guard
                        .searchAll(
                                call,
                                "find a person by username or e-mail",
                                stores -> stores.users().exactly(text, UserDirectory.MOST))
                        .stream()
                        .map(ProviderUser::of);
    }

    /** People of the directory; those who are users already as what they are here. */
    private Stream<ProviderUser> outside(Call call, Function<UserDirectory, List<UserDirectory.Entry>> question) {
        List<UserDirectory.Entry> entries = directory.map(question).orElse(List.of());
        if (entries.isEmpty()) {
            return Stream.empty();
        }
        List<ExternalIdentity> identities =
                entries.stream().map(UserDirectory.Entry::identity).toList();
        Map<ExternalIdentity, User> known = guard.searchAll(
                call,
                "find users whom the directory knows",
                stores -> stores.users().findAll(identities));
        return entries.stream()
                .map(entry -> Optional.ofNullable(known.get(entry.identity()))
                        .map(ProviderUser::of)
                        .orElseGet(() -> ProviderUser.of(entry)));
    }

    private static List<ProviderUser> distinct(Stream<ProviderUser> found) {
        return found
                .collect(Collectors.toMap(ProviderUser::id, user -> user, (first, again) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .limit(UserDirectory.MOST)
                .toList();
    }
}
