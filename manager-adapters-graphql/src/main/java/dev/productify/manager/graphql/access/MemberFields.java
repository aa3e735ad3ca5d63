package dev.productify.manager.graphql.access;

import static dev.productify.manager.graphql.shared.Arguments.call;

import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.graphql.tenancy.TenancyGraphQl;
import dev.productify.manager.ports.access.MemberColumn;
import dev.productify.manager.ports.access.Members;
import dev.productify.manager.ports.access.Membership;
import dev.productify.manager.ports.access.Target;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Members of one level of the tree; the fields of the three levels differ by its word only. */
final class MemberFields {
    private final Members members;
    private final Level level;
    private final String word;

    MemberFields(Members members, Level level) {
        this.members = members;
        this.level = level;
        this.word = switch (level) {
            case PROJECT -> "Project";
            case TENANT -> "Tenant";
            case APPLICATION -> "Application";
        };
    }

    void wire(RuntimeWiring.Builder wiring) {
        String one = "user2" + argument();
        wiring.type(
                "Query",
                query -> query.dataFetcher(one, this::find)
                        .dataFetcher(one + "s", this::list)
                        .dataFetcher(one + "sCount", this::count));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("addUserTo" + word, env -> add(env, Arguments.of(env)))
                        .dataFetcher("updateUser" + word + "Role", env -> changeRole(env, Arguments.of(env)))
                        .dataFetcher("removeUserFrom" + word, this::remove)
                        .dataFetcher("createUser2" + word, env -> add(env, input(env)))
                        .dataFetcher("updateUser2" + word, env -> changeRole(env, input(env)))
                        .dataFetcher("deleteUser2" + word, this::remove));
        wiring.type(
                "User2" + word,
                type -> type.dataFetcher("id", field(row -> row.member().id().value()))
                        .dataFetcher("role", field(row -> row.member().grant().role()))
                        .dataFetcher("user", field(Membership::user))
                        .dataFetcher(argument(), this::place)
                        .dataFetcher("createdAt", field(row -> row.member().createdAt()))
                        .dataFetcher("updatedAt", field(row -> row.member().updatedAt())));
    }

    private Membership find(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return members.find(call(env), target(arguments, argument()), arguments.id("id", MemberId::new));
    }

    private List<Membership> list(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return members.list(call(env), target(arguments, argument()), arguments.list(MemberColumn.class));
    }

    private long count(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return members.count(call(env), target(arguments, argument()), arguments.list(MemberColumn.class));
    }

    private Membership add(DataFetchingEnvironment env, Arguments given) {
        return members.add(call(env), target(given, argument() + "ID"), given.id("userID", UserId::new), role(given));
    }

    private Membership changeRole(DataFetchingEnvironment env, Arguments given) {
        return members.changeRole(call(env), level, Arguments.of(env).id("id", MemberId::new), role(given));
    }

    private boolean remove(DataFetchingEnvironment env) {
        members.remove(call(env), level, Arguments.of(env).id("id", MemberId::new));
        return true;
    }

    private CompletableFuture<Object> place(DataFetchingEnvironment env) {
        Membership row = env.getSource();
        Place place = row.member().grant().place();
        return switch (level) {
            case PROJECT -> Loaders.one(env, TenancyGraphQl.PROJECT, place.project(), word);
            case TENANT ->
                Loaders.one(env, TenancyGraphQl.TENANT, place.tenant().orElseThrow(), word);
            case APPLICATION ->
                Loaders.one(env, TenancyGraphQl.APPLICATION, place.application().orElseThrow(), word);
        };
    }

    private Target target(Arguments given, String name) {
        return switch (level) {
            case PROJECT -> new Target.OfProject(given.id(name, ProjectId::new));
            case TENANT -> new Target.OfTenant(given.id(name, TenantId::new));
            case APPLICATION -> new Target.OfApplication(given.id(name, ApplicationId::new));
        };
    }

    private static Role role(Arguments given) {
        return given.required("role", Role.class);
    }

    private static Arguments input(DataFetchingEnvironment env) {
        return Arguments.of(env).input("input");
    }

    /** The level as arguments and fields call it. */
    private String argument() {
        return word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
    }

    private static Property<Membership> field(Function<Membership, ?> reading) {
        return Property.of(Membership.class, reading);
    }
}
