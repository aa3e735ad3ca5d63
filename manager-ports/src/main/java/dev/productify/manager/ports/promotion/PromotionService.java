package dev.productify.manager.ports.promotion;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.audit.AuditAction;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.promotion.Difference;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.access.Transfer;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.tx.Stores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

final class PromotionService implements Promotions {
    private final Guard guard;
    private final Journal journal;
    private final List<PromotedFeature> features;

    PromotionService(Guard guard, Journal journal, List<PromotedFeature> features) {
        this.guard = requireNonNull(guard, "guard");
        this.journal = requireNonNull(journal, "journal");
        this.features = List.copyOf(features);
    }

    @Override
    public Promoted promote(Call call, Promotion promotion) {
        return cross(call, promotion, AuditAction.PROMOTE, PromotionService::requireNextTenant);
    }

    private static void requireNextTenant(Transfer transfer) {
        if (transfer.source().tenant().equals(transfer.target().tenant())) {
            throw ManagerException.badInput(
                    "targetTenantId is the tenant of the application itself; give another tenant of"
                            + " its project, or copy it within the tenant by copyApplication");
        }
        if (!transfer.source().project().equals(transfer.target().project())) {
            throw ManagerException.badInput("targetTenantId lies in another project; promotion is within a project, and"
                    + " copyApplication goes anywhere");
        }
    }

    @Override
    public Promoted copy(Call call, Promotion promotion) {
        return cross(call, promotion, AuditAction.COPY, anywhere -> {});
    }

    private Promoted cross(Call call, Promotion promotion, AuditAction action, Consumer<Transfer> rule) {
        Target source = new Target.OfApplication(promotion.source());
        Target target = new Target.OfTenant(promotion.tenant());
        if (promotion.isDryRun()) {
            return guard.foresee(call, source, target, (stores, transfer) -> {
                rule.accept(transfer);
                return promoted(
                        crossing(stores, transfer, promotion, action),
                        plans -> plans.forEach(plan -> plan.requirePossible(stores)),
                        stores);
            });
        }
        return guard.transfer(call, source, target, (stores, transfer) -> {
            rule.accept(transfer);
            Crossing crossing = crossing(stores, transfer, promotion, action);
            return promoted(crossing, plans -> write(call, stores, action, crossing, plans), stores);
        });
    }

    private Promoted promoted(Crossing crossing, Consumer<List<PromotedFeature.Plan>> writing, Stores stores) {
        List<PromotedFeature.Plan> plans = features.stream()
                .map(feature -> feature.plan(stores, crossing))
                .filter(plan -> !plan.differences().isEmpty())
                .toList();
        writing.accept(plans);
        return new Promoted(crossing.after(), crossing.before().isEmpty(), !crossing.isLocked(), differences(plans));
    }

    private static List<Difference> differences(List<PromotedFeature.Plan> plans) {
        return plans.stream().flatMap(plan -> plan.differences().stream()).toList();
    }

    private Crossing crossing(Stores stores, Transfer transfer, Promotion promotion, AuditAction action) {
        Ends ends = promotion.isDryRun() ? found(stores, promotion, action) : locked(stores, promotion, action);
        Application source = ends.source();
        Name name = promotion.name().orElse(source.name());
        SemanticVersion release = promotion.release().orElse(source.release());
        Application.Draft draft = new Application.Draft(name, Optional.of(ends.slug()), source.description(), release);
        Application after = ends.target()
                .map(target -> target.promoted(name, release, journal.now()))
                .orElseGet(() -> Application.create(
                        new ApplicationId(journal.newId()),
                        transfer.target().project(),
                        promotion.tenant(),
                        draft,
                        ends.slug(),
                        journal.now()));
        return new Crossing(source, ends.target(), after, !promotion.isDryRun());
    }

    /** @param slug of the target, which may not be there yet */
    private record Ends(Application source, Slug slug, Optional<Application> target) {}

    private static Ends found(Stores stores, Promotion promotion, AuditAction action) {
        Application source = stores.applications().find(promotion.source()).orElseThrow(PromotionService::gone);
        Slug slug = promotion.slug().orElse(source.slug());
        Optional<Application> target = stores.applications().find(promotion.tenant(), slug);
        if (target.isPresent() && action == AuditAction.COPY) {
            throw ManagerException.conflict(
                    "The slug is taken by another application of this tenant; choose another one");
        }
        return new Ends(source, slug, target);
    }

    /**
     * Locks from the top down and by ids: the tenant first, so that nobody else takes the slug and of two promotions to it the
     * second finds what the first made; then both applications at once.
     */
    private static Ends locked(Stores stores, Promotion promotion, AuditAction action) {
        stores.tenants().lock(promotion.tenant()).orElseThrow(() -> ManagerException.notFound("Tenant"));
        Ends found = found(stores, promotion, action);
        List<ApplicationId> ids = new ArrayList<>(List.of(found.source().id()));
        found.target().ifPresent(target -> ids.add(target.id()));
        Map<ApplicationId, Application> kept = stores.applications().lockAll(ids);
        Application source = Optional.ofNullable(kept.get(found.source().id())).orElseThrow(PromotionService::gone);
        Optional<Application> target = found.target()
                .map(before -> Optional.ofNullable(kept.get(before.id()))
                        .filter(now -> now.slug().equals(found.slug()))
                        .orElseThrow(() -> ManagerException.conflict(
                                "The application of this slug was changed or removed meanwhile; try again")));
        return new Ends(source, found.slug(), target);
    }

    private static ManagerException gone() {
        return ManagerException.notFound(EntityType.APPLICATION.word());
    }

    private void write(
            Call call, Stores stores, AuditAction action, Crossing crossing, List<PromotedFeature.Plan> plans) {
        if (plans.isEmpty()) {
            return;
        }
        plans.forEach(plan -> plan.write(stores));
        List<Difference> differences = differences(plans);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("sourceApplication", crossing.source().id().value().toString());
        metadata.put("sourceTenant", crossing.source().tenant().value().toString());
        for (Difference.What what : Difference.What.values()) {
            metadata.put(
                    what.name().toLowerCase(Locale.ROOT),
                    differences.stream().filter(one -> one.what() == what).count());
        }
        journal.did(
                action,
                stores,
                call,
                EntityType.APPLICATION,
                crossing.after().id(),
                Optional.of(crossing.target()),
                Difference.audited(differences),
                metadata);
    }
}
