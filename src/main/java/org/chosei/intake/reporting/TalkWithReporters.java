package org.chosei.intake.reporting;

import java.util.List;
import org.chosei.conversation.TalkBeside;
import org.chosei.kernel.CaseId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Shows the talk with those who reported what became a case beside the threads of that case. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class TalkWithReporters implements TalkBeside {
    private final ReceivedReportStore store;

    TalkWithReporters(ReceivedReportStore store) {
        this.store = store;
    }

    @Override
    public List<Beside> of(CaseId caseId) {
        return store.of(caseId).stream()
                .filter(ReceivedReport::talks)
                .map(report -> new Beside(
                        "conversation.beside.report", report.reference(), "/reports/received/" + report.id()))
                .toList();
    }
}
