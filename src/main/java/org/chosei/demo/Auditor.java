package org.chosei.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.chosei.ledger.Anchor;
import org.chosei.ledger.Export;
import org.chosei.ledger.FileAnchor;
import org.chosei.ledger.VerificationKey;
import org.chosei.ledger.proof.Finding;
import org.chosei.ledger.proof.Report;
import org.chosei.ledger.proof.Trust;
import org.chosei.ledger.proof.Verification;

/** Somebody outside who holds an export, the public key and a checkpoint that was noted down; and who tries forgeries. */
final class Auditor {
    private final Cast cast;
    private final VerificationKey key;

    Auditor(Cast cast) {
        this.cast = cast;
        this.key = VerificationKey.ofPem(
                cast.coordinator.open("/ledger/checkpoint.pub").fine().body());
    }

    Map<String, Object> verify(Played.OpenedCase of) {
        byte[] ofCase = cast.coordinator.open(of.page() + "/ledger").fine().bytes();
        Report clean = clean("the case's export", report(ofCase, List.of()));
        String[] noted = cast.coordinator
                .open("/ledger")
                .fine()
                .element("[data-what=last]")
                .text()
                .split(":");
        byte[] all = cast.coordinator.open("/ledger/export").fine().bytes();
        clean("the export of all", report(all, List.of(new Anchor.Kept(Long.parseLong(noted[0]), noted[1]))));
        Report live = clean("the live ledger", live());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("entries", live.entries());
        figures.put("chains", live.chains());
        figures.put("checkpoint", noted[0] + ":" + noted[1]);
        figures.put("caseEntries", clean.entries());
        figures.put("forgeriesNamed", forgeries(new String(ofCase, StandardCharsets.UTF_8)));
        return figures;
    }

    private Report live() {
        List<Anchor.Kept> kept =
                new FileAnchor(cast.stage.server().directory().keys().resolve("checkpoints.log")).kept();
        Verification verification = new Verification(new Trust(List.of(key), kept));
        try {
            cast.stage.server().part(Export.class).write(null, false, verification::line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return verification.report();
    }

    private List<String> forgeries(String export) {
        Map<Finding.Kind, Consumer<List<String>>> forgeries = new LinkedHashMap<>();
        forgeries.put(
                Finding.Kind.EDITED, entries -> entries.replaceAll(line -> line.replace("wave.planned", "wave.x")));
        forgeries.put(Finding.Kind.DELETED, entries -> entries.remove(1));
        forgeries.put(Finding.Kind.INSERTED, entries -> entries.add(1, entries.get(1)));
        forgeries.put(Finding.Kind.REORDERED, entries -> Collections.swap(entries, 1, 2));
        forgeries.put(Finding.Kind.TRUNCATED, entries -> entries.removeLast());
        List<String> named = new ArrayList<>();
        forgeries.forEach((kind, forge) -> {
            List<Finding> found = report(forged(export, forge), List.of()).findings();
            StepFailed.unless(
                    found.stream().anyMatch(each -> each.kind() == kind && each.seq() > 0),
                    "an entry that is %s was not named: %s",
                    kind.slug(),
                    found);
            named.add(kind.slug());
        });
        return named;
    }

    /** Changes the entries and leaves the lines around them. */
    private static byte[] forged(String export, Consumer<List<String>> forge) {
        List<String> lines = export.lines().toList();
        List<String> entries = new ArrayList<>(
                lines.stream().filter(line -> line.startsWith("{\"entry\":")).toList());
        int first = lines.indexOf(entries.getFirst());
        List<String> forged = new ArrayList<>(lines.subList(0, first));
        int after = first + entries.size();
        forge.accept(entries);
        forged.addAll(entries);
        forged.addAll(lines.subList(after, lines.size()));
        return (String.join("\n", forged) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private Report report(byte[] export, List<Anchor.Kept> noted) {
        try {
            return Verification.of(new ByteArrayInputStream(export), new Trust(List.of(key), noted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Report clean(String what, Report report) {
        StepFailed.unless(report.clean(), "%s does not verify: %s", what, report.findings());
        return report;
    }
}
