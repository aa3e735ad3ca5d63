package dev.productify.manager.domain.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;

/** Who acts. */
public sealed interface Principal {

    /** What logs and messages call it. */
    String name();

    /** Whether it may do everything in the installation. */
    boolean isPlatformAdministrator();

    /** A person who proved who they are. */
    record Person(UserId id, Username username, boolean isPlatformAdministrator) implements Principal {
        public Person {
            requireNonNull(id, "id");
            requireNonNull(username, "username");
        }

        @Override
        public String name() {
            return username.value();
        }
    }

    /** A machine user: it belongs to one tenant and sees nothing of any other (contract A2). */
    record Machine(MachineUserId id, String name, ProjectId project, TenantId tenant, Role role) implements Principal {
        public Machine {
            requireNonNull(id, "id");
            requireNonNull(name, "name");
            requireNonNull(project, "project");
            requireNonNull(tenant, "tenant");
            requireNonNull(role, "role");
            if (role == Role.ADMIN) {
                throw new IllegalArgumentException("a machine user is an editor at most");
            }
        }

        @Override
        public boolean isPlatformAdministrator() {
            return false;
        }
    }

    /** The Manager itself: its first start, its periodic jobs, a command of the operator. */
    record System(String name) implements Principal {
        public System {
            requireNonNull(name, "name");
        }

        @Override
        public boolean isPlatformAdministrator() {
            return true;
        }
    }
}
