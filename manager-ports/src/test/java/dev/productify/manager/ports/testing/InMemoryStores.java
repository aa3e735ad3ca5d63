package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.ManagerException;
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
import java.util.Optional;
import java.util.stream.Collectors;

final class InMemoryStores implements Stores {
    private final Data data;
    private final Sightline sightline;

    InMemoryStores(Data data, Binding binding) {
        this.data = data;
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
        return new Users();
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
    public MachineUserStore machineUsers() {
        return new InMemoryMachineUserStore(data, sightline);
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

    private void requireUser(UserId id) {
        if (!data.users.containsKey(id)) {
            throw ManagerException.conflict("The user was removed meanwhile");
        }
    }

    private final class Users implements UserStore {
        @Override
        public void insert(User user) {
            sightline.requireInside(sightline.isPlatform());
            boolean taken = data.users.values().stream()
                    .anyMatch(other ->
                            other.username().key().equals(user.username().key()));
            if (taken) {
                throw ManagerException.conflict("This username is taken");
            }
            data.users.put(user.id(), user);
        }

        @Override
        public Optional<User> find(UserId id) {
            return Optional.ofNullable(data.users.get(id)).filter(user -> sightline.seesProfile(user.id()));
        }

        @Override
        public Optional<User> find(Username username) {
            return data.users.values().stream()
                    .filter(user -> user.username().key().equals(username.key()))
                    .filter(user -> sightline.seesProfile(user.id()))
                    .findFirst();
        }

        @Override
        public Optional<User> lock(UserId id) {
            return find(id);
        }

        @Override
        public void update(User user) {
            sightline.requireInside(sightline.isPlatform());
            Versions.requireNext(find(user.id()).map(User::version), user.version());
            data.users.put(user.id(), user);
        }

        @Override
        public Administrators lockAdministrators() {
            return new Administrators(data.users.values().stream()
                    .filter(User::administers)
                    .map(User::id)
                    .filter(sightline::seesProfile)
                    .collect(Collectors.toSet()));
        }

        @Override
        public boolean isEmpty() {
            return data.users.values().stream().noneMatch(user -> sightline.seesProfile(user.id()));
        }
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
}
