package dev.productify.manager.esb.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.ports.access.UserDirectory;
import dev.productify.manager.ports.contract.UserDirectoryContract;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PocketIdDirectoryTest extends UserDirectoryContract {
    private static final String ID = "9f1c1f7a-5b0e-4c39-8b8f-0d1a2b3c4d5e";

    private final PocketIdStandIn pocketId = new PocketIdStandIn(ISSUER);
    private final UserDirectory directory = new PocketIdDirectory(pocketId.uri(), PocketIdStandIn.KEY);

    @AfterEach
    void stop() {
        pocketId.close();
    }

    @Override
    protected UserDirectory directory() {
        return directory;
    }

    @Override
    protected void add(UserDirectory.Entry person) {
        pocketId.add(
                person.id().value().toString(),
                person.username().value(),
                person.email().value(),
                person.displayName().map(Name::value).orElse(""),
                person.disabled());
    }

    @Test
    void anIdIsTheOneThatPocketIdHasAndItsSubject() {
        pocketId.add(ID, "ada", "ada@example.com", "Ada", false);

        UserDirectory.Entry found = searched("ada").get(0);

        assertThat(found.id().value()).hasToString(ID);
        assertThat(found.identity().subject()).isEqualTo(ID);
        assertThat(found.identity().issuer()).isEqualTo(ISSUER);
    }

    @Test
    void whoHasNoEmailGetsOneThatReceivesNoMail() {
        pocketId.add(ID, "ada", null, "Ada", false);

        assertThat(searched("ada").get(0).email()).hasToString(ID + "@no-email.invalid");
        added("the-null", "null@example.com", Optional.empty(), false);
        assertThat(exactly("null")).isEmpty();
    }

    @Test
    void whoCannotBeAUserIsLeftOut() {
        pocketId.add("not-a-uuid", "ada1", "ada1@example.com", "Ada", false);
        pocketId.add("01970000-0000-7000-8000-000000000001", "ada2", "ada2@example.com", "Ada", false);
        pocketId.add(ID.toUpperCase(Locale.ROOT), "ada3", "ada3@example.com", "Ada", false);
        pocketId.add(UUID.randomUUID().toString(), "ada with blanks", "ada4@example.com", "Ada", false);

        assertThat(searched("ada")).isEmpty();
        assertThat(directory.find(new UserId(UUID.fromString("01970000-0000-7000-8000-000000000001"))))
                .isEmpty();
    }

    @Test
    void aNameThatIsTooLongIsNone() {
        pocketId.add(ID, "ada", "ada@example.com", "A".repeat(201), false);

        assertThat(searched("ada").get(0).displayName()).isEmpty();
    }

    @Test
    void theIssuerIsAskedForOnceAndPagesAsFarAsNeeded() {
        for (int i = 100; i < 350; i++) {
            added("user" + i, "x" + i + "@example.com", Optional.empty(), false);
        }

        assertThat(searched("user")).hasSize(UserDirectory.MOST);
        assertThat(exactly("user349")).hasSize(1);
        assertThat(exactly("user")).isEmpty();

        assertThat(pocketId.asked()).filteredOn(path -> path.contains("openid")).hasSize(1);
        assertThat(pocketId.asked())
                .filteredOn(path -> path.contains("search=user&"))
                .hasSize(4);
    }

    @Test
    void whatIsLookedForCannotBecomeAnotherQuestion() {
        pocketId.add(ID, "ada", "ada@example.com", "Ada", false);

        assertThat(searched("ada&pagination[limit]=1#?")).isEmpty();
        assertThat(pocketId.asked().get(0)).contains("search=ada%26pagination%5Blimit%5D%3D1%23%3F&");
    }

    @Test
    void withoutAnybodyNothingIsAskedTwice() {
        assertThat(searched("nobody")).isEmpty();

        assertThat(pocketId.asked()).hasSize(1);
    }
}
