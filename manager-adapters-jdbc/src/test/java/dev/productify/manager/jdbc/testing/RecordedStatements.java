package dev.productify.manager.jdbc.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/** A source of connections that remembers every statement that is executed through them. */
public final class RecordedStatements {
    private final List<Sent> statements = Collections.synchronizedList(new ArrayList<>());
    private final DataSource source;

    public RecordedStatements(DataSource source) {
        this.source = proxy(
                DataSource.class,
                source,
                (method, result, arguments) -> result instanceof Connection connection ? recorded(connection) : result);
    }

    /** The recording source. */
    public DataSource source() {
        return source;
    }

    /**
     * A statement that was executed.
     *
     * @param parameters as they were set, in their order; absent ones are null
     */
    public record Sent(String sql, List<Object> parameters) {}

    /** The texts of what was executed while the work ran. */
    public List<String> during(Runnable work) {
        return sentDuring(work).stream().map(Sent::sql).toList();
    }

    /** What was executed while the work ran. */
    public List<Sent> sentDuring(Runnable work) {
        statements.clear();
        work.run();
        return List.copyOf(statements);
    }

    private Connection recorded(Connection connection) {
        return proxy(
                Connection.class,
                connection,
                (method, result, arguments) ->
                        result instanceof PreparedStatement statement && method.equals("prepareStatement")
                                ? recorded(statement, (String) arguments[0])
                                : result);
    }

    private PreparedStatement recorded(PreparedStatement statement, String sql) {
        SortedMap<Integer, Object> parameters = new TreeMap<>();
        return proxy(PreparedStatement.class, statement, (method, result, arguments) -> {
            if (method.startsWith("execute")) {
                statements.add(new Sent(sql, new ArrayList<>(parameters.values())));
            } else if (method.startsWith("set") && arguments.length == 2 && arguments[0] instanceof Integer position) {
                parameters.put(position, method.equals("setNull") ? null : arguments[1]);
            }
            return result;
        });
    }

    private interface Afterwards {
        Object change(String method, Object result, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, T target, Afterwards afterwards) {
        return type.cast(Proxy.newProxyInstance(
                RecordedStatements.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return afterwards.change(method.getName(), method.invoke(target, arguments), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
