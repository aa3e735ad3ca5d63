package dev.productify.manager.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditRecordTest {
    private static final ProjectId PROJECT = new ProjectId(new UUID(1, 1));
    private static final TenantId TENANT = new TenantId(new UUID(2, 2));

    @Test
    void changesAreOldAndNewForEachField() {
        AuditRecord row = record(Changes.between(fields("name", "a", "size", 1), fields("name", "b", "size", null)));

        assertThat(row.changes())
                .isEqualTo(Map.of("name", fields("old", "a", "new", "b"), "size", fields("old", 1L, "new", null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"password", "authPassword", "auth_token", "hashedKey", "HASH", "signingSecret", "clientApiKey"})
    void valuesOfSecretFieldsAreMaskedButNotThatTheyChanged(String field) {
        AuditRecord row = record(Changes.between(fields(field, null), fields(field, "hush hush")));

        assertThat(row.changes()).isEqualTo(Map.of(field, fields("old", null, "new", "***")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenPrefix", "runKey", "hashed", "name", "authConfigured"})
    void valuesOfOtherFieldsAreShown(String field) {
        assertThat(record(Changes.created(fields(field, "seen"))).changes())
                .isEqualTo(Map.of(field, fields("old", null, "new", "seen")));
    }

    @Test
    void secretsInsideOfValuesAreMaskedByNameAndByForm() {
        String token = "pfy_0123456789abcdefXYZ";
        AuditRecord row = record(Changes.created(fields(
                "endpoint",
                Map.of("url", "https://a.example", "login", Map.of("secret", List.of("x", 1))),
                "note",
                "uses " + token + " and $argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA, see pfy_0123")));

        assertThat(row.changes().toString())
                .contains("https://a.example", "uses *** and ***", "see pfy_0123", "[***, ***]")
                .doesNotContain(token, "c2FsdA");
    }

    @Test
    void metadataIsMaskedToo() {
        AuditRecord row = entryOf(new Principal.System("job"), Changes.created(Map.of()), Map.of("token", "hush"));

        assertThat(row.metadata()).isEqualTo(Map.of("token", "***"));
    }

    @Test
    void whoActedIsAPersonAMachineUserOrTheManagerItself() {
        Principal person = new Principal.Person(new UserId(new UUID(3, 3)), new Username("ada"), false);
        Principal machine =
                new Principal.Machine(new MachineUserId(new UUID(4, 4)), "robot", PROJECT, TENANT, Role.EDITOR);

        AuditRecord ofPerson = entryOf(person, Changes.created(Map.of()), Map.of());
        AuditRecord ofMachine = entryOf(machine, Changes.created(Map.of()), Map.of());
        AuditRecord ofSystem = record(Changes.created(Map.of()));

        assertThat(ofPerson.user()).contains(new UserId(new UUID(3, 3)));
        assertThat(ofPerson.machineUser()).isEmpty();
        assertThat(ofMachine.user()).isEmpty();
        assertThat(ofMachine.machineUser()).contains(new MachineUserId(new UUID(4, 4)));
        assertThat(ofSystem.user()).isEmpty();
        assertThat(List.of(ofPerson.actor(), ofMachine.actor(), ofSystem.actor()))
                .containsExactly("ada", "robot", "job");
    }

    private static AuditRecord record(Changes changes) {
        return entryOf(new Principal.System("job"), changes, Map.of());
    }

    private static AuditRecord entryOf(Principal actor, Changes changes, Map<String, Object> metadata) {
        return AuditRecord.of(new AuditEntry(
                new AuditEntryId(new UUID(9, 9)),
                Instant.EPOCH,
                actor,
                AuditAction.UPDATE,
                EntityType.PROJECT,
                PROJECT.value(),
                Optional.of(PROJECT),
                Optional.of(TENANT),
                "Project updated",
                changes,
                metadata,
                Optional.empty(),
                Optional.empty(),
                "request"));
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
