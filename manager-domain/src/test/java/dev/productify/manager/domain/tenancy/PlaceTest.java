package dev.productify.manager.domain.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlaceTest {
    private final ProjectId project = new ProjectId(new UUID(1, 1));
    private final TenantId tenant = new TenantId(new UUID(1, 2));
    private final ApplicationId application = new ApplicationId(new UUID(1, 3));
    private final Place top = Place.of(project);
    private final Place middle = Place.of(project, tenant);
    private final Place bottom = Place.of(project, tenant, application);

    @Test
    void aPlaceContainsItselfAndWhatIsBelow() {
        List<Place> way = List.of(top, middle, bottom);
        for (int i = 0; i < way.size(); i++) {
            for (int j = 0; j < way.size(); j++) {
                assertThat(way.get(i).contains(way.get(j))).isEqualTo(i <= j);
            }
        }
    }

    @Test
    void aPlaceContainsNothingOfAnotherBranch() {
        ProjectId otherProject = new ProjectId(new UUID(2, 1));
        TenantId otherTenant = new TenantId(new UUID(2, 2));
        ApplicationId otherApplication = new ApplicationId(new UUID(2, 3));

        for (Place other : List.of(
                Place.of(otherProject), Place.of(otherProject, tenant), Place.of(otherProject, tenant, application))) {
            assertThat(top.contains(other)).isFalse();
            assertThat(middle.contains(other)).isFalse();
            assertThat(bottom.contains(other)).isFalse();
        }
        assertThat(middle.contains(Place.of(project, otherTenant))).isFalse();
        assertThat(middle.contains(Place.of(project, otherTenant, application))).isFalse();
        assertThat(bottom.contains(Place.of(project, tenant, otherApplication))).isFalse();
    }

    @Test
    void theLevelIsThatOfTheInnermostPart() {
        assertThat(top.level()).isEqualTo(Level.PROJECT);
        assertThat(middle.level()).isEqualTo(Level.TENANT);
        assertThat(bottom.level()).isEqualTo(Level.APPLICATION);
    }

    @Test
    void theParentIsOneLevelUp() {
        assertThat(bottom.parent()).contains(middle);
        assertThat(middle.parent()).contains(top);
        assertThat(top.parent()).isEmpty();
    }

    @Test
    void anApplicationWithoutATenantIsNoPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Place(project, Optional.empty(), Optional.of(application)));
    }
}
