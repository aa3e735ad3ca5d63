package dev.productify.manager.jdbc.tx;

import dev.productify.manager.jdbc.access.JdbcInstallationStore;
import dev.productify.manager.jdbc.access.JdbcMemberStore;
import dev.productify.manager.jdbc.access.JdbcUserStore;
import dev.productify.manager.jdbc.audit.JdbcAuditTrail;
import dev.productify.manager.jdbc.audit.JdbcSealStore;
import dev.productify.manager.jdbc.backend.JdbcBackendStore;
import dev.productify.manager.jdbc.endpoint.JdbcEndpointGrantStore;
import dev.productify.manager.jdbc.endpoint.JdbcEndpointStore;
import dev.productify.manager.jdbc.endpoint.JdbcLoggedCallStore;
import dev.productify.manager.jdbc.idempotency.JdbcIdempotentRequestStore;
import dev.productify.manager.jdbc.job.JdbcJobStore;
import dev.productify.manager.jdbc.languagepack.JdbcLanguagePackStore;
import dev.productify.manager.jdbc.limits.JdbcLimitStore;
import dev.productify.manager.jdbc.machineuser.JdbcMachineUserStore;
import dev.productify.manager.jdbc.pilet.JdbcPackageStore;
import dev.productify.manager.jdbc.pilet.JdbcPiletStore;
import dev.productify.manager.jdbc.session.JdbcSessionStore;
import dev.productify.manager.jdbc.settings.JdbcSettingsStore;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Scope;
import dev.productify.manager.jdbc.shared.Session;
import dev.productify.manager.jdbc.tenancy.JdbcApplicationStore;
import dev.productify.manager.jdbc.tenancy.JdbcProjectStore;
import dev.productify.manager.jdbc.tenancy.JdbcTenantStore;
import dev.productify.manager.jdbc.token.JdbcPersonalAccessTokenStore;
import dev.productify.manager.jdbc.trigger.JdbcRunStore;
import dev.productify.manager.jdbc.trigger.JdbcTriggerStore;
import dev.productify.manager.ports.access.InstallationStore;
import dev.productify.manager.ports.access.MemberStore;
import dev.productify.manager.ports.access.UserStore;
import dev.productify.manager.ports.audit.AuditTrail;
import dev.productify.manager.ports.audit.SealStore;
import dev.productify.manager.ports.backend.BackendStore;
import dev.productify.manager.ports.endpoint.EndpointGrantStore;
import dev.productify.manager.ports.endpoint.EndpointStore;
import dev.productify.manager.ports.endpoint.LoggedCallStore;
import dev.productify.manager.ports.idempotency.IdempotentRequestStore;
import dev.productify.manager.ports.job.JobStore;
import dev.productify.manager.ports.languagepack.LanguagePackStore;
import dev.productify.manager.ports.limits.LimitStore;
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
final class JdbcStores implements Stores {
    private final Queries queries;

    JdbcStores(Session session, Binding binding) {
        this.queries = new Queries(session, Scope.of(binding));
    }

    @Override
    public ProjectStore projects() {
        return new JdbcProjectStore(queries);
    }

    @Override
    public TenantStore tenants() {
        return new JdbcTenantStore(queries);
    }

    @Override
    public ApplicationStore applications() {
        return new JdbcApplicationStore(queries);
    }

    @Override
    public UserStore users() {
        return new JdbcUserStore(queries);
    }

    @Override
    public MemberStore members() {
        return new JdbcMemberStore(queries);
    }

    @Override
    public PersonalAccessTokenStore personalAccessTokens() {
        return new JdbcPersonalAccessTokenStore(queries);
    }

    @Override
    public SessionStore sessions() {
        return new JdbcSessionStore(queries);
    }

    @Override
    public MachineUserStore machineUsers() {
        return new JdbcMachineUserStore(queries);
    }

    @Override
    public SettingsStore settings() {
        return new JdbcSettingsStore(queries);
    }

    @Override
    public LimitStore limits() {
        return new JdbcLimitStore(queries);
    }

    @Override
    public LanguagePackStore languagePacks() {
        return new JdbcLanguagePackStore(queries);
    }

    @Override
    public PiletStore pilets() {
        return new JdbcPiletStore(queries);
    }

    @Override
    public PackageStore packages() {
        return new JdbcPackageStore(queries);
    }

    @Override
    public EndpointStore endpoints() {
        return new JdbcEndpointStore(queries);
    }

    @Override
    public EndpointGrantStore endpointGrants() {
        return new JdbcEndpointGrantStore(queries);
    }

    @Override
    public LoggedCallStore loggedCalls() {
        return new JdbcLoggedCallStore(queries);
    }

    @Override
    public TriggerStore triggers() {
        return new JdbcTriggerStore(queries);
    }

    @Override
    public RunStore runs() {
        return new JdbcRunStore(queries);
    }

    @Override
    public BackendStore backends() {
        return new JdbcBackendStore(queries);
    }

    @Override
    public InstallationStore installation() {
        return new JdbcInstallationStore(queries);
    }

    @Override
    public AuditTrail audit() {
        return new JdbcAuditTrail(queries);
    }

    @Override
    public SealStore seals() {
        return new JdbcSealStore(queries);
    }

    @Override
    public JobStore jobs() {
        return new JdbcJobStore(queries);
    }

    @Override
    public IdempotentRequestStore idempotentRequests() {
        return new JdbcIdempotentRequestStore(queries);
    }
}
