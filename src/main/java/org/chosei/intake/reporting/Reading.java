package org.chosei.intake.reporting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Opens a report with its history and talk at once, so that one entry of the ledger says who read it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Reading {
    private final StepStore steps;
    private final TalkStore talk;
    private final Vault vault;

    Reading(StepStore steps, TalkStore talk, Vault vault) {
        this.steps = steps;
        this.talk = talk;
        this.vault = vault;
    }

    OpenedReport open(ReceivedReport report) {
        List<StepStore.Row> taken = steps.of(report.id());
        List<TalkStore.Row> said = talk.of(report.id());
        List<SealedId> sealed = new ArrayList<>(List.of(report.answers()));
        Stream.concat(taken.stream().map(StepStore.Row::reason), said.stream().map(TalkStore.Row::body))
                .filter(Objects::nonNull)
                .forEach(sealed::add);
        Map<SealedId, Opened> opened = vault.open(OpenPurpose.READ, sealed);
        Opened answers = opened.get(report.answers());
        List<OpenedReport.Taken> history = taken.stream()
                .map(row ->
                        new OpenedReport.Taken(row.step(), row.exit(), text(opened, row.reason()), row.at(), row.by()))
                .toList();
        return new OpenedReport(
                report,
                answers == null ? Map.of() : AnswersJson.read(answers.bytes()),
                report.state() instanceof ReportState.NotAccepted refused ? text(opened, refused.reason()) : "",
                history,
                said.stream()
                        .map(row -> new Line(row.id(), row.side(), text(opened, row.body()), row.at(), row.by()))
                        .toList());
    }

    private static String text(Map<SealedId, Opened> opened, @Nullable SealedId id) {
        return Optional.ofNullable(id).map(opened::get).map(Opened::text).orElse("");
    }
}
