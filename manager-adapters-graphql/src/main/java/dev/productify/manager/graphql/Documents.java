package dev.productify.manager.graphql;

import graphql.ParseAndValidate;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.schema.GraphQLSchema;
import graphql.validation.GoodFaithIntrospectionExceeded;
import graphql.validation.ValidationError;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Turns texts into documents that are safe to execute, and keeps those that were good: reading one takes longer than
 * running it. What is kept is bounded by number and by length, so that texts that never come again cannot fill the memory.
 * Safe for use by many threads.
 */
final class Documents {
    /** How many documents are kept. */
    static final int KEPT = 1_000;
    /** Longer texts are not kept. */
    static final int KEPT_LENGTH = 16 * 1024;
    /** How many characters the kept texts have together; what is made of them is some thirty times as large. */
    static final int KEPT_LENGTH_IN_TOTAL = 1024 * 1024;

    private final GraphQLSchema schema;
    private final GraphQlLimits limits;
    private final ParserOptions parserOptions;
    // guarded by itself; in the order of use
    private final LinkedHashMap<String, Prepared> kept = new LinkedHashMap<>(64, 0.75f, true);
    private int keptLength;

    Documents(GraphQLSchema schema, GraphQlLimits limits) {
        this.schema = schema;
        this.limits = limits;
        this.parserOptions = ParserOptions.newParserOptions()
                .maxTokens(limits.tokens())
                .captureIgnoredChars(false)
                .captureLineComments(false)
                .build();
    }

    /** A document, or what is wrong with it. */
    record Prepared(Document document, List<Operation> operations, List<GraphQlProblem> errors) {
        static Prepared refused(List<GraphQlProblem> errors) {
            return new Prepared(null, List.of(), errors);
        }

        static Prepared refused(String message) {
            return refused(List.of(GraphQlProblem.of(message, GraphQlErrors.VALIDATION_FAILED)));
        }

        /** The operation of that name; without a name the only one. */
        Optional<Operation> operation(Optional<String> name) {
            return name.isEmpty()
                    ? operations.stream()
                            .filter(operation -> operations.size() == 1)
                            .findFirst()
                    : operations.stream()
                            .filter(operation ->
                                    name.get().equals(operation.definition().getName()))
                            .findFirst();
        }
    }

    /** @param rootFields their names, by the keys that they have in the answer */
    record Operation(
            OperationDefinition definition, Map<String, String> rootFields, Map<String, FragmentDefinition> fragments) {
        boolean isMutation() {
            return definition.getOperation() == OperationDefinition.Operation.MUTATION;
        }
    }

    Prepared prepare(String text) {
        synchronized (kept) {
            Prepared known = kept.get(text);
            if (known != null) {
                return known;
            }
        }
        Prepared prepared = read(text);
        if (prepared.errors().isEmpty() && text.length() <= KEPT_LENGTH) {
            keep(text, prepared);
        }
        return prepared;
    }

    int keptCount() {
        synchronized (kept) {
            return kept.size();
        }
    }

    private void keep(String text, Prepared prepared) {
        synchronized (kept) {
            if (kept.put(text, prepared) == null) {
                keptLength += text.length();
            }
            Iterator<String> oldest = kept.keySet().iterator();
            while (kept.size() > KEPT || keptLength > KEPT_LENGTH_IN_TOTAL) {
                keptLength -= oldest.next().length();
                oldest.remove();
            }
        }
    }

    private Prepared read(String text) {
        try {
            ParserEnvironment source = ParserEnvironment.newParserEnvironment()
                    .document(text)
                    .parserOptions(parserOptions)
                    .locale(Locale.ROOT)
                    .build();
            return checked(new Parser().parseDocument(source));
        } catch (ParseCancelledException e) {
            // Its own message writes the number as the machine's locale has it.
            String message = "The document has more than " + limits.tokens() + " tokens";
            return Prepared.refused(List.of(GraphQlProblem.of(message, GraphQlErrors.PARSE_FAILED)));
        } catch (InvalidSyntaxException e) {
            return Prepared.refused(List.of(GraphQlErrors.parsing(e)));
        } catch (GoodFaithIntrospectionExceeded e) {
            return Prepared.refused(List.of(GraphQlErrors.validation(e.toBadFaithError())));
        } catch (StackOverflowError e) {
            return Prepared.refused("The document is nested too deeply");
        }
    }

    private Prepared checked(Document document) {
        DocumentSize size = new DocumentSize(document);
        List<OperationDefinition> definitions = document.getDefinitionsOfType(OperationDefinition.class);
        for (OperationDefinition definition : definitions) {
            Optional<String> excess = size.excess(definition, limits);
            if (excess.isPresent()) {
                return Prepared.refused(excess.get());
            }
        }
        List<ValidationError> errors = ParseAndValidate.validate(schema, document, rule -> true, Locale.ROOT);
        if (!errors.isEmpty()) {
            return Prepared.refused(
                    errors.stream().map(GraphQlErrors::validation).toList());
        }
        Map<String, FragmentDefinition> fragments = DocumentSize.fragments(document);
        List<Operation> operations = definitions.stream()
                .map(definition -> new Operation(definition, size.rootFields(definition), fragments))
                .toList();
        return new Prepared(document, operations, List.of());
    }
}
