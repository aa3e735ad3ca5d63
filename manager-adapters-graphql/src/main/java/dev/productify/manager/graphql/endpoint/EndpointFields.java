package dev.productify.manager.graphql.endpoint;

import static dev.productify.manager.graphql.shared.Arguments.call;

import dev.productify.manager.domain.endpoint.AuthChange;
import dev.productify.manager.domain.endpoint.AuthType;
import dev.productify.manager.domain.endpoint.BackendUrl;
import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.endpoint.TransformationTemplate;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.graphql.shared.Arguments;
import dev.productify.manager.graphql.shared.Loaders;
import dev.productify.manager.graphql.shared.Property;
import dev.productify.manager.graphql.tenancy.TenancyGraphQl;
import dev.productify.manager.ports.endpoint.EndpointColumn;
import dev.productify.manager.ports.endpoint.Endpoints;
import dev.productify.manager.ports.endpoint.Trial;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

final class EndpointFields {
    private final Endpoints endpoints;

    EndpointFields(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                query -> query.dataFetcher("endpoints", this::list)
                        .dataFetcher("endpointsCount", this::count)
                        .dataFetcher("endpoint", env -> endpoints.find(call(env), id(env)))
                        .dataFetcher("testEndpoint", this::test));
        wiring.type(
                "Mutation",
                mutation -> mutation.dataFetcher("createEndpoint", this::create)
                        .dataFetcher("updateEndpoint", this::update)
                        .dataFetcher("deleteEndpoint", this::delete));
        wiring.type("Application", application -> application.dataFetcher("endpoints", EndpointFields::ofApplication));
        wiring.type(
                "Endpoint",
                endpoint -> endpoint.dataFetcher("id", field(e -> e.id().value()))
                        .dataFetcher("name", defined(d -> d.name().value()))
                        .dataFetcher("description", maybe(d -> d.description().map(Description::value)))
                        .dataFetcher("enabled", defined(Endpoint.Definition::enabled))
                        .dataFetcher("consumeURL", defined(d -> d.consumes().toString()))
                        .dataFetcher("url", defined(d -> d.url().toString()))
                        .dataFetcher("authType", field(e -> e.auth().type()))
                        .dataFetcher("authConfigured", field(e -> e.auth().configured()))
                        .dataFetcher("inputMessageType", maybe(Endpoint.Definition::input))
                        .dataFetcher("outputMessageType", maybe(Endpoint.Definition::output))
                        .dataFetcher(
                                "transformationTemplate",
                                maybe(d -> d.template().map(TransformationTemplate::text)))
                        .dataFetcher("conversion", defined(Endpoint.Definition::conversion))
                        .dataFetcher("logLevel", defined(Endpoint.Definition::logLevel))
                        .dataFetcher("createdAt", field(Endpoint::createdAt))
                        .dataFetcher("updatedAt", field(Endpoint::updatedAt))
                        .dataFetcher("application", EndpointFields::application));
        wiring.type(
                "EndpointTrial",
                trial -> trial.dataFetcher("endpoint", tried(t -> t.taker().orElse(null)))
                        .dataFetcher("accepted", tried(t -> t.refusal().isEmpty()))
                        .dataFetcher("refusal", tried(t -> t.refusal().orElse(null)))
                        .dataFetcher("method", tried(Trial::method))
                        .dataFetcher("url", tried(t -> t.url().orElse(null)))
                        .dataFetcher("headers", tried(Trial::headers))
                        .dataFetcher("body", tried(t -> t.body().orElse(null)))
                        .dataFetcher("converted", tried(Trial::converted)));
        wiring.type(
                "EndpointTrialHeader",
                header -> header.dataFetcher("name", Property.of(Trial.Header.class, Trial.Header::name))
                        .dataFetcher("value", Property.of(Trial.Header.class, Trial.Header::value)));
    }

    private List<Endpoint> list(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return endpoints.list(
                call(env), arguments.id("application", ApplicationId::new), arguments.list(EndpointColumn.class));
    }

    private long count(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        return endpoints.count(
                call(env), arguments.id("application", ApplicationId::new), arguments.list(EndpointColumn.class));
    }

    private Endpoint create(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        Endpoint.Definition definition = new Endpoint.Definition(
                new Name(input.text("name")),
                input.optional("description", String.class, Description::new),
                input.flag("enabled"),
                new ConsumePath(input.text("consumeURL")),
                BackendUrl.parse(input.text("url")),
                input.optional("inputMessageType", MessageType.class, Function.identity()),
                input.optional("outputMessageType", MessageType.class, Function.identity()),
                input.optional("transformationTemplate", String.class, TransformationTemplate::new),
                ConversionFields.given(input).orElse(Conversion.STANDARD),
                input.required("logLevel", LogLevel.class));
        ApplicationId application = Arguments.of(env).id("applicationId", ApplicationId::new);
        return endpoints.create(call(env), application, definition, auth(input));
    }

    private Endpoint update(DataFetchingEnvironment env) {
        Arguments input = Arguments.of(env).input("input");
        Endpoint.Change change = new Endpoint.Change(
                input.patch("name", String.class, Name::new),
                input.patch("description", String.class, Description::new),
                input.patch("enabled", Boolean.class, Function.identity()),
                input.patch("consumeURL", String.class, ConsumePath::new),
                input.patch("url", String.class, BackendUrl::parse),
                input.patch("inputMessageType", MessageType.class, Function.identity()),
                input.patch("outputMessageType", MessageType.class, Function.identity()),
                input.patch("transformationTemplate", String.class, TransformationTemplate::new),
                ConversionFields.patch(input),
                input.patch("logLevel", LogLevel.class, Function.identity()),
                auth(input));
        return endpoints.update(call(env), id(env), change);
    }

    private static AuthChange auth(Arguments input) {
        Patch<AuthType> type = input.patch("authType", AuthType.class, Function.identity());
        return new AuthChange(
                type, secret(input, "authToken"), secret(input, "authUsername"), secret(input, "authPassword"));
    }

    private static Patch<String> secret(Arguments input, String field) {
        return input.patch(field, String.class, Function.identity());
    }

    private boolean delete(DataFetchingEnvironment env) {
        endpoints.delete(call(env), id(env));
        return true;
    }

    private Trial test(DataFetchingEnvironment env) {
        Arguments arguments = Arguments.of(env);
        List<Trial.Header> headers = arguments
                .optional("headers", List.class, EndpointFields::headers)
                .orElse(List.of());
        Trial.Request request = new Trial.Request(
                arguments.text("method"),
                arguments.text("path"),
                headers,
                arguments.optional("body", String.class, Function.identity()));
        return endpoints.test(call(env), id(env), request);
    }

    private static List<Trial.Header> headers(List<?> given) {
        return given.stream()
                .map(header -> (Map<?, ?>) header)
                .map(header -> new Trial.Header((String) header.get("name"), (String) header.get("value")))
                .toList();
    }

    private static CompletableFuture<?> ofApplication(DataFetchingEnvironment env) {
        Application application = env.getSource();
        return Loaders.list(env, EndpointGraphQl.ENDPOINTS, application.id(), EndpointColumn.class);
    }

    private static CompletableFuture<Object> application(DataFetchingEnvironment env) {
        Endpoint endpoint = env.getSource();
        return Loaders.one(env, TenancyGraphQl.APPLICATION, endpoint.application(), "Application");
    }

    private static EndpointId id(DataFetchingEnvironment env) {
        return Arguments.of(env).id("id", EndpointId::new);
    }

    private static Property<Endpoint> field(Function<Endpoint, ?> reading) {
        return Property.of(Endpoint.class, reading);
    }

    private static Property<Endpoint> defined(Function<Endpoint.Definition, ?> reading) {
        return Property.of(Endpoint.class, reading.compose(Endpoint::definition));
    }

    private static Property<Endpoint> maybe(Function<Endpoint.Definition, Optional<?>> reading) {
        return Property.optional(Endpoint.class, reading.compose(Endpoint::definition));
    }

    private static Property<Trial> tried(Function<Trial, ?> reading) {
        return Property.of(Trial.class, reading);
    }
}
