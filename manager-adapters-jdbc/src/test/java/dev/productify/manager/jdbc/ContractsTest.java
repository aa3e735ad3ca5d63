package dev.productify.manager.jdbc;

import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.ports.contract.ApplicationListContract;
import dev.productify.manager.ports.contract.ApplicationStoreContract;
import dev.productify.manager.ports.contract.AuditTrailContract;
import dev.productify.manager.ports.contract.BackendListContract;
import dev.productify.manager.ports.contract.BackendStoreContract;
import dev.productify.manager.ports.contract.DoorContract;
import dev.productify.manager.ports.contract.EndpointGrantStoreContract;
import dev.productify.manager.ports.contract.EndpointListContract;
import dev.productify.manager.ports.contract.EndpointStoreContract;
import dev.productify.manager.ports.contract.IdempotentRequestStoreContract;
import dev.productify.manager.ports.contract.InstallationStoreContract;
import dev.productify.manager.ports.contract.IsolationContract;
import dev.productify.manager.ports.contract.JobStoreContract;
import dev.productify.manager.ports.contract.LanguagePackStoreContract;
import dev.productify.manager.ports.contract.LimitStoreContract;
import dev.productify.manager.ports.contract.LoggedCallStoreContract;
import dev.productify.manager.ports.contract.MachineUserListContract;
import dev.productify.manager.ports.contract.MachineUserStoreContract;
import dev.productify.manager.ports.contract.MemberStoreContract;
import dev.productify.manager.ports.contract.PackageStoreContract;
import dev.productify.manager.ports.contract.PersonalAccessTokenListContract;
import dev.productify.manager.ports.contract.PersonalAccessTokenStoreContract;
import dev.productify.manager.ports.contract.PiletStoreContract;
import dev.productify.manager.ports.contract.ProjectListContract;
import dev.productify.manager.ports.contract.ProjectStoreContract;
import dev.productify.manager.ports.contract.RunStoreContract;
import dev.productify.manager.ports.contract.SealStoreContract;
import dev.productify.manager.ports.contract.SessionStoreContract;
import dev.productify.manager.ports.contract.SettingsStoreContract;
import dev.productify.manager.ports.contract.TenantListContract;
import dev.productify.manager.ports.contract.TenantStoreContract;
import dev.productify.manager.ports.contract.TransactionsContract;
import dev.productify.manager.ports.contract.TrespassContract;
import dev.productify.manager.ports.contract.TriggerListContract;
import dev.productify.manager.ports.contract.TriggerStoreContract;
import dev.productify.manager.ports.contract.UserListContract;
import dev.productify.manager.ports.contract.UserStoreContract;
import dev.productify.manager.ports.tx.Transactions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The stores on PostgreSQL keep the contracts that the fakes keep. */
class ContractsTest {
    private static MigratedDatabase database;

    @BeforeAll
    static void open() {
        database = MigratedDatabase.create();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Nested
    class OfLimits extends LimitStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfTransactions extends TransactionsContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfSettings extends SettingsStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfTheDoor extends DoorContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfProjects extends ProjectStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfTenants extends TenantStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfApplications extends ApplicationStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfTheAuditTrail extends AuditTrailContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfLoggedCalls extends LoggedCallStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfJobs extends JobStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfSeals extends SealStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfUsers extends UserStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfMembers extends MemberStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfTheInstallation extends InstallationStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfListsOfProjects extends ProjectListContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfListsOfTenants extends TenantListContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfListsOfApplications extends ApplicationListContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfPersonalAccessTokens extends PersonalAccessTokenStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfSessions extends SessionStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfListsOfPersonalAccessTokens extends PersonalAccessTokenListContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfIsolation extends IsolationContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfTrespassing extends TrespassContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfMachineUsers extends MachineUserStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfMachineUserLists extends MachineUserListContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfListsOfUsers extends UserListContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfPilets extends PiletStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfPackages extends PackageStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfLanguagePacks extends LanguagePackStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfEndpoints extends EndpointStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfEndpointLists extends EndpointListContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfEndpointGrants extends EndpointGrantStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfTriggers extends TriggerStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfTriggerLists extends TriggerListContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfBackends extends BackendStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfBackendLists extends BackendListContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfRuns extends RunStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }

    @Nested
    class OfIdempotentRequests extends IdempotentRequestStoreContract {
        @Override
        protected Transactions transactions() {
            return database.transactions();
        }
    }
}
