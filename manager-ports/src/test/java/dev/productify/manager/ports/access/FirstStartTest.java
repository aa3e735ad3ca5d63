package dev.productify.manager.ports.access;

import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.FieldChange;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.call.Credentials;
import dev.productify.manager.ports.testing.FixedSecrets;
import dev.productify.manager.ports.testing.InMemoryTransactions;
import dev.productify.manager.ports.testing.PlainPasswords;
import dev.productify.manager.ports.testing.World;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FirstStartTest {
    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final UseCases useCases = useCases();
    private final List<TokenText> tokens = new ArrayList<>();

    @Test
    void theFirstStartMakesOneAdministratorWhoseTokenWorks() {
        boolean first = useCases.firstStart().prepare(tokens::add);
        boolean second = useCases.firstStart().prepare(tokens::add);

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(tokens).hasSize(1);
        assertThat(holder(tokens.get(0)).isPlatformAdministrator()).isTrue();
        assertThat(holder(tokens.get(0)).name()).isEqualTo("admin");
    }

    @Test
    void theFirstUserIsAuditedAsMadeByTheManager() {
        useCases.firstStart().prepare(tokens::add);

        assertThat(transactions.auditLog()).hasSize(1);
        AuditEntry entry = transactions.auditLog().get(0);
        assertThat(entry.actor()).isEqualTo(new Principal.System("first-start"));
        assertThat(entry.entityType().word()).isEqualTo("User");
        assertThat(entry.project()).isEmpty();
        assertThat(entry.changes().fields())
                .containsEntry("username", new FieldChange(null, "admin"))
                .containsEntry("platformAdministrator", new FieldChange(null, true));
        assertThat(entry.toString()).doesNotContain(tokens.get(0).reveal().substring(12));
    }

    @Test
    void aTokenThatCannotBeKeptLeavesNothingAndTheNextStartWorks() {
        IllegalStateException full = new IllegalStateException("no space left");

        Throwable thrown = catchThrowable(() -> useCases.firstStart().prepare(token -> {
            tokens.add(token);
            throw full;
        }));

        assertThat(thrown).isSameAs(full);
        assertThat(transactions.auditLog()).isEmpty();
        assertThat(useCases.firstStart().prepare(tokens::add)).isTrue();
        assertThat(holder(tokens.get(1)).name()).isEqualTo("admin");
        assertRefused(UNAUTHENTICATED, () -> holder(tokens.get(0)));
    }

    @Test
    void anInstallationWithUsersGetsNoOther() {
        World world = new World();

        boolean made = world.useCases.firstStart().prepare(tokens::add);

        assertThat(made).isFalse();
        assertThat(tokens).isEmpty();
        assertThat(world.audited()).containsExactly("create User");
    }

    @Test
    void aReplacedTokenWorksBesideTheOldOneAndIsAudited() {
        useCases.firstStart().prepare(tokens::add);

        useCases.firstStart().replaceToken(tokens::add);

        assertThat(holder(tokens.get(1))).isEqualTo(holder(tokens.get(0)));
        AuditEntry entry = transactions.auditLog().get(1);
        assertThat(transactions.auditLog()).hasSize(2);
        assertThat(entry.actor()).isEqualTo(new Principal.System("admin-token"));
        assertThat(entry.entityType().word()).isEqualTo("PersonalAccessToken");
        assertThat(entry.changes().fields())
                .containsEntry(
                        "tokenPrefix", new FieldChange(null, tokens.get(1).displayPrefix()));
    }

    @Test
    void aReplacementThatCannotBeKeptLeavesNothing() {
        useCases.firstStart().prepare(tokens::add);

        catchThrowable(() -> useCases.firstStart().replaceToken(token -> {
            throw new IllegalStateException("no space left");
        }));

        assertThat(transactions.auditLog()).hasSize(1);
    }

    @Test
    void withoutAnAdministratorThereIsNothingToReplace() {
        assertRefused(NOT_FOUND, () -> useCases.firstStart().replaceToken(tokens::add));

        assertThat(tokens).isEmpty();
        assertThat(transactions.auditLog()).isEmpty();
    }

    private Principal holder(TokenText token) {
        return useCases.authentication()
                .authenticate(new Credentials.Bearer(token.reveal()))
                .principal();
    }

    private UseCases useCases() {
        InstantSource clock = InstantSource.fixed(World.START);
        return UseCases.of(new UseCases.Needs(
                transactions,
                clock,
                new UuidV7(clock, new Random(1)),
                new Random(2),
                ProjectCreation.ADMINISTRATORS,
                Runnable::run,
                new PlainPasswords(),
                FixedSecrets::sealer,
                FixedSecrets::addresses));
    }
}
