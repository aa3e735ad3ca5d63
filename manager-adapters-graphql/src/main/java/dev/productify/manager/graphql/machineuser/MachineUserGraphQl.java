package dev.productify.manager.graphql.machineuser;

import static dev.productify.manager.graphql.shared.Arguments.call;
import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.machineuser.Overlap;
import dev.productify.manager.domain.machineuser.RetiringToken;
import dev.productify.manager.domain.machineuser.SecretChoice;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.graphql.GraphQlModule;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.EnumWords;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.machineuser.MachineUserColumn;
import dev.productify.manager.ports.machineuser.MachineUsers;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Machine users and their secrets. */
public final class MachineUserGraphQl implements GraphQlModule {
    private final MachineUsers users;

    public MachineUserGraphQl(MachineUsers users) {
        this.users = requireNonNull(users, "users");
    }

    @Override
    public String schema() {
        return "/graphql/machineuser.graphqls";
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(TypeRuntimeWiring.newTypeWiring("MachineUserRole").enumValues(new EnumWords(Role.class)));
        wiring.type(
                "Query",
                query -> query.dataFetcher("machineUsers", this::list).dataFetcher("machineUsersCount", this::count));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("createMachineUserWithCredentials", this::create)
                        .dataFetcher("updateMachineUser", this::update)
                        .dataFetcher("rotateMachineUserToken", this::rotate)
                        .dataFetcher("deleteMachineUser", this::delete));
        wiring.type(
                "MachineUserWithCredentials",
                made -> made.dataFetcher(
                                "machineUser",
                                Property.of(MachineUsers.WithToken.class, MachineUsers.WithToken::machineUser))
                        .dataFetcher(
                                "generatedToken",
                                Property.optional(
                                        MachineUsers.WithToken.class,
                                        with -> with.token().map(TokenText::reveal))));
        wiring.type(
                "MachineUser",
                user -> user.dataFetcher("id", field(u -> u.id().value()))
                        .dataFetcher("name", field(u -> u.name().value()))
                        .dataFetcher("username", field(u -> u.username().value()))
                        .dataFetcher("enabled", field(MachineUser::enabled))
                        .dataFetcher("role", field(MachineUser::role))
                        .dataFetcher("tokenPrefix", optional(MachineUser::tokenPrefix))
                        .dataFetcher("credentialsSince", field(MachineUser::credentialsSince))
                        .dataFetcher(
                                "formerTokenUntil", optional(u -> u.retiring().map(RetiringToken::until)))
                        .dataFetcher("lastUsedAt", optional(MachineUser::lastUsedAt))
                        .dataFetcher("createdAt", field(MachineUser::createdAt))
                        .dataFetcher("updatedAt", field(MachineUser::updatedAt)));
    }

    private List<MachineUser> list(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return users.list(call(env), arguments.id("tenant", TenantId::new), arguments.list(MachineUserColumn.class));
    }

    private long count(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return users.count(call(env), arguments.id("tenant", TenantId::new), arguments.list(MachineUserColumn.class));
    }

    private MachineUsers.WithToken create(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        MachineUser.Draft draft = new MachineUser.Draft(
                new Name(input.text("name")),
                new Username(input.text("username")),
                input.flag("enabled"),
                input.optional("role", Role.class, Function.identity()).orElse(Role.EDITOR));
        TenantId tenant = Arguments.of(env).id("tenantId", TenantId::new);
        return users.create(call(env), tenant, draft, SecretChoice.parse(input.text("hashedKey")));
    }

    private MachineUser update(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        MachineUser.Change change = new MachineUser.Change(
                input.patch("name", String.class, Name::new),
                input.patch("username", String.class, Username::new),
                input.patch("enabled", Boolean.class, Function.identity()),
                input.patch("role", Role.class, Function.identity()));
        return users.update(call(env), id(env), change);
    }

    private MachineUsers.WithToken rotate(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        Overlap overlap = arguments
                .optional("overlapSeconds", Integer.class, Overlap::ofSeconds)
                .orElse(Overlap.NONE);
        return users.rotate(call(env), id(env), SecretChoice.parse(arguments.text("hashedKey")), overlap);
    }

    private boolean delete(DataFetchingEnvironment env) {
        users.delete(call(env), id(env));
        return true;
    }

    private static MachineUserId id(DataFetchingEnvironment env) {
        return Arguments.of(env).id("id", MachineUserId::new);
    }

    private static Property<MachineUser> field(Function<MachineUser, ?> reading) {
        return Property.of(MachineUser.class, reading);
    }

    private static Property<MachineUser> optional(Function<MachineUser, Optional<?>> reading) {
        return Property.optional(MachineUser.class, reading);
    }
}
