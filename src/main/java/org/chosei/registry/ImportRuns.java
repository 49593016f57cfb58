package org.chosei.registry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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
        return newest(id).filter(this::goesOn).map(step -> new Progress(step.done(), step.all()));
    }

    /** Whether somebody tried, and it is neither done nor going on. For an import that is not applied. */
    public boolean stopped(UUID id) {
        return newest(id).filter(step -> !goesOn(step)).isPresent();
    }

    private Optional<ImportProgressStore.Step> newest(UUID id) {
        return Objects.requireNonNull(apart.execute(_ -> store.newest(id)));
    }

    private boolean goesOn(ImportProgressStore.Step step) {
        return step.running() && clock.instant().isBefore(step.at().plus(GONE));
    }

    /**
     * Begins in the acting person's name, and returns when it is done or takes longer than a moment.
     *
     * @param vetted by whom and how its organisations were vetted before; empty when nobody can say
     * @throws Refusal.Invalid when another import runs
     */
    public void apply(UUID id, List<String> columns, String vetted, int organisations) {
        if (progress(id).isPresent()) {
            return;
        }
        Scope person = Scopes.current();
        AtomicReference<Refusal> refusal = new AtomicReference<>();
        Thread work = Thread.ofVirtual()
                .name("import-" + id)
                .start(() -> Scopes.as(
                        person, () -> work(id, columns, vetted, organisations).ifPresent(refusal::set)));
        try {
            work.join(AT_ONCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Refusal refused = refusal.get();
        if (refused != null) {
            throw refused;
        }
    }

    /** What was refused before it began leaves no step: the newest may be of who runs it now. */
    private Optional<Refusal> work(UUID id, List<String> columns, String vetted, int organisations) {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            RegistryImports.State state = imports.apply(id, columns, vetted, (at, all) -> {
                begun.set(true);
                note(id, true, at, Math.max(all, organisations));
            });
            if (begun.get()) {
                note(id, false, state.applied() ? organisations : 0, organisations);
            }
            return Optional.empty();
        } catch (Refusal refused) {
            LOG.debug("import {} was refused", id, refused);
            if (begun.get()) {
                note(id, false, 0, organisations);
            }
            return Optional.of(refused);
        } catch (RuntimeException failed) {
            LOG.error("import {} failed; nothing was changed", id, failed);
            note(id, false, 0, organisations);
            return Optional.empty();
        }
    }

    private void note(UUID id, boolean running, int done, int all) {
        apart.executeWithoutResult(_ -> store.add(id, running, done, all));
    }
}
