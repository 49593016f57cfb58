package org.chosei.intake.reporting;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chosei.conversation.Messages;
import org.chosei.conversation.Threads;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the whole report in its case, as an internal note sealed under the case's key. The address for news is not in it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CaseNote {
    private final Vault vault;
    private final Threads threads;
    private final Messages messages;
    private final org.chosei.web.Messages words;

    CaseNote(Vault vault, Threads threads, Messages messages, org.chosei.web.Messages words) {
        this.vault = vault;
        this.threads = threads;
        this.messages = messages;
        this.words = words;
    }

    void keep(ReceivedReport report, CaseId caseId) {
        String text = text(report);
        boolean fits = JapaneseText.codePoints(text) <= Messages.LONGEST;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        messages.post(
                threads.notes(caseId),
                fits ? text : "",
                fits ? List.of() : List.of(new Messages.NewFile("report.txt", bytes)));
    }

    private String text(ReceivedReport report) {
        var answers =
                AnswersJson.read(vault.open(OpenPurpose.WORK, report.answers()).bytes());
        StringBuilder text = new StringBuilder(report.reference()).append('\n');
        HandOver body = report.handOver();
        if (body != null) {
            text.append(body.number()).append('\n');
        }
        known(text, report, "exploited", report.exploited());
        known(text, report, "published", report.published());
        answers.forEach((question, answer) -> text.append("\n# ")
                .append(words.text(report.language(), "reporting.q." + question.key()))
                .append('\n')
                .append(answer)
                .append('\n'));
        return text.toString();
    }

    private void known(StringBuilder text, ReceivedReport report, String question, Known answer) {
        text.append("\n# ")
                .append(words.text(report.language(), "reporting." + question))
                .append('\n')
                .append(words.text(report.language(), "reporting.known." + answer.key()))
                .append('\n');
    }
}
