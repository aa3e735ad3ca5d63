package dev.productify.manager.jdbc.job;

import dev.productify.manager.ports.job.JobStore;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

public final class JdbiJobStore implements JobStore {
    private final JobDao dao;

    public JdbiJobStore(Handle handle) {
        this.dao = handle.attach(JobDao.class);
    }

    @Override
    public boolean take(String name, Duration period) {
        return dao.take(name, period.toMillis()) == 1 || dao.add(name) == 1 && dao.take(name, period.toMillis()) == 1;
    }

    @Override
    public void dueNow(String name) {
        dao.dueNow(name);
    }

    @Override
    public Optional<Duration> sinceSuccess(String name) {
        return Optional.ofNullable(dao.millisSinceSuccess(name)).map(Duration::ofMillis);
    }
}
