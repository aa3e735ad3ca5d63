package dev.productify.manager.graphql.pilet;

import static dev.productify.manager.graphql.shared.Arguments.call;
import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.graphql.GraphQlModule;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.pilet.PiletColumn;
import dev.productify.manager.ports.pilet.Pilets;
import dev.productify.manager.ports.shared.ListQuery;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Pilets, without their packages: those come and go by REST. */
public final class PiletGraphQl implements GraphQlModule {
    private final Pilets pilets;

    public PiletGraphQl(Pilets pilets) {
        this.pilets = requireNonNull(pilets, "pilets");
    }

    @Override
    public String schema() {
        return "/graphql/pilet.graphqls";
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                query -> query.dataFetcher("piletPackages", this::list)
                        .dataFetcher(
                                "piletPackage", env -> pilets.find(call(env), project(env), name(env), version(env))));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("updatePiletPackage", env -> update(env, change(env)))
                        .dataFetcher("enablePiletPackage", env -> update(env, Pilet.Change.enabling(true)))
                        .dataFetcher("disablePiletPackage", env -> update(env, Pilet.Change.enabling(false)))
                        .dataFetcher("deletePiletPackage", this::delete));
        wiring.type(
                "PiletPackageList",
                list -> list.dataFetcher("packages", Property.of(Pilets.Listed.class, Pilets.Listed::pilets))
                        .dataFetcher("count", Property.of(Pilets.Listed.class, Pilets.Listed::count)));
        wiring.type(
                "PiletPackage",
                pilet -> pilet.dataFetcher("id", field(p -> p.id().value()))
                        .dataFetcher("name", field(p -> p.name().value()))
                        .dataFetcher("version", field(p -> p.version().value()))
                        .dataFetcher(
                                "description",
                                field(p ->
                                        p.description().map(Description::value).orElse(null)))
                        .dataFetcher("size", field(Pilet::size))
                        .dataFetcher("hash", field(p -> p.hash().integrity()))
                        .dataFetcher("enabled", field(Pilet::enabled))
                        .dataFetcher("createdAt", field(Pilet::createdAt))
                        .dataFetcher("updatedAt", field(Pilet::updatedAt)));
    }

    private Pilets.Listed list(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        ListQuery<PiletColumn> given = arguments.list(PiletColumn.class);
        List<ListQuery.Condition<PiletColumn>> conditions = new ArrayList<>(given.conditions());
        arguments
                .optional("enabled", Boolean.class, Function.identity())
                .ifPresent(enabled -> conditions.add(
                        new ListQuery.Condition<>(PiletColumn.ENABLED, ListQuery.Operator.EQUALS, enabled)));
        return pilets.list(call(env), project(env), new ListQuery<>(conditions, given.order(), given.page()));
    }

    private Pilet update(DataFetchingEnvironment env, Pilet.Change change) {
        return pilets.update(call(env), project(env), name(env), version(env), change);
    }

    private static Pilet.Change change(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        Patch<Description> description = arguments.patch("description", String.class, Description::new);
        return new Pilet.Change(description, arguments.patch("enabled", Boolean.class, Function.identity()));
    }

    private boolean delete(DataFetchingEnvironment env) {
        pilets.delete(call(env), project(env), name(env), version(env));
        return true;
    }

    private static ProjectId project(DataFetchingEnvironment env) {
        return Arguments.of(env).id("projectId", ProjectId::new);
    }

    private static PiletName name(DataFetchingEnvironment env) {
        return new PiletName(Arguments.of(env).text("name"));
    }

    private static SemanticVersion version(DataFetchingEnvironment env) {
        return new SemanticVersion(Arguments.of(env).text("version"));
    }

    private static Property<Pilet> field(Function<Pilet, ?> reading) {
        return Property.of(Pilet.class, reading);
    }
}
