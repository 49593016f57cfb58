package org.chosei.desk.web;

import org.chosei.kernel.CaseId;
import org.chosei.ledger.Checkpoints;
import org.chosei.ledger.Export;
import org.chosei.web.Download;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Exports as downloads: recorded in the handler's transaction, then signed over, then streamed. */
@Component
class LedgerDownloads {
    private final Export export;
    private final Checkpoints checkpoints;

    LedgerDownloads(Export export, Checkpoints checkpoints) {
        this.export = export;
        this.checkpoints = checkpoints;
    }

    Download of(@Nullable CaseId caseId, String name, boolean details) {
        export.record(caseId, details);
        return new Download("ledger-" + name + ".jsonl", "application/jsonl", out -> {
            checkpoints.make();
            export.write(caseId, details, line -> {
                out.write(line);
                out.write('\n');
            });
        });
    }
}
