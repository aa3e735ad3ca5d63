package dev.productify.manager.ports.promotion;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import java.util.List;

/**
 * Brings applications from one environment to the next (contract T3): all or nothing, with one row in the audit log that has
 * what changed. It takes a viewer of the source who is an editor of the tenant that it goes to. A dry run takes the same, says
 * the same, refuses the same, and writes nothing. Refusals are those of {@link Guard#transfer}, and what each method names
 * besides.
 */
public interface Promotions {
    /** @param features what travels, in the order in which it is written; what is given here is all that does */
    static Promotions of(Guard guard, Journal journal, List<PromotedFeature> features) {
        return new PromotionService(guard, journal, features);
    }

    /**
     * Makes an application in another tenant of the same project after the source, or brings the one that has the slug there to
     * the state of the source. A promotion that says nothing new writes nothing.
     *
     * @throws ManagerException {@code BAD_USER_INPUT} when the tenant is the source's own or lies in another project, or the
     *     settings would break a rule there (contract S4); {@code CONFLICT} when something was changed meanwhile
     */
    Promoted promote(Call call, Promotion promotion);

    /**
     * Makes an application after the source, in any tenant.
     *
     * @throws ManagerException {@code CONFLICT} when the slug is taken there; {@code BAD_USER_INPUT} when the settings would
     *     break a rule there
     */
    Promoted copy(Call call, Promotion promotion);
}
