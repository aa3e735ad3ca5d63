package dev.productify.manager.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphQLTypeVisitorStub;
import graphql.schema.SchemaTraverser;
import graphql.schema.idl.SchemaPrinter;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaFileTest {
    private static final Path FILE = Path.of("..", "docs", "api", "schema.graphqls");
    private static final String WRITE = "write.docs";

    private final GraphQlApi api = new Desk().api;

    @Test
    void theSchemaInTheDocsIsTheOneThatRuns() throws IOException {
        String running = new SchemaPrinter(SchemaPrinter.Options.defaultOptions()
                        .includeScalarTypes(true)
                        .includeDirectiveDefinitions(false))
                .print(api.schema());
        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, running);
        }

        assertThat(Files.readString(FILE))
                .as("docs/api/schema.graphqls; write it anew with mvn -pl manager-adapters-graphql -am test"
                        + " -Dtest=SchemaFileTest -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true")
                .isEqualTo(running);
    }

    @Test
    void everythingInTheSchemaIsDescribed() {
        List<String> silent = new ArrayList<>();
        GraphQLTypeVisitorStub visitor = new GraphQLTypeVisitorStub() {
            @Override
            protected TraversalControl visitGraphQLType(
                    GraphQLSchemaElement element, TraverserContext<GraphQLSchemaElement> context) {
                if (element instanceof GraphQLNamedSchemaElement named && isSilent(named)) {
                    silent.add(named.getName());
                }
                return TraversalControl.CONTINUE;
            }
        };
        new SchemaTraverser().depthFirstFullSchema(List.of(visitor), api.schema(), Map.of());

        assertThat(silent).isEmpty();
    }

    private static boolean isSilent(GraphQLNamedSchemaElement element) {
        return !List.of("specifiedBy", "url").contains(element.getName())
                && !element.getName().startsWith("__")
                && element.getDefinition() != null
                && (element.getDescription() == null || element.getDescription().isBlank());
    }
}
