package dev.productify.manager.graphql.promotion;

import static dev.productify.manager.graphql.shared.Arguments.call;
import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.audit.Changes;
import dev.productify.manager.domain.promotion.Difference;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.graphql.GraphQlModule;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.EnumWords;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.promotion.Promoted;
import dev.productify.manager.ports.promotion.Promotion;
import dev.productify.manager.ports.promotion.Promotions;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Applications on their way from one environment to the next. */
public final class PromotionGraphQl implements GraphQlModule {
    private final Promotions promotions;

    public PromotionGraphQl(Promotions promotions) {
        this.promotions = requireNonNull(promotions, "promotions");
    }

    @Override
    public String schema() {
        return "/graphql/promotion.graphqls";
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                TypeRuntimeWiring.newTypeWiring("PromotionChange").enumValues(new EnumWords(Difference.What.class)));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("promoteApplication", this::promote)
                        .dataFetcher("copyApplication", this::copy));
        wiring.type(
                "PromotedApplication",
                promoted -> promoted.dataFetcher(
                                "id", field(p -> ifKept(p, p.application().id().value())))
                        .dataFetcher("name", field(p -> p.application().name().value()))
                        .dataFetcher("slug", field(p -> p.application().slug().value()))
                        .dataFetcher(
                                "version", field(p -> p.application().release().value()))
                        .dataFetcher("created", field(Promoted::isCreated))
                        .dataFetcher("dryRun", field(Promoted::isDryRun))
                        .dataFetcher("differences", field(Promoted::differences))
                        .dataFetcher("application", field(PromotionGraphQl::application)));
        wiring.type(
                "PromotionDifference",
                difference -> difference
                        .dataFetcher("kind", told(d -> d.kind().word()))
                        .dataFetcher("key", told(Difference::key))
                        .dataFetcher("what", told(Difference::what))
                        .dataFetcher("changes", told(d -> oldAndNew(d.changes())))
                        .dataFetcher("text", told(Difference::text)));
    }

    private Promoted promote(DataFetchingEnvironment env) {
        return promotions.promote(call(env), promotion(Arguments.of(env).input("input"), "applicationId"));
    }

    private Promoted copy(DataFetchingEnvironment env) {
        return promotions.copy(call(env), promotion(Arguments.of(env).input("input"), "sourceApplicationId"));
    }

    private static Promotion promotion(Arguments input, String source) {
        return new Promotion(
                input.id(source, ApplicationId::new),
                input.id("targetTenantId", TenantId::new),
                input.optional("slug", String.class, Slug::new),
                input.optional("name", String.class, Name::new),
                input.optional("version", String.class, SemanticVersion::new),
                input.flag("dryRun"));
    }

    private static Object ifKept(Promoted promoted, Object value) {
        return promoted.isKept() ? value : null;
    }

    /** A dry run tells by the differences what would be; the application is shown as it is. */
    private static Object application(Promoted promoted) {
        return promoted.isDryRun() ? null : promoted.application();
    }

    private static Map<String, Object> oldAndNew(Changes changes) {
        Map<String, Object> fields = new LinkedHashMap<>();
        changes.fields().forEach((field, change) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("old", change.before());
            values.put("new", change.after());
            fields.put(field, values);
        });
        return fields;
    }

    private static Property<Promoted> field(Function<Promoted, ?> reading) {
        return Property.of(Promoted.class, reading);
    }

    private static Property<Difference> told(Function<Difference, ?> reading) {
        return Property.of(Difference.class, reading);
    }
}
