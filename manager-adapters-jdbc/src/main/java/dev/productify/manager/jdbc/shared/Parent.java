package dev.productify.manager.jdbc.shared;

/**
 * How statements say whose rows they mean: as a set of one, and not as an equation.
 *
 * <p>In an equation the parent is a constant that takes no part in the order of a list. PostgreSQL may then take the order by
 * id from the primary key and walk through all other parents' rows to find a few, which it does where rows are spread
 * unevenly. With a set, and the parent in front of the order, only an index serves that begins with the parent, and a page
 * costs its rows.
 */
public final class Parent {
    private Parent() {}

    /**
     * The condition for the rows of one parent.
     *
     * @param column that names the parent, with the alias of the rows
     * @param id the parameter or column with its id
     */
    public static String is(String column, String id) {
        return column + " = any(array[" + id + "::uuid])";
    }
}
