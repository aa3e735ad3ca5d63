package dev.productify.manager.jdbc.shared;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of a table, named once: statements never say {@code select *}. */
public final class Columns {
    private final List<String> names;

    public Columns(String... names) {
        this.names = List.copyOf(Arrays.asList(names));
    }

    /** {@code a.id as a_id, a.name as a_name} for the alias {@code a}: for rows of several tables side by side. */
    public String prefixed(String alias) {
        return joined(name -> alias + "." + name + " as " + alias + "_" + name);
    }

    private String joined(Function<String, String> shape) {
        return names.stream().map(shape).collect(Collectors.joining(", "));
    }
}
