package dev.productify.manager.ports.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Profile;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.ports.testing.WatchedTransactions;
import dev.productify.manager.ports.testing.World;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VouchedPeopleTest {
    private final World world = new World();
    private final WatchedTransactions watched = new WatchedTransactions(world.transactions, door -> door);
    private final VouchedPeople people = VouchedPeople.over(watched);

    private static UserId id(Call person) {
        return ((Principal.Person) person.principal()).id();
    }

    @Test
    void aPersonIsKnownByItsIdWithOneLook() {
        Call ada = world.person("ada");

        VouchedPeople.Vouched expected = new VouchedPeople.Vouched(
                (Principal.Person) ada.principal(), new Profile(new Email("ada@example.com"), Optional.empty()));
        assertThat(people.person(id(ada))).contains(expected);
        assertThat(people.person(id(ada))).contains(expected);
        assertThat(watched.opened()).isEqualTo(1);
    }

    @Test
    void theAdministratorIsOne() {
        assertThat(people.person(id(world.admin)))
                .hasValueSatisfying(person ->
                        assertThat(person.principal().isPlatformAdministrator()).isTrue());
    }

    @Test
    void nobodyAndThoseWhoAreDisabledAreNot() {
        assertThat(people.person(new UserId(UUID.randomUUID()))).isEmpty();
        assertThat(people.person(id(world.disabledPerson("bob")))).isEmpty();
    }

    @Test
    void whoIsDisabledLaterIsNoLonger() {
        Call ada = world.person("ada");
        assertThat(people.person(id(ada))).isPresent();

        world.useCases.users().setDisabled(world.admin, id(ada), true);

        assertThat(people.person(id(ada))).isEmpty();
    }
}
