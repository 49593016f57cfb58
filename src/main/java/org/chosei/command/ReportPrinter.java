package org.chosei.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chosei.ledger.Anchor;
import org.chosei.ledger.proof.Finding;
import org.chosei.ledger.proof.Report;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a verification's report as JSON or for a person. */
final class ReportPrinter {
    private final Texts texts;
    private final Report report;
    private final @Nullable Path file;

    /** @param file the export; null for the live chains */
    ReportPrinter(Texts texts, Report report, @Nullable Path file) {
        this.texts = texts;
        this.report = report;
        this.file = file;
    }

    String json() {
        ObjectNode all = JsonMapper.shared().createObjectNode();
        all.put("ok", report.clean());
        all.put("file", file == null ? null : file.toString());
        all.put("case", report.caseId() == null ? null : report.caseId().toString());
        all.put("chains", report.chains());
        all.put("entries", report.entries());
        all.put("checkpoints", report.checkpoints());
        all.put("lastCheckpoint", report.last() == null ? null : noted(report.last()));
        all.put("unsigned", report.unsigned());
        all.put("keysKnown", report.keysKnown());
        all.put("anchored", report.anchored());
        var keys = all.putArray("keys");
        report.keys().forEach(keys::add);
        var findings = all.putArray("findings");
        for (Finding each : report.findings()) {
            findings.addObject()
                    .put("finding", each.kind().slug())
                    .put("chain", each.chain())
                    .put("seq", each.seq())
                    .put("until", each.until())
                    .put("line", each.line())
                    .put("message", words(each));
        }
        all.put("notListed", report.notListed());
        return JsonMapper.shared().writeValueAsString(all);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(
                file == null
                        ? texts.of("ledger.live")
                        : report.caseId() == null
                                ? texts.of("ledger.file", file)
                                : texts.of(
                                        "ledger.file-case",
                                        file,
                                        report.caseId().toString()));
        lines.add(texts.of("ledger.figures", report.chains(), report.entries(), report.checkpoints()));
        if (report.last() != null) {
            lines.add(texts.of("ledger.last", noted(report.last())));
        }
        if (report.unsigned() > 0) {
            lines.add(texts.of("ledger.unsigned", report.unsigned()));
        }
        if (!report.keys().isEmpty()) {
            String key = report.keysKnown() ? "ledger.key-known" : "ledger.key-compare";
            lines.add(texts.of(key, String.join(", ", report.keys())));
        }
        lines.add(texts.of(report.anchored() > 0 ? "ledger.anchored" : "ledger.not-anchored", report.anchored()));
        for (Finding each : report.findings()) {
            lines.add("! " + words(each));
        }
        if (report.notListed() > 0) {
            lines.add(texts.of("ledger.not-listed", report.notListed()));
        }
        lines.add(texts.of(
                report.clean() ? "ledger.clean" : "ledger.found",
                report.findings().size() + report.notListed()));
        return String.join(System.lineSeparator(), lines);
    }

    private static String noted(Anchor.Kept checkpoint) {
        return checkpoint.seq() + ":" + checkpoint.hash();
    }

    private String words(Finding finding) {
        String what = texts.of("ledger.finding." + finding.kind().slug());
        return texts.of("ledger.at." + place(finding), what, finding.chain(), number(finding), finding.line() + "");
    }

    private static String place(Finding finding) {
        return switch (finding.chain()) {
            case Finding.FILE -> finding.line() > 0 ? "line" : "file";
            case Finding.CHECKPOINTS -> "checkpoint";
            default -> finding.seq() > 0 ? "entry" : "chain";
        };
    }

    private static String number(Finding finding) {
        return finding.until() > finding.seq() ? finding.seq() + "–" + finding.until() : finding.seq() + "";
    }
}
