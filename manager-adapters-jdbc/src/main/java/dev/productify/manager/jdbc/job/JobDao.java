package dev.productify.manager.jdbc.job;

import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Statements on jobs. Time is that of the database, which all nodes share. */
interface JobDao {
    @SqlUpdate("""
            update job
               set due_at = clock_timestamp() + :periodMillis * interval '1 millisecond', succeeded_at = clock_timestamp()
             where name = (select j.name from job j
                            where j.name = :name and j.due_at <= clock_timestamp() for update skip locked)
            """)
    int take(String name, long periodMillis);

    @SqlUpdate("""
            insert into job (name, due_at) select :name, clock_timestamp()
             where not exists (select from job where name = :name)
            on conflict (name) do nothing
            """)
    int add(String name);

    @SqlUpdate("update job set due_at = clock_timestamp() where name = :name")
    void dueNow(String name);

    @SqlQuery("""
            select (extract(epoch from clock_timestamp() - succeeded_at) * 1000)::bigint
              from job where name = :name and succeeded_at is not null
            """)
    Long millisSinceSuccess(String name);
}
