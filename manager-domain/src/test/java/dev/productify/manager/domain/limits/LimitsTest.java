package dev.productify.manager.domain.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitsTest {
    private final OwnLimits unwritten = OwnLimits.unwritten(new ProjectId(UUID.randomUUID()));

    @ParameterizedTest
    @EnumSource(LimitKind.class)
    void aLimitLiesBetweenItsLeastAndItsMost(LimitKind kind) {
        assertThat(new Limits(Map.of(kind, kind.least())).of(kind)).contains(kind.least());
        assertThat(new Limits(Map.of(kind, kind.most())).of(kind)).contains(kind.most());
        assertRefused(ErrorCode.BAD_USER_INPUT, kind.word(), () -> new Limits(Map.of(kind, kind.least() - 1)));
        assertRefused(ErrorCode.BAD_USER_INPUT, kind.word(), () -> new Limits(Map.of(kind, kind.most() + 1)));
    }

    @Test
    void asMuchAsTheLimitPassesAndOneMoreDoesNot() {
        assertThatCode(() -> LimitKind.TENANTS.requireWithin(3, 3)).doesNotThrowAnyException();
        assertThatThrownBy(() -> LimitKind.TENANTS.requireWithin(3, 4))
                .isInstanceOf(ManagerException.class)
                .hasMessage("The project may have 3 tenants (limit tenants), and this would be more; remove some first,"
                        + " or ask a platform administrator to raise the limit");
        assertRefused(ErrorCode.LIMIT_REACHED, "piletBytes", () -> LimitKind.PILET_BYTES.requireWithin(0, 1));
    }

    @Test
    void aPeriodAsLongAsTheLimitPassesAndAShorterOneDoesNot() {
        assertThatCode(() -> LimitKind.requirePeriod(300, 300)).doesNotThrowAnyException();
        assertRefused(ErrorCode.LIMIT_REACHED, "triggerPeriod", () -> LimitKind.requirePeriod(300, 299));
        assertRefused(ErrorCode.LIMIT_REACHED, "to lower the limit", () -> LimitKind.requirePeriod(300, 299));
    }

    @Test
    void whatAProjectSaysByItselfCountsBeforeWhatTheInstallationSays() {
        Limits installation = new Limits(Map.of(LimitKind.TENANTS, 3L, LimitKind.TRIGGERS, 5L));
        Limits own = new Limits(Map.of(LimitKind.TENANTS, 10L, LimitKind.MEMBERS, 2L));

        assertThat(own.over(installation).values())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(LimitKind.TENANTS, 10L, LimitKind.TRIGGERS, 5L, LimitKind.MEMBERS, 2L));
        assertThat(Limits.NONE.over(installation)).isEqualTo(installation);
        assertThat(own.over(Limits.NONE)).isEqualTo(own);
    }

    @Test
    void aChangeSetsKeepsAndInheritsAgain() {
        OwnLimits two = unwritten.with(Map.of(LimitKind.TENANTS, Patch.set(3L), LimitKind.MEMBERS, Patch.set(2L)));
        OwnLimits one = two.with(Map.of(LimitKind.TENANTS, Patch.clear(), LimitKind.MEMBERS, Patch.keep()));

        assertThat(two.version()).isEqualTo(2);
        assertThat(one.limits()).isEqualTo(new Limits(Map.of(LimitKind.MEMBERS, 2L)));
        assertThat(one.version()).isEqualTo(3);
        assertThat(one.audited())
                .containsEntry("members", 2L)
                .containsEntry("tenants", null)
                .hasSize(6);
    }

    @Test
    void aChangeThatSaysNothingNewIsNone() {
        OwnLimits limited = unwritten.with(Map.of(LimitKind.TENANTS, Patch.set(3L)));

        assertThat(limited.with(Map.of(LimitKind.TENANTS, Patch.set(3L), LimitKind.MEMBERS, Patch.clear())))
                .isSameAs(limited);
        assertThat(unwritten.with(Map.of())).isSameAs(unwritten);
    }

    private static void assertRefused(ErrorCode code, String named, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        ManagerException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code))
                .hasMessageContaining(named);
    }
}
