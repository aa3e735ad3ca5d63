package dev.productify.manager.ports.testing;

import static dev.productify.manager.domain.shared.ErrorCode.UNAVAILABLE;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SearchText;
import dev.productify.manager.ports.access.UserDirectory;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A directory of people that a test fills, counts the questions of, and takes offline. Safe for use by many threads. */
public final class InMemoryUserDirectory implements UserDirectory {
    private final Map<UserId, Entry> people = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean offline;

    public void add(Entry person) {
        people.put(person.id(), person);
    }

    /** From now on it does not answer. */
    public void offline() {
        offline = true;
    }

    /** How often it was asked. */
    public int asked() {
        return asked.get();
    }

    @Override
    public List<Entry> search(SearchText text) {
        return first(person -> text.isIn(person.username().value())
                || text.isIn(person.email().value())
                || person.displayName().map(Name::value).map(text::isIn).orElse(false));
    }

    @Override
    public List<Entry> exactly(SearchText text) {
        return first(person ->
                text.is(person.username().value()) || text.is(person.email().value()));
    }

    @Override
    public Optional<Entry> find(UserId id) {
        ask();
        return Optional.ofNullable(people.get(id));
    }

    private List<Entry> first(Predicate<Entry> condition) {
        ask();
        return people.values().stream()
                .filter(condition)
                .sorted(Comparator.comparing(person -> person.username().key()))
                .limit(MOST)
                .toList();
    }

    private void ask() {
        asked.incrementAndGet();
        if (offline) {
            throw new ManagerException(UNAVAILABLE, "The directory does not answer; try again later");
        }
    }
}
