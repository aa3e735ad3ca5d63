package dev.productify.manager.graphql.access;

import static dev.productify.manager.graphql.shared.Arguments.call;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SearchText;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.graphql.GraphQlModule;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.EnumWords;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.access.Members;
import dev.productify.manager.ports.access.ProviderUser;
import dev.productify.manager.ports.access.UserColumn;
import dev.productify.manager.ports.access.Users;
import dev.productify.manager.ports.shared.ListQuery;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;
import java.util.function.Function;

/** People, and what they are at which place. */
public final class AccessGraphQl implements GraphQlModule {
    private final Users users;
    private final Members members;

    public AccessGraphQl(Users users, Members members) {
        this.users = users;
        this.members = members;
    }

    @Override
    public String schema() {
        return "/graphql/access.graphqls";
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                query -> query.dataFetcher("me", env -> users.me(call(env)))
                        .dataFetcher("users", env -> users.list(call(env), list(env)))
                        .dataFetcher("usersCount", env -> users.count(call(env), list(env)))
                        .dataFetcher("userProviderSearch", this::search));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("createUser", this::create)
                        .dataFetcher("updateUser", this::update)
                        .dataFetcher("setUserDisabled", this::setDisabled)
                        .dataFetcher("setPlatformAdministrator", this::setPlatformAdministrator));
        wiring.type(TypeRuntimeWiring.newTypeWiring("Role").enumValues(new EnumWords(Role.class)));
        for (Level level : Level.values()) {
            new MemberFields(members, level).wire(wiring);
        }
        wiring.type(
                "User",
                user -> user.dataFetcher("id", field(u -> u.id().value()))
                        .dataFetcher("username", field(u -> u.username().value()))
                        .dataFetcher("email", field(u -> u.email().value()))
                        .dataFetcher(
                                "displayName",
                                Property.optional(
                                        User.class, u -> u.displayName().map(Name::value)))
                        .dataFetcher("disabled", field(User::disabled))
                        .dataFetcher("platformAdministrator", field(User::platformAdministrator))
                        .dataFetcher("createdAt", field(User::createdAt))
                        .dataFetcher("updatedAt", field(User::updatedAt)));
        wiring.type(
                "ProviderUser",
                found -> found.dataFetcher("id", found(u -> u.id().value()))
                        .dataFetcher("username", found(u -> u.username().value()))
                        .dataFetcher("email", found(u -> u.email().value()))
                        .dataFetcher(
                                "displayName",
                                Property.optional(
                                        ProviderUser.class, u -> u.displayName().map(Name::value)))
                        .dataFetcher("disabled", found(ProviderUser::disabled))
                        .dataFetcher("known", found(ProviderUser::known)));
        wiring.type(
                "CreatedUser",
                created -> created.dataFetcher("user", Property.of(Users.Created.class, Users.Created::user))
                        .dataFetcher(
                                "token",
                                Property.optional(
                                        Users.Created.class, c -> c.token().map(TokenText::reveal))));
    }

    private Users.Created create(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        User.Draft draft = new User.Draft(
                new Username(input.text("username")),
                new Email(input.text("email")),
                input.optional("displayName", String.class, Name::new));
        return users.create(call(env), draft, input.flag("generateToken"));
    }

    private User update(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        User.Change change = new User.Change(
                input.patch("username", String.class, Username::new),
                input.patch("email", String.class, Email::new),
                input.patch("displayName", String.class, Name::new));
        return users.update(call(env), Arguments.of(env).id("id", UserId::new), change);
    }

    private List<ProviderUser> search(DataFetchingEnvironment env) {
        return users.search(call(env), new SearchText(Arguments.of(env).text("name")));
    }

    private static ListQuery<UserColumn> list(DataFetchingEnvironment env) {
        return Arguments.of(env).list(UserColumn.class);
    }

    private User setDisabled(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return users.setDisabled(call(env), arguments.id("id", UserId::new), arguments.flag("disabled"));
    }

    private User setPlatformAdministrator(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return users.setPlatformAdministrator(call(env), arguments.id("id", UserId::new), arguments.flag("enabled"));
    }

    private static Property<User> field(Function<User, ?> reading) {
        return Property.of(User.class, reading);
    }

    private static Property<ProviderUser> found(Function<ProviderUser, ?> reading) {
        return Property.of(ProviderUser.class, reading);
    }
}
