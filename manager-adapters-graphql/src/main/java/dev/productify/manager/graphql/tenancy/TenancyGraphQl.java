package dev.productify.manager.graphql.tenancy;

import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.tenancy.TenantType;
import dev.productify.manager.graphql.GraphQlModule;
import dev.productify.manager.graphql.shared.EnumWords;
import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tenancy.ApplicationColumn;
import dev.productify.manager.ports.tenancy.Applications;
import dev.productify.manager.ports.tenancy.Projects;
import dev.productify.manager.ports.tenancy.TenantColumn;
import dev.productify.manager.ports.tenancy.Tenants;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.Collection;

/** The tree of projects, tenants and applications. */
public final class TenancyGraphQl implements GraphQlModule {
    /** Loads a project that a row of any feature belongs to, as far as the caller may see it. */
    public static final String PROJECT = "projectById";
    /** The same for a tenant. */
    public static final String TENANT = "tenantById";
    /** The same for an application. */
    public static final String APPLICATION = "applicationById";

    static final String SIGHT_OF_PROJECT = "sightOfProject";
    static final String SIGHT_OF_TENANT = "sightOfTenant";
    static final String TENANTS = "tenantsOfProject";
    static final String APPLICATIONS = "applicationsOfTenant";

    private final Projects projects;
    private final Tenants tenants;
    private final Applications applications;

    public TenancyGraphQl(Projects projects, Tenants tenants, Applications applications) {
        this.projects = projects;
        this.tenants = tenants;
        this.applications = applications;
    }

    @Override
    public String schema() {
        return "/graphql/tenancy.graphqls";
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(TypeRuntimeWiring.newTypeWiring("TenantType").enumValues(new EnumWords(TenantType.class)));
        new ProjectFields(projects).wire(wiring);
        new TenantFields(tenants).wire(wiring);
        new ApplicationFields(applications).wire(wiring);
    }

    @Override
    public void loaders(Loaders loaders, Call call) {
        loaders.single(PROJECT, (Collection<ProjectId> ids) -> projects.findAll(call, ids));
        loaders.single(TENANT, (Collection<TenantId> ids) -> tenants.findAll(call, ids));
        loaders.single(APPLICATION, (Collection<ApplicationId> ids) -> applications.findAll(call, ids));
        loaders.single(SIGHT_OF_PROJECT, (Collection<ProjectId> ids) -> projects.sights(call, ids));
        loaders.single(SIGHT_OF_TENANT, (Collection<TenantId> ids) -> tenants.sights(call, ids));
        loaders.lists(
                TENANTS,
                (Collection<ProjectId> ids, ListQuery<TenantColumn> query) -> tenants.listOf(call, ids, query));
        loaders.lists(
                APPLICATIONS,
                (Collection<TenantId> ids, ListQuery<ApplicationColumn> query) ->
                        applications.listOf(call, ids, query));
    }
}
