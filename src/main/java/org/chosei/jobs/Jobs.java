package org.chosei.jobs;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stages work in the current transaction: it will be done if and only if the transaction commits. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Jobs {
    private final SchedulerClient client;

    Jobs(DataSource dataSource) {
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .serializer(new NoData())
                .build();
    }

    /** Stages {@code kind} for the thing with this id; staging the same twice is one job at the first-named time. */
    public void stage(String kind, UUID subject, Instant at) {
        client.scheduleIfNotExists(new TaskInstance<Void>(kind, subject.toString()), at);
    }

    /** Moves a staged job, or stages it. */
    public void move(String kind, UUID subject, Instant at) {
        TaskInstance<Void> instance = new TaskInstance<>(kind, subject.toString());
        if (client.getScheduledExecution(instance).isPresent()) {
            client.reschedule(instance, at);
        } else {
            client.scheduleIfNotExists(instance, at);
        }
    }
}
