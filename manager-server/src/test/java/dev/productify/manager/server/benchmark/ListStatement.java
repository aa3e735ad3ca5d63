package dev.productify.manager.server.benchmark;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.jdbc.tx.JdbcTransactions;
import dev.productify.manager.ports.changes.ChangeFeed;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.tenancy.ProjectColumn;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * The statement by which the Manager lists projects, as it sends it today: taken from its own store, so that the peer
 * always runs the same.
 *
 * @param binding the statement in front, which binds the transaction
 * @param list the statement behind it
 */
record ListStatement(Part binding, Part list) {

    /** A text with its parameters, in their order. */
    record Part(String sql, List<Object> parameters) {
        void bind(PreparedStatement statement) throws SQLException {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
        }
    }

    /** Both in one message, as the Manager sends them. */
    Part together() {
        return new Part(
                binding.sql() + ";\n" + list.sql(),
                java.util.stream.Stream.concat(binding.parameters().stream(), list.parameters().stream())
                        .toList());
    }

    /** What is sent for the first projects by name, to that principal. */
    static ListStatement of(DataSource source, Principal principal, int rows) {
        Recorder recorder = new Recorder(source);
        var query = new ListQuery<>(
                List.of(),
                Optional.of(new ListQuery.Order<>(ProjectColumn.NAME, false)),
                Optional.of(new Page(rows, 0)));
        Binding reach = new Binding.Reach(principal);
        new JdbcTransactions(recorder.source(), new ChangeFeed(() -> false))
                .read(
                        door -> new Admission<>(reach, null),
                        (stores, nothing) -> stores.projects().list(query));
        String[] texts = recorder.sql.split(";\n", 2);
        int inBinding = (int) texts[0].chars().filter(c -> c == '?').count();
        List<Object> parameters = List.copyOf(recorder.parameters.values());
        return new ListStatement(
                new Part(texts[0], parameters.subList(0, inBinding)),
                new Part(texts[1], parameters.subList(inBinding, parameters.size())));
    }

    private static final class Recorder {
        private final DataSource target;
        private final Map<Integer, Object> parameters = new TreeMap<>();
        private String sql;

        Recorder(DataSource target) {
            this.target = target;
        }

        DataSource source() {
            return proxy(DataSource.class, target);
        }

        private <T> T proxy(Class<T> type, Object real) {
            return type.cast(Proxy.newProxyInstance(
                    Recorder.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            sql = (String) arguments[0];
                            parameters.clear();
                        } else if (type == PreparedStatement.class
                                && method.getName().startsWith("set")
                                && arguments.length > 1) {
                            parameters.put((Integer) arguments[0], arguments[1]);
                        }
                        try {
                            Object result = method.invoke(real, arguments);
                            if (result instanceof Connection connection && type == DataSource.class) {
                                return proxy(Connection.class, connection);
                            }
                            return result instanceof PreparedStatement statement && type == Connection.class
                                    ? proxy(PreparedStatement.class, statement)
                                    : result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }
}
