package dev.productify.manager.jdbc.job;

import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.ports.job.JobStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Time is that of the database, which all nodes share. */
public final class JdbcJobStore implements JobStore {
    private static final String TAKE = """
            update job
               set due_at = clock_timestamp() + :periodMillis * interval '1 millisecond', succeeded_at = clock_timestamp()
             where name = (select j.name from job j
                            where j.name = :name and j.due_at <= clock_timestamp() for update skip locked)
            """;

    private static final String ADD = """
            insert into job (name, due_at) select :name, clock_timestamp()
             where not exists (select from job where name = :name)
            on conflict (name) do nothing
            """;

    private static final String DUE_NOW = "update job set due_at = clock_timestamp() where name = :name";

    private static final String SINCE_SUCCESS = """
            select (extract(epoch from clock_timestamp() - succeeded_at) * 1000)::bigint
              from job where name = :name and succeeded_at is not null
            """;

    private final Queries queries;

    public JdbcJobStore(Queries queries) {
        this.queries = queries;
    }

    @Override
    public boolean take(String name, Duration period) {
        return takeDue(name, period) || queries.change(ADD, Map.of("name", name)) == 1 && takeDue(name, period);
    }

    private boolean takeDue(String name, Duration period) {
        return queries.change(TAKE, Map.of("name", name, "periodMillis", period.toMillis())) == 1;
    }

    @Override
    public void dueNow(String name) {
        queries.change(DUE_NOW, Map.of("name", name));
    }

    @Override
    public Optional<Duration> sinceSuccess(String name) {
        return queries.one(Long.class, SINCE_SUCCESS, Map.of("name", name)).map(Duration::ofMillis);
    }
}
