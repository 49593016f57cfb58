package org.chosei.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.chosei.access.ScopedTransactionManager;
import org.chosei.kernel.CaseId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Writes the chains as lines that anybody can verify elsewhere; the live chains are verified through the same lines. It
 * reads under the purpose of verification: whoever calls it has asked before whether the person may.
 */
@Component
public class Export {
    private final ExportPages pages;
    private final DetailsSeal seal;
    private final Ledger ledger;

    Export(JdbcClient jdbc, PlatformTransactionManager transactions, DetailsSeal seal, Ledger ledger) {
        this.pages = new ExportPages(jdbc, transactions);
        this.seal = seal;
        this.ledger = ledger;
    }

    /** For a command beside the server: over a connection of the application's role, without keys to open details. */
    public static Export over(DataSource application) {
        JdbcClient jdbc = JdbcClient.create(application);
        DetailsSeal seal = new WithoutKeys();
        return new Export(
                jdbc, new ScopedTransactionManager(application), seal, new Ledger(jdbc, new Commitments(seal)));
    }

    /** Takes the lines, each without its newline. */
    @FunctionalInterface
    public interface Sink {
        void line(byte[] line) throws IOException;
    }

    /** Records in the acting scope's transaction that an export is taken. */
    public void record(@Nullable CaseId caseId, boolean details) {
        String kind = details ? "ledger.details-exported" : "ledger.exported";
        ledger.append(caseId == null ? Entry.ofInstallation(kind) : Entry.of(caseId, kind));
    }

    /** The same for a command, which acts for nobody: the host's operator. To be called outside transactions. */
    public void recordByCommand() {
        pages.write(() -> record(null, false));
    }

    /** One case's chain, or everything when null. To be called outside transactions. */
    public void write(@Nullable CaseId caseId, boolean details, Sink sink) throws IOException {
        new Writing(caseId == null ? null : caseId.value(), details, sink).all();
    }

    private final class Writing {
        private final @Nullable UUID only;
        private final boolean details;
        private final Sink sink;
        private long chains;
        private long checkpoints;
        private long entries;

        Writing(@Nullable UUID only, boolean details, Sink sink) {
            this.only = only;
            this.details = details;
            this.sink = sink;
        }

        /** Checkpoints are bounded before chains are read, so every head that is signed here is also here. */
        void all() throws IOException {
            ExportPages.Bounds bounds = pages.bounds(only);
            line(ExportLines.header(bounds.at(), only));
            for (String key : pages.keys(bounds)) {
                line(ExportLines.key(key));
            }
            checkpoints(bounds);
            List<ExportPages.Chain> page = pages.chains(only, null);
            while (!page.isEmpty()) {
                for (ExportPages.Chain chain : page) {
                    chain(chain);
                }
                page = pages.chains(only, page.getLast().id());
            }
            line(ExportLines.end(chains, checkpoints, entries));
        }

        private void checkpoints(ExportPages.Bounds bounds) throws IOException {
            List<ExportPages.SignedBody> page = pages.checkpoints(bounds.first() - 1, bounds.last());
            while (!page.isEmpty()) {
                for (ExportPages.SignedBody each : page) {
                    line(ExportLines.checkpoint(each));
                    checkpoints++;
                }
                page = pages.checkpoints(page.getLast().seq(), bounds.last());
            }
        }

        private void chain(ExportPages.Chain chain) throws IOException {
            line(ExportLines.chain(chain));
            chains++;
            List<ExportPages.Row> page = pages.entries(chain, Long.MIN_VALUE, details);
            while (!page.isEmpty()) {
                List<ExportPages.Row> rows = page;
                List<String> lines = details ? pages.read(() -> lines(chain, rows)) : lines(chain, rows);
                for (String line : lines) {
                    line(line);
                    entries++;
                }
                page = pages.entries(chain, page.getLast().seq(), details);
            }
        }

        private List<String> lines(ExportPages.Chain chain, List<ExportPages.Row> rows) {
            List<String> lines = new ArrayList<>();
            for (ExportPages.Row each : rows) {
                lines.add(ExportLines.entry(chain.id(), each, details ? revealed(chain.id(), each) : null));
            }
            return lines;
        }

        private String revealed(UUID chain, ExportPages.Row of) {
            CaseId caseId = chain.equals(Ledger.INSTALLATION) ? null : new CaseId(chain);
            try {
                return Optional.ofNullable(of.details())
                        .flatMap(bytes -> seal.open(caseId, bytes))
                        .map(clear -> new String(clear, UTF_8))
                        .orElse("null");
            } catch (IllegalStateException e) {
                // an export that breaks off proves nothing; the verifier names this entry
                return "\"unopenable\"";
            }
        }

        private void line(String line) throws IOException {
            sink.line(line.getBytes(UTF_8));
        }
    }
}
