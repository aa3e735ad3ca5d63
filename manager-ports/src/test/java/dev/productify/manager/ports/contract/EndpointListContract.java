package dev.productify.manager.ports.contract;

import dev.productify.manager.domain.endpoint.AuthType;
import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.BackendUrl;
import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.endpoint.EndpointColumn;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** What lists of endpoints promise. */
public abstract class EndpointListContract extends ListContract<Endpoint, EndpointColumn> {
    private final Project project = project();
    private final Tenant tenant = tenant(project);
    private final Application application = application(tenant);

    protected EndpointListContract() {
        super(EndpointColumn.class);
    }

    @Override
    List<Endpoint> inserted() {
        kept(project);
        kept(tenant);
        kept(application);
        kept(endpoint(kept(application(tenant)), "/elsewhere"));
        return IntStream.range(0, TEXTS.size()).mapToObj(i -> kept(row(i))).toList();
    }

    private Endpoint row(int i) {
        Endpoint.Definition definition = new Endpoint.Definition(
                name(i),
                description(i),
                i % 3 != 0,
                new ConsumePath((i % 2 == 0 ? "/a_b/" : "/A-b/") + i % 4 + "/" + i),
                BackendUrl.parse("https://backend" + i % 5 + ".example.com/a_b%25"),
                type(i),
                type(i + 1),
                Optional.empty(),
                LogLevel.values()[i % LogLevel.values().length]);
        return new Endpoint(
                new EndpointId(newId()),
                application.project(),
                application.tenant(),
                application.id(),
                definition,
                BackendAuth.empty(AuthType.values()[i % AuthType.values().length]),
                time(i),
                time(i + 3),
                1);
    }

    private static Optional<MessageType> type(int i) {
        return i % 4 == 3 ? Optional.empty() : Optional.of(MessageType.values()[i % 4]);
    }

    @Override
    List<Endpoint> list(ListQuery<EndpointColumn> query) {
        return read(PLATFORM, stores -> stores.endpoints().listOf(List.of(application.id()), query))
                .get(application.id());
    }

    @Override
    long count(ListQuery<EndpointColumn> query) {
        return read(PLATFORM, stores -> stores.endpoints().countOf(application.id(), query));
    }

    @Override
    UUID id(Endpoint row) {
        return row.id().value();
    }
}
