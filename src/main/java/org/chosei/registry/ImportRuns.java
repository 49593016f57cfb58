package org.chosei.registry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Applies imports while people look on, and tells any node how far they are. */
@Component
public class ImportRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ImportRuns.class);
    /** Who brings a small table is not shown a progress bar that is full already. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    /** Longer than a batch takes; after it whoever worked is gone, and nothing was changed. */
    private static final Duration GONE = Duration.ofMinutes(2);

    private final RegistryImports imports;
    private final ImportProgressStore store;
    private final TransactionTemplate apart;
    private final InstantSource clock;

    ImportRuns(
            RegistryImports imports,
            ImportProgressStore store,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.imports = imports;
        this.store = store;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** How many organisations of how many are written. */
    public record Progress(int done, int all) {}

    /** How far it is; empty when nobody applies it now. */
    public Optional<Progress> progress(UUID id) {
        return Optional.ofNullable(apart.execute(_ -> store.newest(id)))
                .flatMap(newest -> newest)
                .filter(step ->
                        step.running() && clock.instant().isBefore(step.at().plus(GONE)))
                .map(step -> new Progress(step.done(), step.all()));
    }

    /**
     * Begins in the acting person's name, and returns when it is done or takes longer than a moment.
     *
     * @param vetted as {@link RegistryImports#checkVetted} lets it pass
     */
    public void apply(UUID id, List<String> columns, String vetted, int organisations) {
        if (progress(id).isPresent()) {
            return;
        }
        note(id, true, 0, organisations);
        Scope person = Scopes.current();
        Thread work = Thread.ofVirtual()
                .name("import-" + id)
                .start(() -> Scopes.as(person, () -> work(id, columns, vetted, organisations)));
        try {
            work.join(AT_ONCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(UUID id, List<String> columns, String vetted, int organisations) {
        int done = 0;
        try {
            RegistryImports.State state = imports.apply(id, columns, vetted, (at, all) -> note(id, true, at, all));
            done = state.applied() ? organisations : 0;
        } catch (Refusal refused) {
            LOG.debug("import {} was refused", id, refused);
        } catch (RuntimeException failed) {
            LOG.error("import {} failed; nothing was changed", id, failed);
        } finally {
            note(id, false, done, organisations);
        }
    }

    private void note(UUID id, boolean running, int done, int all) {
        apart.executeWithoutResult(_ -> store.add(id, running, done, all));
    }
}
