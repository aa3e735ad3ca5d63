package dev.productify.manager.ports.access;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.token.TokenIssuer;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** How an installation gets its first person, and how an operator gets in again who lost the token. */
public final class FirstStart {
    public static final Username ADMIN = new Username("admin");

    private static final Call CALL = Call.ofSystem("first-start");
    private static final Call LOST = Call.ofSystem("admin-token");
    private static final Name TOKEN_NAME = new Name("Administrator's token");
    // A name that can never receive mail (RFC 2606, section 2).
    private static final Email EMAIL = new Email("admin@manager.invalid");

    private final Transactions transactions;
    private final Journal journal;
    private final TokenIssuer tokens;

    public FirstStart(Transactions transactions, Journal journal, TokenIssuer tokens) {
        this.transactions = transactions;
        this.journal = journal;
        this.tokens = tokens;
    }

    /**
     * Makes the user {@code admin}, a platform administrator, when there is no user yet. Of several nodes that start at
     * once, one does it.
     *
     * @param keep puts the token where the operator finds it, before the user comes to be: when that fails, nothing
     *     happened, and when the process dies in between, the next start does it all again
     * @return whether this call made the user
     */
    public boolean prepare(Consumer<TokenText> keep) {
        return platform("first start", stores -> {
            stores.installation().lockFirstStart();
            if (!stores.users().isEmpty()) {
                return false;
            }
            User.Draft draft = new User.Draft(ADMIN, EMAIL, Optional.of(new Name("Administrator")));
            User admin = User.create(new UserId(journal.newId()), draft, true, journal.now());
            stores.users().insert(admin);
            TokenText token = tokens.issue(stores, CALL, admin.id(), TOKEN_NAME);
            journal.created(stores, CALL, EntityType.USER, admin.id(), Optional.empty(), admin.audited());
            keep.accept(token);
            return true;
        });
    }

    /**
     * Makes a further token for {@code admin}.
     *
     * @throws ManagerException {@code NOT_FOUND} when there is no such user any more
     */
    public void replaceToken(Consumer<TokenText> keep) {
        platform("admin-token command", stores -> {
            User admin = stores.users().find(ADMIN).orElseThrow(() -> ManagerException.notFound("User admin"));
            PersonalAccessToken.Draft draft = new PersonalAccessToken.Draft(TOKEN_NAME, Optional.empty());
            keep.accept(tokens.issueAudited(stores, LOST, admin.id(), draft).secret());
            return true;
        });
    }

    private boolean platform(String reason, Function<Stores, Boolean> work) {
        return transactions.write(
                door -> new Admission<>(new Binding.Platform(reason), null), (stores, nothing) -> work.apply(stores));
    }
}
