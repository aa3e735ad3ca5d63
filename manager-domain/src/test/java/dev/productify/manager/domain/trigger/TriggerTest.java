package dev.productify.manager.domain.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(1);
    private static final Place PLACE =
            Place.of(new ProjectId(new UUID(0, 1)), new TenantId(new UUID(0, 2)), new ApplicationId(new UUID(0, 3)));

    private static Trigger.Definition definition() {
        return new Trigger.Definition(
                new Name("Daily Report"),
                Optional.of(new Description("Generates daily report")),
                new Schedule(new CronExpression("0 0 * * *"), TimeZone.UTC),
                Optional.of(new RunKey("daily-report")),
                true,
                OverlapPolicy.SKIP);
    }

    private static Trigger trigger() {
        return Trigger.create(new TriggerId(new UUID(0, 4)), PLACE, definition(), NOW);
    }

    private static Trigger.Change change(Patch<CronExpression> cron, Patch<Boolean> enabled) {
        return new Trigger.Change(Patch.keep(), Patch.keep(), cron, Patch.keep(), Patch.keep(), enabled, Patch.keep());
    }

    @Test
    void aNewOneLiesInItsApplication() {
        assertThat(trigger().place()).isEqualTo(PLACE);
        assertThat(trigger().version()).isEqualTo(1);
        assertThatThrownBy(() -> Trigger.create(
                        trigger().id(), Place.of(PLACE.project(), PLACE.tenant().orElseThrow()), definition(), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChangeThatSaysNothingNewIsNone() {
        Trigger trigger = trigger();
        assertThat(trigger.with(change(Patch.keep(), Patch.set(true)), LATER)).isSameAs(trigger);
        assertThat(trigger.with(change(Patch.set(new CronExpression("0 0 * * *")), Patch.keep()), LATER))
                .isSameAs(trigger);
    }

    @Test
    void whatArrivesElsewhereIsDisabled() {
        Place target = Place.of(PLACE.project(), new TenantId(new UUID(1, 2)), new ApplicationId(new UUID(1, 3)));
        Trigger arrived = trigger().arriving(new TriggerId(new UUID(1, 4)), target, LATER);

        assertThat(arrived.place()).isEqualTo(target);
        assertThat(arrived.definition()).isEqualTo(trigger().disabled(LATER).definition());
        assertThat(arrived.dueAfter(LATER)).isEmpty();
        assertThat(arrived.version()).isEqualTo(1);
    }

    @Test
    void whatFollowsItsSourceStaysEnabledOrNot() {
        Trigger trigger = trigger();
        Trigger disabled = trigger.disabled(LATER);
        assertThat(disabled.disabled(LATER)).isSameAs(disabled);
        assertThat(trigger.following(disabled, LATER)).isSameAs(trigger);
        assertThat(disabled.following(trigger, LATER)).isSameAs(disabled);

        Trigger source = disabled.with(change(Patch.set(new CronExpression("0 2 * * *")), Patch.keep()), LATER);
        Trigger followed = trigger.following(source, LATER);
        assertThat(followed.definition().schedule())
                .isEqualTo(source.definition().schedule());
        assertThat(followed.definition().enabled()).isTrue();
        assertThat(followed.isPlannedAs(trigger)).isFalse();
        assertThat(followed.version()).isEqualTo(2);
    }

    @Test
    void aChangeGivesTheNextVersion() {
        Trigger trigger = trigger();
        Trigger changed = trigger.with(
                new Trigger.Change(
                        Patch.set(new Name("Report")),
                        Patch.clear(),
                        Patch.set(new CronExpression("0 2 * * *")),
                        Patch.set(TimeZone.parse("Europe/Budapest")),
                        Patch.clear(),
                        Patch.set(false),
                        Patch.set(OverlapPolicy.ALLOW)),
                LATER);

        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.updatedAt()).isEqualTo(LATER);
        assertThat(changed.audited())
                .containsEntry("name", "Report")
                .containsEntry("description", null)
                .containsEntry("cronExpression", "0 2 * * *")
                .containsEntry("timeZone", "Europe/Budapest")
                .containsEntry("runKey", null)
                .containsEntry("enabled", false)
                .containsEntry("overlap", "allow");
        assertThat(changed.isPlannedAs(trigger)).isFalse();
    }

    @Test
    void itIsPlannedAnewWhenItIsDueAtOtherTimes() {
        Trigger trigger = trigger();
        assertThat(trigger.with(change(Patch.keep(), Patch.set(false)), LATER).isPlannedAs(trigger))
                .isFalse();
        Trigger.Change renamed = new Trigger.Change(
                Patch.set(new Name("Other")),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep());
        assertThat(trigger.with(renamed, LATER).isPlannedAs(trigger)).isTrue();
    }

    @Test
    void aDisabledOneIsNeverDue() {
        Trigger trigger = trigger();
        assertThat(trigger.dueAfter(NOW)).contains(Instant.parse("2026-05-02T00:00:00Z"));
        assertThat(trigger.with(change(Patch.keep(), Patch.set(false)), LATER).dueAfter(NOW))
                .isEmpty();
    }

    @Test
    void whatAlwaysHasAValueCannotBeCleared() {
        assertThatThrownBy(() -> change(Patch.clear(), Patch.keep())).hasMessageContaining("cronExpression");
        assertThatThrownBy(() -> change(Patch.keep(), Patch.clear())).hasMessageContaining("enabled");
    }

    @Test
    void itsDescriptionHasUpToAThousandCharacters() {
        assertThatCode(() -> described("😀".repeat(1000))).doesNotThrowAnyException();
        assertThatThrownBy(() -> described("a".repeat(1001)))
                .isInstanceOf(ManagerException.class)
                .hasMessageContaining("1000");
    }

    private static Trigger.Definition described(String text) {
        Trigger.Definition definition = definition();
        return new Trigger.Definition(
                definition.name(),
                Optional.of(new Description(text)),
                definition.schedule(),
                definition.runKey(),
                true,
                OverlapPolicy.SKIP);
    }

    @Test
    void aRunKeyHasUpTo100Characters() {
        assertThat(new RunKey("  daily ").value()).isEqualTo("daily");
        assertThatCode(() -> new RunKey("k".repeat(100))).doesNotThrowAnyException();
        assertThatThrownBy(() -> new RunKey("k".repeat(101)))
                .isInstanceOf(ManagerException.class)
                .hasMessageContaining("1 to 100 characters, not 101");
        assertThatThrownBy(() -> new RunKey(" ")).isInstanceOf(ManagerException.class);
        assertThatThrownBy(() -> new RunKey("a\nb")).isInstanceOf(ManagerException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Europe/Budapset", "europe/budapest", "+02:00", "CEST", "Local", "../etc/passwd", "UTC "})
    void zonesThatAreNoneAreRefused(String name) {
        assertThatThrownBy(() -> TimeZone.parse(name))
                .isInstanceOf(ManagerException.class)
                .hasMessageContaining("timeZone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Budapest", "America/Argentina/Buenos_Aires", "Etc/GMT+5"})
    void zonesOfTheDatabaseAreTaken(String name) {
        assertThat(TimeZone.parse(name)).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, false, PENDING",
        "1, 0, 0, true, RUNNING",
        "1, 1, 1, true, RUNNING",
        "0, 2, 0, true, SUCCEEDED",
        "0, 1, 1, true, FAILED",
        "0, 0, 1, true, FAILED",
        "0, 0, 0, false, NO_BACKEND"
    })
    void aRunIsWhatItsDeliveriesAre(int waiting, int succeeded, int failed, boolean begun, RunStatus status) {
        assertThat(RunStatus.of(waiting, succeeded, failed, begun)).isEqualTo(status);
    }
}
