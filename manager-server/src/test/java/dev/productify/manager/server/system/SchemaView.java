package dev.productify.manager.server.system;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The schema as introspection tells it. */
record SchemaView(Map<String, Map<String, Field>> types) {
    static final String QUERY = """
            {
              __schema {
                types {
                  kind
                  name
                  fields(includeDeprecated: true) {
                    name
                    args(includeDeprecated: true) { name type { ...shape } }
                    type { ...shape }
                  }
                }
              }
            }
            fragment shape on __Type {
              kind name ofType { kind name ofType { kind name ofType { kind name } } }
            }
            """;

    /** @param type the name of the type of its things, whether one or many */
    record Field(
            String name, String type, String kind, boolean isList, boolean mayBeAbsent, Map<String, String> arguments) {
        boolean isObject() {
            return kind.equals("OBJECT");
        }
    }

    /** @param answer the answer to {@link #QUERY} */
    static SchemaView of(Object answer) {
        Map<String, Map<String, Field>> types = new LinkedHashMap<>();
        for (Object list : Json.at(answer, "data", "__schema", "types")) {
            for (Object type : (List<?>) list) {
                String name = text(type, "name");
                if (text(type, "kind").equals("OBJECT") && !name.startsWith("__")) {
                    types.put(name, fields(type));
                }
            }
        }
        return new SchemaView(types);
    }

    private static Map<String, Field> fields(Object type) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (Object field : (List<?>) Json.at(type, "fields").get(0)) {
            Map<String, String> arguments = new LinkedHashMap<>();
            for (Object argument : (List<?>) Json.at(field, "args").get(0)) {
                arguments.put(
                        text(argument, "name"), shape(Json.at(argument, "type").get(0)));
            }
            Object shape = Json.at(field, "type").get(0);
            Object innermost = innermost(shape);
            String name = text(field, "name");
            boolean isList = shape(shape).contains("[");
            boolean mayBeAbsent = !shape(shape).endsWith("!");
            String thing = text(innermost, "name");
            fields.put(name, new Field(name, thing, text(innermost, "kind"), isList, mayBeAbsent, arguments));
        }
        return fields;
    }

    private static String shape(Object type) {
        List<Object> inside = Json.at(type, "ofType");
        return switch (text(type, "kind")) {
            case "NON_NULL" -> shape(inside.get(0)) + "!";
            case "LIST" -> "[" + shape(inside.get(0)) + "]";
            default -> text(type, "name");
        };
    }

    private static Object innermost(Object type) {
        List<Object> inside = Json.at(type, "ofType");
        return inside.isEmpty() ? type : innermost(inside.get(0));
    }

    private static String text(Object value, String name) {
        return String.valueOf(Json.at(value, name).get(0));
    }

    /** {@code Query.projects}. */
    Field field(String name) {
        int dot = name.indexOf('.');
        return types.get(name.substring(0, dot)).get(name.substring(dot + 1));
    }

    /** All lists of things that have an id, by their full names. */
    Set<String> lists() {
        Set<String> lists = new TreeSet<>();
        types.forEach((type, fields) -> fields.values().stream()
                .filter(field -> field.isList() && field.isObject())
                .filter(field -> types.get(field.type()).containsKey("id"))
                .forEach(field -> lists.add(type + "." + field.name())));
        return lists;
    }

    /**
     * Everything that the schema offers: all fields of the roots, all lists of things, and all fields that hold a thing,
     * of types that queries come to.
     */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>(lists());
        Set<String> asked = reachedFrom("Query");
        types.forEach((type, fields) -> fields.values().stream()
                .filter(field -> isRoot(type) || asked.contains(type) && field.isObject())
                .forEach(field -> operations.add(type + "." + field.name())));
        return operations;
    }

    static boolean isRoot(String type) {
        return type.equals("Query") || type.equals("Mutation");
    }

    private Set<String> reachedFrom(String root) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> ahead = new ArrayDeque<>(List.of(root));
        while (!ahead.isEmpty()) {
            String type = ahead.pop();
            if (types.containsKey(type) && reached.add(type)) {
                types.get(type).values().forEach(field -> ahead.add(field.type()));
            }
        }
        return reached;
    }
}
