package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.SearchText;
import dev.productify.manager.ports.access.UserColumn;
import dev.productify.manager.ports.access.UserStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryUserStore implements UserStore {
    private final Data data;
    private final Sightline sightline;

    InMemoryUserStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public void insert(User user) {
        sightline.requireInside(sightline.isPlatform());
        if (data.users.containsKey(user.id())) {
            throw ManagerException.conflict("This user was made meanwhile");
        }
        user.identity().ifPresent(identity -> {
            if (data.users.values().stream().anyMatch(other -> other.identity().equals(user.identity()))) {
                throw ManagerException.conflict("This person is a user already");
            }
        });
        requireFree(user);
        data.users.put(user.id(), user);
    }

    private void requireFree(User user) {
        boolean taken = data.users.values().stream()
                .filter(other -> !other.id().equals(user.id()))
                .anyMatch(other -> other.username().key().equals(user.username().key()));
        if (taken) {
            throw ManagerException.conflict("This username is taken");
        }
    }

    @Override
    public Optional<User> find(UserId id) {
        return seen().filter(user -> user.id().equals(id)).findFirst();
    }

    @Override
    public Optional<User> find(Username username) {
        return seen().filter(user -> user.username().key().equals(username.key()))
                .findFirst();
    }

    @Override
    public Optional<User> find(ExternalIdentity identity) {
        return Optional.ofNullable(findAll(List.of(identity)).get(identity));
    }

    @Override
    public Map<ExternalIdentity, User> findAll(Collection<ExternalIdentity> identities) {
        Map<ExternalIdentity, User> found = new LinkedHashMap<>();
        seen().forEach(user ->
                user.identity().filter(identities::contains).ifPresent(identity -> found.put(identity, user)));
        return found;
    }

    @Override
    public List<User> list(ListQuery<UserColumn> query) {
        return InMemoryLists.page(seen(), query, User::id);
    }

    @Override
    public long count(ListQuery<UserColumn> query) {
        return InMemoryLists.count(seen(), query);
    }

    @Override
    public List<User> search(SearchText text, int most) {
        return first(
                most,
                user -> text.isIn(user.username().value())
                        || text.isIn(user.email().value())
                        || user.displayName()
                                .map(name -> text.isIn(name.value()))
                                .orElse(false));
    }

    @Override
    public List<User> exactly(SearchText text, int most) {
        return first(
                most,
                user -> asciiLower(user.username().value()).equals(asciiLower(text.value()))
                        || asciiLower(user.email().value()).equals(asciiLower(text.value())));
    }

    private List<User> first(int most, Predicate<User> condition) {
        return seen().filter(condition)
                .sorted(Comparator.comparing(user -> user.username().key()))
                .limit(most)
                .toList();
    }

    private static String asciiLower(String text) {
        return Pattern.compile("[A-Z]")
                .matcher(text)
                .replaceAll(letter -> String.valueOf((char) (letter.group().charAt(0) + 32)));
    }

    @Override
    public Set<String> keysLike(Username username) {
        Pattern numbered = Pattern.compile(Pattern.quote(username.key()) + "(-[0-9]+)?");
        return seen().map(user -> user.username().key())
                .filter(key -> numbered.matcher(key).matches())
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<User> lock(UserId id) {
        return find(id);
    }

    @Override
    public void update(User user) {
        sightline.requireInside(sightline.isPlatform());
        Versions.requireNext(find(user.id()).map(User::version), user.version());
        requireFree(user);
        data.users.put(user.id(), user);
    }

    @Override
    public Administrators lockAdministrators() {
        return new Administrators(seen().filter(User::administers).map(User::id).collect(Collectors.toSet()));
    }

    @Override
    public boolean isEmpty() {
        return seen().findAny().isEmpty();
    }

    private Stream<User> seen() {
        return data.users.values().stream().filter(user -> sightline.seesProfile(user.id()));
    }
}
