package dev.productify.manager.graphql.tenancy;

import static dev.productify.manager.graphql.shared.Arguments.call;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.tenancy.ProjectColumn;
import dev.productify.manager.ports.tenancy.Projects;
import dev.productify.manager.ports.tenancy.TenantColumn;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

final class ProjectFields {
    private final Projects projects;

    ProjectFields(Projects projects) {
        this.projects = projects;
    }

    void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                query -> query.dataFetcher("project", this::project)
                        .dataFetcher("projects", this::projects)
                        .dataFetcher("projectsCount", this::count));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("createProject", this::create)
                        .dataFetcher("updateProject", this::update)
                        .dataFetcher("deleteProject", this::delete));
        wiring.type(
                "Project",
                project -> project.dataFetcher("id", field(p -> p.id().value()))
                        .dataFetcher("name", field(p -> p.name().value()))
                        .dataFetcher("slug", field(p -> p.slug().value()))
                        .dataFetcher("description", description())
                        .dataFetcher("protected", field(Project::isProtected))
                        .dataFetcher("createdAt", field(Project::createdAt))
                        .dataFetcher("updatedAt", field(Project::updatedAt))
                        .dataFetcher("tenants", ProjectFields::tenants));
    }

    private Project project(DataFetchingEnvironment env) {
        return projects.find(call(env), new Slug(Arguments.of(env).text("slug")));
    }

    private List<Project> projects(DataFetchingEnvironment env) {
        return projects.list(call(env), Arguments.of(env).list(ProjectColumn.class));
    }

    private long count(DataFetchingEnvironment env) {
        return projects.count(call(env), Arguments.of(env).list(ProjectColumn.class));
    }

    private Project create(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        Project.Draft draft = new Project.Draft(
                new Name(input.text("name")),
                input.optional("slug", String.class, Slug::new),
                input.optional("description", String.class, Description::new),
                input.flag("protected"));
        return projects.create(call(env), draft);
    }

    private Project update(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        Project.Change change = new Project.Change(
                input.patch("name", String.class, Name::new),
                input.patch("slug", String.class, Slug::new),
                input.patch("description", String.class, Description::new),
                input.patch("protected", Boolean.class, Function.identity()));
        return projects.update(call(env), Arguments.of(env).id("id", ProjectId::new), change);
    }

    private boolean delete(DataFetchingEnvironment env) {
        projects.delete(call(env), Arguments.of(env).id("id", ProjectId::new));
        return true;
    }

    private static CompletableFuture<List<?>> tenants(DataFetchingEnvironment env) {
        Project project = env.getSource();
        return Loaders.list(env, TenancyGraphQl.TENANTS, project.id(), TenantColumn.class);
    }

    private static Property<Project> field(Function<Project, ?> reading) {
        return Property.of(Project.class, reading);
    }

    private static Sights<Project> description() {
        return new Sights<>(
                Project.class,
                project -> project.description().map(Description::value),
                Project::id,
                TenancyGraphQl.SIGHT_OF_PROJECT,
                "Project");
    }
}
