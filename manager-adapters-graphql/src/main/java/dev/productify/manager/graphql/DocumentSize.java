package dev.productify.manager.graphql;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Measures operations as they are written, before they are validated: what is too large must not cost a validation. Each
 * fragment is measured once, so that fragments that multiply each other cost nothing; circles of fragments, which
 * validation refuses, count as nothing here.
 */
final class DocumentSize {
    /** How deep selections, fragments included, may lie in each other, so that no step after this runs out of stack. */
    private static final int NESTING = 150;

    private final Map<String, FragmentDefinition> fragments;
    private final Map<String, Size> measured = new HashMap<>();

    DocumentSize(Document document) {
        fragments = fragments(document);
    }

    /** @param fields saturates */
    private record Size(long fields, int depth, int nesting) {
        static final Size NOTHING = new Size(0, 0, 0);

        Size beside(Size other) {
            return new Size(
                    Math.min(fields + other.fields, Integer.MAX_VALUE),
                    Math.max(depth, other.depth),
                    Math.max(nesting, other.nesting));
        }
    }

    static Map<String, FragmentDefinition> fragments(Document document) {
        Map<String, FragmentDefinition> fragments = new LinkedHashMap<>();
        document.getDefinitionsOfType(FragmentDefinition.class)
                .forEach(fragment -> fragments.put(fragment.getName(), fragment));
        return fragments;
    }

    /** What is wrong with an operation, if anything. */
    Optional<String> excess(OperationDefinition operation, GraphQlLimits limits) {
        Size size = of(operation.getSelectionSet());
        if (size.nesting() > NESTING) {
            return Optional.of("Selections and fragments lie in each other more than " + NESTING + " deep");
        }
        if (size.depth() > limits.depth()) {
            return Optional.of("Fields lie in each other " + size.depth() + " deep, the limit is " + limits.depth());
        }
        if (size.fields() > limits.fields()) {
            return Optional.of("The operation has more than " + limits.fields() + " fields");
        }
        int roots = rootFields(operation).size();
        if (roots > limits.rootFields()) {
            return Optional.of("The operation has " + roots + " root fields, the limit is " + limits.rootFields());
        }
        return Optional.empty();
    }

    /** The names of the root fields, by the keys that they have in the answer. */
    Map<String, String> rootFields(OperationDefinition operation) {
        Map<String, String> roots = new LinkedHashMap<>();
        collect(operation.getSelectionSet(), roots, new HashMap<>());
        return roots;
    }

    private void collect(SelectionSet set, Map<String, String> roots, Map<String, Boolean> seen) {
        for (Selection<?> selection : set.getSelections()) {
            if (selection instanceof Field field) {
                roots.put(field.getResultKey(), field.getName());
            } else if (selection instanceof InlineFragment inline) {
                collect(inline.getSelectionSet(), roots, seen);
            } else if (selection instanceof FragmentSpread spread) {
                FragmentDefinition fragment = fragments.get(spread.getName());
                if (fragment != null && seen.put(spread.getName(), true) == null) {
                    collect(fragment.getSelectionSet(), roots, seen);
                }
            }
        }
    }

    private Size of(SelectionSet set) {
        Size size = Size.NOTHING;
        if (set != null) {
            for (Selection<?> selection : set.getSelections()) {
                size = size.beside(of(selection));
            }
        }
        return size;
    }

    private Size of(Selection<?> selection) {
        if (selection instanceof Field field) {
            if (isIntrospection(field.getName())) {
                return Size.NOTHING;
            }
            Size inside = of(field.getSelectionSet());
            return new Size(inside.fields() + 1, inside.depth() + 1, inside.nesting() + 1);
        }
        Size inside = selection instanceof InlineFragment inline
                ? of(inline.getSelectionSet())
                : ofFragment(((FragmentSpread) selection).getName());
        return new Size(inside.fields(), inside.depth(), inside.nesting() + 1);
    }

    private Size ofFragment(String name) {
        Size known = measured.get(name);
        if (known != null || !fragments.containsKey(name)) {
            return known == null ? Size.NOTHING : known;
        }
        measured.put(name, Size.NOTHING);
        Size size = of(fragments.get(name).getSelectionSet());
        measured.put(name, size);
        return size;
    }

    static boolean isIntrospection(String field) {
        return field.equals("__schema") || field.equals("__type");
    }
}
