package dev.productify.manager.jdbc.tx;

import dev.productify.manager.jdbc.access.JdbiInstallationStore;
import dev.productify.manager.jdbc.access.JdbiMemberStore;
import dev.productify.manager.jdbc.access.JdbiUserStore;
import dev.productify.manager.jdbc.audit.JdbiAuditTrail;
import dev.productify.manager.jdbc.audit.JdbiSealStore;
import dev.productify.manager.jdbc.backend.JdbiBackendStore;
import dev.productify.manager.jdbc.endpoint.JdbiEndpointGrantStore;
import dev.productify.manager.jdbc.endpoint.JdbiEndpointStore;
import dev.productify.manager.jdbc.endpoint.JdbiLoggedCallStore;
import dev.productify.manager.jdbc.job.JdbiJobStore;
import dev.productify.manager.jdbc.languagepack.JdbiLanguagePackStore;
import dev.productify.manager.jdbc.machineuser.JdbiMachineUserStore;
import dev.productify.manager.jdbc.pilet.JdbiPackageStore;
import dev.productify.manager.jdbc.pilet.JdbiPiletStore;
import dev.productify.manager.jdbc.session.JdbiSessionStore;
import dev.productify.manager.jdbc.settings.JdbiSettingsStore;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Scope;
import dev.productify.manager.jdbc.shared.Session;
import dev.productify.manager.jdbc.tenancy.JdbiApplicationStore;
import dev.productify.manager.jdbc.tenancy.JdbiProjectStore;
import dev.productify.manager.jdbc.tenancy.JdbiTenantStore;
import dev.productify.manager.jdbc.token.JdbiPersonalAccessTokenStore;
import dev.productify.manager.jdbc.trigger.JdbiRunStore;
import dev.productify.manager.jdbc.trigger.JdbiTriggerStore;
import dev.productify.manager.ports.access.InstallationStore;
import dev.productify.manager.ports.access.MemberStore;
import dev.productify.manager.ports.access.UserStore;
import dev.productify.manager.ports.audit.AuditTrail;
import dev.productify.manager.ports.audit.SealStore;
import dev.productify.manager.ports.backend.BackendStore;
import dev.productify.manager.ports.endpoint.EndpointGrantStore;
import dev.productify.manager.ports.endpoint.EndpointStore;
import dev.productify.manager.ports.endpoint.LoggedCallStore;
import dev.productify.manager.ports.job.JobStore;
import dev.productify.manager.ports.languagepack.LanguagePackStore;
import dev.productify.manager.ports.machineuser.MachineUserStore;
import dev.productify.manager.ports.pilet.PackageStore;
import dev.productify.manager.ports.pilet.PiletStore;
import dev.productify.manager.ports.session.SessionStore;
import dev.productify.manager.ports.settings.SettingsStore;
import dev.productify.manager.ports.tenancy.ApplicationStore;
import dev.productify.manager.ports.tenancy.ProjectStore;
import dev.productify.manager.ports.tenancy.TenantStore;
import dev.productify.manager.ports.token.PersonalAccessTokenStore;
import dev.productify.manager.ports.trigger.RunStore;
import dev.productify.manager.ports.trigger.TriggerStore;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;

/** The stores of one transaction on one connection. */
final class JdbiStores implements Stores {
    private final Queries queries;

    JdbiStores(Session session, Binding binding) {
        this.queries = new Queries(session, Scope.of(binding));
    }

    @Override
    public ProjectStore projects() {
        return new JdbiProjectStore(queries);
    }

    @Override
    public TenantStore tenants() {
        return new JdbiTenantStore(queries);
    }

    @Override
    public ApplicationStore applications() {
        return new JdbiApplicationStore(queries);
    }

    @Override
    public UserStore users() {
        return new JdbiUserStore(queries);
    }

    @Override
    public MemberStore members() {
        return new JdbiMemberStore(queries);
    }

    @Override
    public PersonalAccessTokenStore personalAccessTokens() {
        return new JdbiPersonalAccessTokenStore(queries);
    }

    @Override
    public SessionStore sessions() {
        return new JdbiSessionStore(queries);
    }

    @Override
    public MachineUserStore machineUsers() {
        return new JdbiMachineUserStore(queries);
    }

    @Override
    public SettingsStore settings() {
        return new JdbiSettingsStore(queries);
    }

    @Override
    public LanguagePackStore languagePacks() {
        return new JdbiLanguagePackStore(queries);
    }

    @Override
    public PiletStore pilets() {
        return new JdbiPiletStore(queries);
    }

    @Override
    public PackageStore packages() {
        return new JdbiPackageStore(queries);
    }

    @Override
    public EndpointStore endpoints() {
        return new JdbiEndpointStore(queries);
    }

    @Override
    public EndpointGrantStore endpointGrants() {
        return new JdbiEndpointGrantStore(queries);
    }

    @Override
    public LoggedCallStore loggedCalls() {
        return new JdbiLoggedCallStore(queries);
    }

    @Override
    public TriggerStore triggers() {
        return new JdbiTriggerStore(queries);
    }

    @Override
    public RunStore runs() {
        return new JdbiRunStore(queries);
    }

    @Override
    public BackendStore backends() {
        return new JdbiBackendStore(queries);
    }

    @Override
    public InstallationStore installation() {
        return new JdbiInstallationStore(queries);
    }

    @Override
    public AuditTrail audit() {
        return new JdbiAuditTrail(queries);
    }

    @Override
    public SealStore seals() {
        return new JdbiSealStore(queries);
    }

    @Override
    public JobStore jobs() {
        return new JdbiJobStore(queries);
    }
}
