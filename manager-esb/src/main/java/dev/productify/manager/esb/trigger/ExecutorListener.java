package dev.productify.manager.esb.trigger;

import dev.productify.manager.domain.tenancy.ApplicationId;
import java.time.Duration;
import java.util.Map;

/** Is told what an executor does, on its threads; must be quick and never throw. */
public interface ExecutorListener {
    /** Hears nothing. */
    ExecutorListener NONE = new ExecutorListener() {
        @Override
        public void queued(ApplicationId application, int runs) {}

        @Override
        public void fired(Duration lag) {}

        @Override
        public void dispatched(ApplicationId application, boolean taken, Duration duration) {}

        @Override
        public void looked(Map<ApplicationId, Long> waiting, long activeTriggers) {}
    };

    /** Runs were made that are to be sent. */
    void queued(ApplicationId application, int runs);

    /** A run was made so long after its instant. */
    void fired(Duration lag);

    /** An attempt ended. */
    void dispatched(ApplicationId application, boolean taken, Duration duration);

    /** How much waits to be sent by whatever node, and how many triggers are due some time. Told now and then. */
    void looked(Map<ApplicationId, Long> waiting, long activeTriggers);
}
