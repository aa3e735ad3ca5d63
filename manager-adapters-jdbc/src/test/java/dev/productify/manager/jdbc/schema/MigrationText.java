package dev.productify.manager.jdbc.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements of a migration, and which of them servers that do not know them could not live with. It knows the forms in which
 * PostgreSQL takes something away; what a statement means for the rows is for a reviewer.
 */
final class MigrationText {
    /** Comments, texts and bodies of functions, in which no statement of the migration begins; the last group is of a body. */
    private static final Pattern ASIDE = Pattern.compile(
            "(--[^\\n]*|/\\*.*?\\*/)|'(?:[^']|'')*'|(\\bdo\\s+(?:language\\s+\\w+\\s+)?)?\\$(\\w*)\\$(.*?)\\$\\3\\$",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** Where a statement of a block begins but behind a semicolon. */
    private static final Pattern BLOCK_WORDS =
            Pattern.compile("\\b(?:begin|then|else|loop|declare)\\b", Pattern.CASE_INSENSITIVE);

    /** What a block composes and runs is read as if it stood there. */
    private static final Pattern EXECUTED =
            Pattern.compile("\\bexecute\\s+(?:format\\s*\\(\\s*)?'((?:[^']|'')*)'", Pattern.CASE_INSENSITIVE);

    private static final Pattern CREATED = Pattern.compile("create table (?:if not exists )?([^ (]+) ?\\(.*");
    private static final Pattern ALTERED = Pattern.compile("alter table (?:if exists )?(?:only )?(\\S+) (.*)");
    private static final Pattern DROPS = Pattern.compile("drop (?!index |policy ).*");
    private static final Pattern REVOKES = Pattern.compile("revoke (?!.* from public$).*");

    private static final Pattern COLUMN_ADDED =
            Pattern.compile("add (?!constraint |primary |unique |check |foreign |exclude ).*");
    private static final Pattern COLUMN_CHANGED =
            Pattern.compile("alter (?:column )?(\\S+) (?:drop (?!not null).*|(?:set data )?type .*)");
    private static final Pattern NOT_NULL = Pattern.compile("alter (?:column )?(\\S+) set not null");

    private final List<String> statements;

    MigrationText(String sql) {
        statements = statements(sql);
    }

    /** Blocks run at once, other than bodies of functions, so that their statements are those of the migration. */
    private static List<String> statements(String sql) {
        List<String> blocks = new ArrayList<>();
        String bare = ASIDE.matcher(sql).replaceAll(aside -> {
            if (aside.group(2) != null) {
                blocks.add(aside.group(4));
            }
            return aside.group(1) == null ? "''" : " ";
        });
        List<String> statements = Stream.of(bare.split(";"))
                .map(statement -> statement.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(ArrayList::new));
        for (String block : blocks) {
            String opened = EXECUTED.matcher(block)
                    .replaceAll(
                            text -> Matcher.quoteReplacement(";" + text.group(1).replace("''", "'") + ";"));
            statements.addAll(statements(BLOCK_WORDS.matcher(opened).replaceAll(";")));
        }
        return statements;
    }

    /** What stands in the way of servers that were there before, in words. */
    List<String> objections() {
        Set<String> made = statements.stream()
                .map(CREATED::matcher)
                .filter(Matcher::matches)
                .map(table -> table.group(1))
                .collect(Collectors.toSet());
        List<String> objections = new ArrayList<>();
        for (String statement : statements) {
            Matcher altered = ALTERED.matcher(statement);
            if (!altered.matches()) {
                toStatement(statement).ifPresent(why -> objections.add(why + ": " + statement));
            } else if (!made.contains(altered.group(1))) {
                actions(altered.group(2)).stream()
                        .flatMap(action -> toAction(action).stream())
                        .forEach(why -> objections.add(why + ": " + statement));
            }
        }
        return objections;
    }

    private static Optional<String> toStatement(String statement) {
        if (DROPS.matcher(statement).matches()) {
            return Optional.of("drops something");
        }
        if (statement.startsWith("alter ") && statement.contains(" rename ")) {
            return Optional.of("renames something");
        }
        if (REVOKES.matcher(statement).matches()) {
            return Optional.of("takes rights away");
        }
        return statement.startsWith("truncate ") ? Optional.of("empties tables") : Optional.empty();
    }

    /** What is done to a table that was there before. */
    private Optional<String> toAction(String action) {
        if (action.startsWith("drop ")) {
            return Optional.of("drops a part of a table");
        }
        if (action.startsWith("rename ")) {
            return Optional.of("renames a table, or a part of one");
        }
        if (COLUMN_CHANGED.matcher(action).matches()) {
            return Optional.of("changes what a column is");
        }
        boolean filled = action.contains(" default ") || action.contains(" generated ");
        if (COLUMN_ADDED.matcher(action).matches() && action.contains(" not null") && !filled) {
            return Optional.of("adds a column that others leave empty and that must not be");
        }
        Matcher notNull = NOT_NULL.matcher(action);
        return notNull.matches() && !getsDefault(notNull.group(1))
                ? Optional.of("forbids what others may leave empty")
                : Optional.empty();
    }

    private boolean getsDefault(String column) {
        return statements.stream().anyMatch(statement -> statement.contains(" " + column + " set default "));
    }

    /** Apart by the commas that are in no brackets. */
    private static List<String> actions(String text) {
        List<String> actions = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                actions.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        actions.add(text.substring(from).strip());
        return actions;
    }
}
