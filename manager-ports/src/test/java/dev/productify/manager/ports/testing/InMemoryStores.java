package dev.productify.manager.ports.testing;

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
import java.time.InstantSource;
import java.util.Optional;

final class InMemoryStores implements Stores {
    private final Data data;
    private final Sightline sightline;
    private final InstantSource clock;

    InMemoryStores(Data data, Binding binding, InstantSource clock) {
        this.data = data;
        this.clock = clock;
        this.sightline = new Sightline(data, binding);
    }

    @Override
    public ProjectStore projects() {
        return new InMemoryProjectStore(data, sightline);
    }

    @Override
    public TenantStore tenants() {
        return new InMemoryTenantStore(data, sightline);
    }

    @Override
    public ApplicationStore applications() {
        return new InMemoryApplicationStore(data, sightline);
    }

    @Override
    public UserStore users() {
        return new InMemoryUserStore(data, sightline);
    }

    @Override
    public MemberStore members() {
        return new InMemoryMemberStore(data, sightline);
    }

    @Override
    public PersonalAccessTokenStore personalAccessTokens() {
        return new InMemoryPersonalAccessTokenStore(data, sightline);
    }

    @Override
    public SessionStore sessions() {
        return new InMemorySessionStore(data, sightline);
    }

    @Override
    public MachineUserStore machineUsers() {
        return new InMemoryMachineUserStore(data, sightline);
    }

    @Override
    public SettingsStore settings() {
        return new InMemorySettingsStore(data, sightline);
    }

    @Override
    public LimitStore limits() {
        return new InMemoryLimitStore(data, sightline);
    }

    @Override
    public LanguagePackStore languagePacks() {
        return new InMemoryLanguagePackStore(data, sightline);
    }

    @Override
    public PiletStore pilets() {
        return new InMemoryPiletStore(data, sightline);
    }

    @Override
    public PackageStore packages() {
        return new InMemoryPackageStore(data, sightline);
    }

    @Override
    public EndpointStore endpoints() {
        return new InMemoryEndpointStore(data, sightline);
    }

    @Override
    public EndpointGrantStore endpointGrants() {
        return new InMemoryEndpointGrantStore(data, sightline);
    }

    @Override
    public LoggedCallStore loggedCalls() {
        return new InMemoryLoggedCallStore(data, sightline);
    }

    @Override
    public TriggerStore triggers() {
        return new InMemoryTriggerStore(data, sightline, clock);
    }

    @Override
    public RunStore runs() {
        return new InMemoryRunStore(data.triggers, sightline, clock);
    }

    @Override
    public BackendStore backends() {
        return new InMemoryBackendStore(data, sightline);
    }

    @Override
    public InstallationStore installation() {
        return new Installation();
    }

    @Override
    public AuditTrail audit() {
        return new InMemoryAuditTrail(data, sightline);
    }

    @Override
    public SealStore seals() {
        return new InMemorySealStore(data, sightline);
    }

    @Override
    public JobStore jobs() {
        return new InMemoryJobStore(data.upkeep, sightline);
    }

    private final class Installation implements InstallationStore {
        @Override
        public Optional<String> secretsCanary() {
            return sightline.isPlatform() ? data.canary : Optional.empty();
        }

        @Override
        public void keepSecretsCanary(String canary) {
            sightline.requireInside(sightline.isPlatform());
            data.canary = Optional.of(canary);
        }

        @Override
        public void lockFirstStart() {
            // One transaction runs at a time.
        }
    }

    @Override
    public IdempotentRequestStore idempotentRequests() {
        return new InMemoryIdempotentRequestStore(data, sightline);
    }
}
