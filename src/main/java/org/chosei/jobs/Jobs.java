package org.chosei.jobs;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import java.util.List;
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
                .enablePriority()
                .build();
    }

    /** Stages {@code kind} for the thing with this id; staging the same twice is one job at the first-named time. */
    public void stage(String kind, UUID subject, Instant at) {
        client.scheduleIfNotExists(instance(kind, subject, Priority.MEDIUM), at);
    }

    /** The same for work that strangers can cause any amount of: whatever else is due goes before it. */
    public void stageAfterOthers(String kind, UUID subject, Instant at) {
        client.scheduleIfNotExists(instance(kind, subject, Priority.LOW), at);
    }

    /** The same for things that nothing was ever staged for, in one go. */
    public void stageNewAfterOthers(String kind, List<UUID> subjects, Instant at) {
        client.scheduleBatch(
                subjects.stream()
                        .<TaskInstance<?>>map(subject -> instance(kind, subject, Priority.LOW))
                        .toList(),
                at);
    }

    /** Moves a staged job, or stages it. */
    public void move(String kind, UUID subject, Instant at) {
        TaskInstance<Void> instance = instance(kind, subject, Priority.MEDIUM);
        if (client.getScheduledExecution(instance).isPresent()) {
            client.reschedule(instance, at);
        } else {
            client.scheduleIfNotExists(instance, at);
        }
    }

    private static TaskInstance<Void> instance(String kind, UUID subject, int priority) {
        return new TaskInstance.Builder<Void>(kind, subject.toString())
                .priority(priority)
                .build();
    }
}
