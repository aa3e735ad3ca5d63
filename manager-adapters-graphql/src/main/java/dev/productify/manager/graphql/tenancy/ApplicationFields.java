package dev.productify.manager.graphql.tenancy;

import static dev.productify.manager.graphql.shared.Arguments.call;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.tenancy.ApplicationColumn;
import dev.productify.manager.ports.tenancy.Applications;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

final class ApplicationFields {
    private final Applications applications;

    ApplicationFields(Applications applications) {
        this.applications = applications;
    }

    void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                query -> query.dataFetcher("application", this::application)
                        .dataFetcher("applications", this::applications)
                        .dataFetcher("applicationsCount", this::count));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("createApplication", this::create)
                        .dataFetcher("updateApplication", this::update)
                        .dataFetcher("deleteApplication", this::delete));
        wiring.type(
                "Application",
                application -> application
                        .dataFetcher("id", field(a -> a.id().value()))
                        .dataFetcher("name", field(a -> a.name().value()))
                        .dataFetcher("slug", field(a -> a.slug().value()))
                        .dataFetcher(
                                "description", optional(a -> a.description().map(Description::value)))
                        .dataFetcher("version", field(a -> a.release().value()))
                        .dataFetcher("createdAt", field(Application::createdAt))
                        .dataFetcher("updatedAt", field(Application::updatedAt))
                        .dataFetcher("tenant", ApplicationFields::tenant)
                        .dataFetcher("project", ApplicationFields::project));
    }

    private Application application(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        ProjectId project = arguments.id("projectId", ProjectId::new);
        TenantId tenant = arguments.id("tenantId", TenantId::new);
        return applications.find(call(env), project, tenant, new Slug(arguments.text("slug")));
    }

    private List<Application> applications(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return applications.list(
                call(env),
                new Slug(arguments.text("tenantSlug")),
                arguments.optional("projectSlug", String.class, Slug::new),
                arguments.list(ApplicationColumn.class));
    }

    private long count(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return applications.count(
                call(env),
                new Slug(arguments.text("tenantSlug")),
                arguments.optional("projectSlug", String.class, Slug::new),
                arguments.list(ApplicationColumn.class));
    }

    private Application create(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        Application.Draft draft = new Application.Draft(
                new Name(input.text("name")),
                input.optional("slug", String.class, Slug::new),
                input.optional("description", String.class, Description::new),
                input.optional("version", String.class, SemanticVersion::new).orElse(SemanticVersion.INITIAL));
        return applications.create(call(env), Arguments.of(env).id("tenantId", TenantId::new), draft);
    }

    private Application update(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        Application.Change change = new Application.Change(
                input.patch("name", String.class, Name::new),
                input.patch("slug", String.class, Slug::new),
                input.patch("description", String.class, Description::new),
                input.patch("version", String.class, SemanticVersion::new));
        return applications.update(call(env), Arguments.of(env).id("id", ApplicationId::new), change);
    }

    private boolean delete(DataFetchingEnvironment env) {
        applications.delete(call(env), Arguments.of(env).id("id", ApplicationId::new));
        return true;
    }

    private static CompletableFuture<Object> tenant(DataFetchingEnvironment env) {
        Application application = env.getSource();
        return Loaders.one(env, TenancyGraphQl.TENANT, application.tenant(), "Tenant");
    }

    private static CompletableFuture<Object> project(DataFetchingEnvironment env) {
        Application application = env.getSource();
        return Loaders.one(env, TenancyGraphQl.PROJECT, application.project(), "Project");
    }

    private static Property<Application> field(Function<Application, ?> reading) {
        return Property.of(Application.class, reading);
    }

    private static Property<Application> optional(Function<Application, Optional<?>> reading) {
        return Property.optional(Application.class, reading);
    }
}
