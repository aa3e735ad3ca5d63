package dev.productify.manager.graphql.tenancy;

import static dev.productify.manager.graphql.shared.Arguments.call;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.tenancy.TenantType;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.tenancy.ApplicationColumn;
import dev.productify.manager.ports.tenancy.TenantColumn;
import dev.productify.manager.ports.tenancy.Tenants;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

final class TenantFields {
    private final Tenants tenants;

    TenantFields(Tenants tenants) {
        this.tenants = tenants;
    }

    void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                query -> query.dataFetcher("tenant", this::tenant)
                        .dataFetcher("tenants", this::tenants)
                        .dataFetcher("tenantsCount", this::count));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("createTenant", this::create)
                        .dataFetcher("updateTenant", this::update)
                        .dataFetcher("deleteTenant", this::delete));
        wiring.type(
                "Tenant",
                tenant -> tenant.dataFetcher("id", field(t -> t.id().value()))
                        .dataFetcher("name", field(t -> t.name().value()))
                        .dataFetcher("slug", field(t -> t.slug().value()))
                        .dataFetcher("description", description())
                        .dataFetcher("type", field(Tenant::type))
                        .dataFetcher("protected", field(Tenant::isProtected))
                        .dataFetcher("createdAt", field(Tenant::createdAt))
                        .dataFetcher("updatedAt", field(Tenant::updatedAt))
                        .dataFetcher("project", TenantFields::project)
                        .dataFetcher("applications", TenantFields::applications));
    }

    private Tenant tenant(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        ProjectId project = arguments.id("projectId", ProjectId::new);
        return tenants.find(call(env), project, new Slug(arguments.text("slug")));
    }

    private List<Tenant> tenants(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        Slug project = new Slug(arguments.text("projectSlug"));
        return tenants.list(call(env), project, arguments.list(TenantColumn.class));
    }

    private long count(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        Slug project = new Slug(arguments.text("projectSlug"));
        return tenants.count(call(env), project, arguments.list(TenantColumn.class));
    }

    private Tenant create(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        Tenant.Draft draft = new Tenant.Draft(
                new Name(input.text("name")),
                input.optional("slug", String.class, Slug::new),
                input.optional("description", String.class, Description::new),
                input.optional("type", TenantType.class, Function.identity()).orElse(TenantType.RUN),
                input.flag("protected"));
        return tenants.create(call(env), Arguments.of(env).id("projectId", ProjectId::new), draft);
    }

    private Tenant update(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        Tenant.Change change = new Tenant.Change(
                input.patch("name", String.class, Name::new),
                input.patch("slug", String.class, Slug::new),
                input.patch("description", String.class, Description::new),
                input.patch("type", TenantType.class, Function.identity()),
                input.patch("protected", Boolean.class, Function.identity()));
        return tenants.update(call(env), Arguments.of(env).id("id", TenantId::new), change);
    }

    private boolean delete(DataFetchingEnvironment env) {
        tenants.delete(call(env), Arguments.of(env).id("id", TenantId::new));
        return true;
    }

    private static CompletableFuture<Object> project(DataFetchingEnvironment env) {
        Tenant tenant = env.getSource();
        return Loaders.one(env, TenancyGraphQl.PROJECT, tenant.project(), "Project");
    }

    private static CompletableFuture<List<?>> applications(DataFetchingEnvironment env) {
        Tenant tenant = env.getSource();
        return Loaders.list(env, TenancyGraphQl.APPLICATIONS, tenant.id(), ApplicationColumn.class);
    }

    private static Property<Tenant> field(Function<Tenant, ?> reading) {
        return Property.of(Tenant.class, reading);
    }

    private static Sights<Tenant> description() {
        return new Sights<>(
                Tenant.class,
                tenant -> tenant.description().map(Description::value),
                Tenant::id,
                TenancyGraphQl.SIGHT_OF_TENANT,
                "Tenant");
    }
}
