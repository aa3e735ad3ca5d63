package dev.productify.manager.ports.contract;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tenancy.ProjectColumn;
import dev.productify.manager.ports.tx.Binding;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** What lists of projects promise. Those of others are kept out by listing within the reach of a person of its own. */
public abstract class ProjectListContract extends ListContract<Project, ProjectColumn> {
    private final User user = user();

    protected ProjectListContract() {
        super(ProjectColumn.class);
    }

    @Override
    List<Project> inserted() {
        kept(user);
        return IntStream.range(0, TEXTS.size())
                .mapToObj(i -> {
                    Project project = kept(new Project(
                            new ProjectId(newId()),
                            name(i),
                            newSlug(),
                            description(i),
                            i % 4 == 0,
                            time(i),
                            time(i + 3),
                            1));
                    kept(member(user, Place.of(project.id()), Role.VIEWER));
                    return project;
                })
                .toList();
    }

    @Override
    List<Project> list(ListQuery<ProjectColumn> query) {
        return read(
                new Binding.Reach(principal(user)), stores -> stores.projects().list(query));
    }

    @Override
    long count(ListQuery<ProjectColumn> query) {
        return read(
                new Binding.Reach(principal(user)), stores -> stores.projects().count(query));
    }

    @Override
    UUID id(Project row) {
        return row.id().value();
    }
}
