package dev.productify.manager.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdministratorsTest {
    private final UserId ada = new UserId(new UUID(1, 1));
    private final UserId bob = new UserId(new UUID(1, 2));

    @Test
    void theLastOneStays() {
        assertRefused(Set.of(ada), ada);
    }

    @Test
    void oneOfSeveralMayGo() {
        Administrators administrators = new Administrators(Set.of(ada, bob));

        assertThat(administrators.remainWithout(ada)).isTrue();
        assertThatCode(() -> administrators.requireRemainingWithout(ada, "project"))
                .doesNotThrowAnyException();
    }

    /** A disabled administrator is not among them: taking that role away leaves who was there. */
    @Test
    void whoDoesNotCountMayGoAsLongAsSomebodyIsThere() {
        assertThat(new Administrators(Set.of(bob)).remainWithout(ada)).isTrue();
        assertRefused(Set.of(), ada);
    }

    private static void assertRefused(Set<UserId> administrators, UserId leaving) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> new Administrators(administrators).requireRemainingWithout(leaving, "project"))
                .withMessage("This is the last administrator of the project; make another one first")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT));
    }
}
