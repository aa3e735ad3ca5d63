package dev.productify.manager.jdbc.tx;

import dev.productify.manager.jdbc.access.JdbiInstallationStore;
import dev.productify.manager.jdbc.access.JdbiMemberStore;
import dev.productify.manager.jdbc.access.JdbiUserStore;
import dev.productify.manager.jdbc.audit.JdbiAuditTrail;
import dev.productify.manager.jdbc.audit.JdbiSealStore;
import dev.productify.manager.jdbc.job.JdbiJobStore;
import dev.productify.manager.jdbc.machineuser.JdbiMachineUserStore;
import dev.productify.manager.jdbc.shared.Scope;
import dev.productify.manager.jdbc.tenancy.JdbiApplicationStore;
import dev.productify.manager.jdbc.tenancy.JdbiProjectStore;
import dev.productify.manager.jdbc.tenancy.JdbiTenantStore;
import dev.productify.manager.jdbc.token.JdbiPersonalAccessTokenStore;
import dev.productify.manager.ports.access.InstallationStore;
import dev.productify.manager.ports.access.MemberStore;
import dev.productify.manager.ports.access.UserStore;
import dev.productify.manager.ports.audit.AuditTrail;
import dev.productify.manager.ports.audit.SealStore;
import dev.productify.manager.ports.job.JobStore;
import dev.productify.manager.ports.machineuser.MachineUserStore;
import dev.productify.manager.ports.tenancy.ApplicationStore;
import dev.productify.manager.ports.tenancy.ProjectStore;
import dev.productify.manager.ports.tenancy.TenantStore;
import dev.productify.manager.ports.token.PersonalAccessTokenStore;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import org.jdbi.v3.core.Handle;

/** The stores of one transaction on one connection. */
final class JdbiStores implements Stores {
    private final Handle handle;
    private final Scope scope;

    JdbiStores(Handle handle, Binding binding) {
        this.handle = handle;
        this.scope = Scope.of(binding);
    }

    @Override
    public ProjectStore projects() {
        return new JdbiProjectStore(handle, scope);
    }

    @Override
    public TenantStore tenants() {
        return new JdbiTenantStore(handle, scope);
    }

    @Override
    public ApplicationStore applications() {
        return new JdbiApplicationStore(handle, scope);
    }

    @Override
    public UserStore users() {
        return new JdbiUserStore(handle);
    }

    @Override
    public MemberStore members() {
        return new JdbiMemberStore(handle, scope);
    }

    @Override
    public PersonalAccessTokenStore personalAccessTokens() {
        return new JdbiPersonalAccessTokenStore(handle, scope);
    }

    @Override
    public MachineUserStore machineUsers() {
        return new JdbiMachineUserStore(handle, scope);
    }

    @Override
    public InstallationStore installation() {
        return new JdbiInstallationStore(handle);
    }

    @Override
    public AuditTrail audit() {
        return new JdbiAuditTrail(handle, scope);
    }

    @Override
    public SealStore seals() {
        return new JdbiSealStore(handle);
    }

    @Override
    public JobStore jobs() {
        return new JdbiJobStore(handle);
    }
}
