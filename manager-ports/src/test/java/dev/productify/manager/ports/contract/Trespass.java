package dev.productify.manager.ports.contract;

import static dev.productify.manager.ports.contract.StoreContract.LATER;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.audit.AuditAction;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.AuditEntryId;
import dev.productify.manager.domain.audit.Changes;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.settings.LevelSettings;
import dev.productify.manager.domain.settings.ModuleConfig;
import dev.productify.manager.domain.settings.SettingField;
import dev.productify.manager.domain.settings.SettingValue;
import dev.productify.manager.domain.settings.SettingsKind;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.tx.Stores;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every way there is to write where a transaction is not bound to. */
enum Trespass {
    INSERT_PROJECT {
        @Override
        void write(Stores stores, Ground ground) {
            stores.projects().insert(StoreContract.project());
        }
    },
    UPDATE_PROJECT {
        @Override
        void write(Stores stores, Ground ground) {
            stores.projects()
                    .update(ground.project()
                            .with(
                                    new Project.Change(
                                            Patch.set(new Name("Taken over")),
                                            Patch.keep(),
                                            Patch.keep(),
                                            Patch.keep()),
                                    LATER));
        }
    },
    DELETE_PROJECT {
        @Override
        void write(Stores stores, Ground ground) {
            stores.projects().delete(ground.project().id());
        }
    },
    INSERT_TENANT {
        @Override
        void write(Stores stores, Ground ground) {
            stores.tenants().insert(StoreContract.tenant(ground.project()));
        }
    },
    UPDATE_TENANT {
        @Override
        void write(Stores stores, Ground ground) {
            stores.tenants()
                    .update(ground.tenant()
                            .with(
                                    new Tenant.Change(
                                            Patch.set(new Name("Taken over")),
                                            Patch.keep(),
                                            Patch.keep(),
                                            Patch.keep(),
                                            Patch.keep()),
                                    LATER));
        }
    },
    DELETE_TENANT {
        @Override
        void write(Stores stores, Ground ground) {
            stores.tenants().delete(ground.tenant().id());
        }
    },
    INSERT_APPLICATION {
        @Override
        void write(Stores stores, Ground ground) {
            stores.applications().insert(StoreContract.application(ground.tenant()));
        }
    },
    UPDATE_APPLICATION {
        @Override
        void write(Stores stores, Ground ground) {
            stores.applications()
                    .update(ground.application()
                            .with(
                                    new Application.Change(
                                            Patch.set(new Name("Taken over")),
                                            Patch.keep(),
                                            Patch.keep(),
                                            Patch.keep()),
                                    LATER));
        }
    },
    DELETE_APPLICATION {
        @Override
        void write(Stores stores, Ground ground) {
            stores.applications().delete(ground.application().id());
        }
    },
    INSERT_MANY_ENDPOINTS {
        @Override
        void write(Stores stores, Ground ground) {
            stores.endpoints()
                    .insertAll(List.of(
                            StoreContract.endpoint(ground.application(), "/taken"),
                            StoreContract.endpoint(ground.application(), "/over")));
        }
    },
    INSERT_MANY_TRIGGERS {
        @Override
        void write(Stores stores, Ground ground) {
            stores.triggers()
                    .insertAll(List.of(
                            StoreContract.trigger(ground.application(), "taken"),
                            StoreContract.trigger(ground.application(), "over")));
        }
    },
    INSERT_MEMBER_OF_PROJECT {
        @Override
        void write(Stores stores, Ground ground) {
            enrol(stores, ground, Place.of(ground.project().id()));
        }
    },
    INSERT_MEMBER_OF_TENANT {
        @Override
        void write(Stores stores, Ground ground) {
            enrol(stores, ground, ground.tenant().place());
        }
    },
    INSERT_MEMBER_OF_APPLICATION {
        @Override
        void write(Stores stores, Ground ground) {
            enrol(stores, ground, ground.application().place());
        }
    },
    KEEP_SETTINGS_OF_PROJECT {
        @Override
        void write(Stores stores, Ground ground) {
            stores.settings().keep(settings(Place.of(ground.project().id())));
        }
    },
    KEEP_SETTINGS_OF_TENANT {
        @Override
        void write(Stores stores, Ground ground) {
            stores.settings().keep(settings(ground.tenant().place()));
        }
    },
    KEEP_SETTINGS_OF_APPLICATION {
        @Override
        void write(Stores stores, Ground ground) {
            stores.settings().keep(settings(ground.application().place()));
        }
    },
    RECORD_AT_PROJECT {
        @Override
        void write(Stores stores, Ground ground) {
            stores.audit().record(entry(Optional.of(Place.of(ground.project().id()))));
        }
    },
    RECORD_AT_TENANT {
        @Override
        void write(Stores stores, Ground ground) {
            stores.audit().record(entry(Optional.of(ground.tenant().place())));
        }
    },
    RECORD_AT_NO_PLACE {
        @Override
        void write(Stores stores, Ground ground) {
            stores.audit().record(entry(Optional.empty()));
        }
    },
    INSERT_USER {
        @Override
        void write(Stores stores, Ground ground) {
            stores.users().insert(StoreContract.user());
        }
    },
    UPDATE_USER {
        @Override
        void write(Stores stores, Ground ground) {
            stores.users().update(ground.user().withPlatformAdministrator(true, LATER));
        }
    },
    KEEP_CANARY {
        @Override
        void write(Stores stores, Ground ground) {
            stores.installation().keepSecretsCanary("taken over");
        }
    };

    /** Where the writing goes, and who would become a member there. */
    record Ground(Project project, Tenant tenant, Application application, User user) {}

    abstract void write(Stores stores, Ground ground);

    /** Whether it would add a row; nothing that is outside can be added without an error. */
    boolean adds() {
        return !name().startsWith("DELETE");
    }

    private static void enrol(Stores stores, Ground ground, Place place) {
        stores.members().insert(StoreContract.member(ground.user(), place, Role.ADMIN));
    }

    private static LevelSettings settings(Place place) {
        return LevelSettings.unwritten(SettingsKind.BACKEND, place)
                .with(ModuleConfig.empty(SettingsKind.BACKEND)
                        .with(SettingField.ENABLED_MODULES, SettingValue.of(List.of("taken-over"))));
    }

    static AuditEntry entry(Optional<Place> place) {
        return new AuditEntry(
                new AuditEntryId(StoreContract.newId()),
                LATER,
                new Principal.System("contract"),
                AuditAction.UPDATE,
                EntityType.PROJECT,
                StoreContract.newId(),
                place.map(Place::project),
                place.flatMap(Place::tenant),
                "Project updated: name",
                Changes.between(Map.of("name", "a"), Map.of("name", "b")),
                Map.of(),
                Optional.of("192.0.2.1"),
                Optional.of("contract"),
                "contract-request");
    }
}
