package dev.productify.manager.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every document that the API reference prints, as it is printed, against the running schema and the limits as they are by
 * default.
 */
class PrintedDocumentsTest {
    private final Desk desk = new Desk();
    private final Documents documents = new Documents(desk.api.schema(), GraphQlLimits.DEFAULT);

    @Test
    void allDocumentsAreHere() {
        assertThat(PrintedDocuments.ALL).hasSize(84);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void aPrintedDocumentIsWellFormedAndNotTooLarge(String heading, String text) {
        Document document = parsed(text);
        DocumentSize size = new DocumentSize(document);

        List<OperationDefinition> operations = document.getDefinitionsOfType(OperationDefinition.class);
        assertThat(operations).hasSize(1);
        assertThat(size.excess(operations.get(0), GraphQlLimits.DEFAULT)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void aPrintedDocumentIsValidAndAsksForLittle(String heading, String text) {
        Documents.Prepared prepared = documents.prepare(text);

        assertThat(prepared.errors()).isEmpty();
        Documents.Operation operation = prepared.operations().get(0);
        assertThat(operation.definition().getVariableDefinitions())
                .as("none is printed, so none is needed")
                .isEmpty();
        long cost = new Cost(desk.api.schema(), operation.fragments(), operation.definition(), Map.of())
                .of(operation.definition());
        assertThat(cost).isLessThan(GraphQlLimits.DEFAULT.cost());
    }

    static Stream<Arguments> all() {
        return PrintedDocuments.ALL.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    private static Document parsed(String text) {
        return new Parser()
                .parseDocument(ParserEnvironment.newParserEnvironment()
                        .document(text)
                        .parserOptions(ParserOptions.newParserOptions()
                                .maxTokens(GraphQlLimits.DEFAULT.tokens())
                                .build())
                        .locale(Locale.ROOT)
                        .build());
    }
}
