package dev.productify.manager.ports.tx;

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

/** The stores of one transaction, all bound alike. They live as long as the work that they were handed to. */
public interface Stores {
    ProjectStore projects();

    TenantStore tenants();

    ApplicationStore applications();

    UserStore users();

    MemberStore members();

    PersonalAccessTokenStore personalAccessTokens();

    SessionStore sessions();

    MachineUserStore machineUsers();

    SettingsStore settings();

    LimitStore limits();

    LanguagePackStore languagePacks();

    PiletStore pilets();

    PackageStore packages();

    EndpointStore endpoints();

    EndpointGrantStore endpointGrants();

    LoggedCallStore loggedCalls();

    TriggerStore triggers();

    RunStore runs();

    BackendStore backends();

    InstallationStore installation();

    AuditTrail audit();

    SealStore seals();

    JobStore jobs();

    IdempotentRequestStore idempotentRequests();
}
