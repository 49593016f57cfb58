package org.chosei.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs staged work under its own scope, with growing pauses after failures; at the end of patience, a dead letter. */
@Component
class JobRunner implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final int TRIES = 12;

    private final DataSource dataSource;
    private final InstantSource clock;
    private final DeadLetters deadLetters;
    private final ObjectProvider<Job> jobs;
    private final ObjectProvider<Recurring> recurring;
    private volatile @org.jspecify.annotations.Nullable Scheduler scheduler;

    JobRunner(
            DataSource dataSource,
            InstantSource clock,
            DeadLetters deadLetters,
            ObjectProvider<Job> jobs,
            ObjectProvider<Recurring> recurring) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.deadLetters = deadLetters;
        this.jobs = jobs;
        this.recurring = recurring;
    }

    @Override
    public void start() {
        List<Task<?>> once = jobs.stream().<Task<?>>map(this::once).toList();
        List<RecurringTask<?>> again =
                recurring.stream().<RecurringTask<?>>map(JobRunner::again).toList();
        Scheduler started = Scheduler.create(dataSource, once)
                .startTasks(again)
                .serializer(new NoData())
                .clock(clock::instant)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .threads(8)
                .enablePriority()
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(Duration.ofMillis(250))
                .heartbeatInterval(Duration.ofSeconds(2))
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(5))
                .build();
        started.start();
        scheduler = started;
    }

    private Task<?> once(Job job) {
        return Tasks.oneTime(job.kind())
                .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<Void>(FIRST_PAUSE, 2) {
                    @Override
                    public void onFailure(ExecutionComplete complete, ExecutionOperations<Void> operations) {
                        if (complete.getExecution().consecutiveFailures + 1 >= TRIES) {
                            UUID subject = UUID.fromString(
                                    complete.getExecution().taskInstance.getId());
                            deadLetters.add(job.kind(), subject, reason(complete));
                            operations.stop();
                        } else {
                            super.onFailure(complete, operations);
                        }
                    }
                })
                .execute((instance, _) ->
                        Scopes.as(new Scope.System(job.purpose()), () -> job.run(UUID.fromString(instance.getId()))));
    }

    private static RecurringTask<?> again(Recurring job) {
        return Tasks.recurring(job.kind(), FixedDelay.of(job.every()))
                .execute((_, _) -> Scopes.as(new Scope.System(job.purpose()), job::run));
    }

    private static String reason(ExecutionComplete complete) {
        return complete.getCause().map(Throwable::toString).orElse("unknown");
    }

    @Override
    public void stop() {
        Scheduler running = scheduler;
        if (running != null) {
            running.stop();
            LOG.debug("jobs stopped");
        }
        scheduler = null;
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }
}
