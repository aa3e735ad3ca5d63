package dev.productify.manager.ports.catalogue;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One operation: a sample of it, who may, and what it audits. What that means for each {@link Caller} is for the
 * {@link Oracle} to say.
 *
 * @param name {@code Query.projects}, {@code Mutation.createProject}, {@code Project.tenants} for a nested field, or
 *     {@code GET /health/live}
 * @param label tells entries of one operation apart, where what it needs depends on what it is given; else empty
 * @param audience who may
 * @param audited the row that it writes when it changes something; empty when it changes nothing
 * @param rows what its answer shows of the fixture, where that is a list, a count, or a nested field
 */
public record Operation(
        String name, String label, Audience audience, Sample sample, Optional<Audited> audited, Optional<Rows> rows) {
    public Operation {
        requireNonNull(name, "name");
        requireNonNull(label, "label");
        requireNonNull(audience, "audience");
        requireNonNull(sample, "sample");
        requireNonNull(audited, "audited");
        requireNonNull(rows, "rows");
    }

    /** One that looks at a single thing. */
    public static Operation look(
            String name, Audience audience, String document, Function<Names, Map<String, Object>> variables) {
        return new Operation(
                name, "", audience, new Sample.Document(document, variables), Optional.empty(), Optional.empty());
    }

    /**
     * A list, its count, or a nested field.
     *
     * @param document of a list: with the variables {@code $filters}, {@code $order} and {@code $pagination} at its
     *     arguments; of a count: with {@code $filters}
     */
    public static Operation shows(
            String name,
            Audience audience,
            Rows rows,
            String document,
            Function<Names, Map<String, Object>> variables) {
        return new Operation(
                name, "", audience, new Sample.Document(document, variables), Optional.empty(), Optional.of(rows));
    }

    /** One that changes something. */
    public static Operation change(
            String name,
            Audience audience,
            Audited audited,
            String document,
            Function<Names, Map<String, Object>> variables) {
        return new Operation(
                name, "", audience, new Sample.Document(document, variables), Optional.of(audited), Optional.empty());
    }

    /** A route that changes nothing and takes no body. */
    public static Operation route(String name, Audience audience, Function<Names, String> path) {
        String method = name.substring(0, name.indexOf(' '));
        Sample sample = new Sample.Http(method, path, names -> Optional.empty());
        return new Operation(name, "", audience, sample, Optional.empty(), Optional.empty());
    }

    /** A route that changes nothing. */
    public static Operation route(String name, Audience audience, String path, String body) {
        String method = name.substring(0, name.indexOf(' '));
        Sample sample = new Sample.Http(method, names -> path, names -> Optional.of(body));
        return new Operation(name, "", audience, sample, Optional.empty(), Optional.empty());
    }

    /** A route that changes nothing, with a body that depends on what it is about. */
    public static Operation route(String name, Audience audience, String path, Function<Names, String> body) {
        String method = name.substring(0, name.indexOf(' '));
        Sample sample = new Sample.Http(method, names -> path, body.andThen(Optional::of));
        return new Operation(name, "", audience, sample, Optional.empty(), Optional.empty());
    }

    /** The same for another input. */
    public Operation labelled(String label) {
        return new Operation(name, label, audience, sample, audited, rows);
    }

    public boolean isRoute() {
        return sample instanceof Sample.Http;
    }

    /** Its name without what it is a field of. */
    public String field() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** For titles of tests. */
    @Override
    public String toString() {
        return label.isEmpty() ? name : name + " (" + label + ")";
    }
}
