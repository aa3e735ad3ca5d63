package dev.productify.manager.graphql.token;

import static dev.productify.manager.graphql.shared.Arguments.call;

import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.graphql.GraphQlModule;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Connections;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.ports.shared.Connection;
import dev.productify.manager.ports.token.PersonalAccessTokenColumn;
import dev.productify.manager.ports.token.PersonalAccessTokens;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The callers' own personal access tokens. */
public final class TokenGraphQl implements GraphQlModule {
    private final PersonalAccessTokens tokens;

    public TokenGraphQl(PersonalAccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public String schema() {
        return "/graphql/token.graphqls";
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                query -> query.dataFetcher("myPersonalAccessTokens", this::list)
                        .dataFetcher("myPersonalAccessTokensCount", this::count)
                        .dataFetcher("personalAccessTokens", this::connection)
                        .dataFetcher("personalAccessTokensCount", this::count));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("createPersonalAccessToken", this::create)
                        .dataFetcher("revokePersonalAccessToken", this::revoke)
                        .dataFetcher("deletePersonalAccessToken", this::delete));
        wiring.type(
                "PersonalAccessToken",
                token -> token.dataFetcher("id", field(t -> t.id().value()))
                        .dataFetcher("name", field(t -> t.name().value()))
                        .dataFetcher("tokenPrefix", field(PersonalAccessToken::displayPrefix))
                        .dataFetcher("expiresAt", optional(PersonalAccessToken::expiresAt))
                        .dataFetcher("lastUsedAt", optional(PersonalAccessToken::lastUsedAt))
                        .dataFetcher("revoked", field(PersonalAccessToken::isRevoked))
                        .dataFetcher("revokedAt", optional(PersonalAccessToken::revokedAt))
                        .dataFetcher("createdAt", field(PersonalAccessToken::createdAt))
                        .dataFetcher("updatedAt", field(PersonalAccessToken::updatedAt)));
        wiring.type(
                "CreatedPersonalAccessToken",
                created -> created.dataFetcher(
                                "token",
                                Property.of(
                                        PersonalAccessTokens.Created.class,
                                        c -> c.secret().reveal()))
                        .dataFetcher(
                                "personalAccessToken",
                                Property.of(PersonalAccessTokens.Created.class, PersonalAccessTokens.Created::token)));
        Connections.wire(wiring, "PersonalAccessToken");
    }

    private List<PersonalAccessToken> list(DataFetchingEnvironment env) {
        return tokens.list(call(env), Arguments.of(env).list(PersonalAccessTokenColumn.class));
    }

    private long count(DataFetchingEnvironment env) {
        return tokens.count(call(env), Arguments.of(env).list(PersonalAccessTokenColumn.class));
    }

    private Connection<PersonalAccessToken> connection(DataFetchingEnvironment env) {
        return tokens.connection(call(env), Arguments.of(env).connection(PersonalAccessTokenColumn.class));
    }

    private PersonalAccessTokens.Created create(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        PersonalAccessToken.Draft draft = new PersonalAccessToken.Draft(
                new Name(arguments.text("name")), arguments.optional("expiresAt", Instant.class, Function.identity()));
        return tokens.create(call(env), draft);
    }

    private PersonalAccessToken revoke(DataFetchingEnvironment env) {
        return tokens.revoke(call(env), Arguments.of(env).id("id", PersonalAccessTokenId::new));
    }

    private boolean delete(DataFetchingEnvironment env) {
        tokens.delete(call(env), Arguments.of(env).id("id", PersonalAccessTokenId::new));
        return true;
    }

    private static Property<PersonalAccessToken> field(Function<PersonalAccessToken, ?> reading) {
        return Property.of(PersonalAccessToken.class, reading);
    }

    private static Property<PersonalAccessToken> optional(Function<PersonalAccessToken, Optional<?>> reading) {
        return Property.optional(PersonalAccessToken.class, reading);
    }
}
