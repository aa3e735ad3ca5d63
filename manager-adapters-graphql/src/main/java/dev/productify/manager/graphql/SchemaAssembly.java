package dev.productify.manager.graphql;

import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts the features' parts of the schema together. */
final class SchemaAssembly {
    private SchemaAssembly() {}

    static GraphQLSchema of(List<GraphQlModule> modules) {
        TypeDefinitionRegistry types = new TypeDefinitionRegistry();
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
        for (GraphQlModule module : modules) {
            types.merge(new SchemaParser().parse(text(module.schema())));
            module.wire(wiring);
        }
        GraphQLSchema schema = new SchemaGenerator().makeExecutableSchema(types, wiring.build());
        schema.getAllTypesAsList().stream()
                .filter(type -> !type.getName().startsWith("__"))
                .filter(GraphQLObjectType.class::isInstance)
                .forEach(type -> requireWired(schema, (GraphQLObjectType) type));
        return schema;
    }

    private static void requireWired(GraphQLSchema schema, GraphQLObjectType type) {
        type.getFieldDefinitions().forEach(field -> {
            FieldCoordinates place = FieldCoordinates.coordinates(type, field);
            if (!schema.getCodeRegistry().hasDataFetcher(place)) {
                throw new IllegalStateException("nobody says how " + place + " gets its value");
            }
        });
    }

    private static String text(String resource) {
        try (InputStream in = SchemaAssembly.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no " + resource + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
