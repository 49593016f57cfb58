package org.chosei.intake.reporting;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The staff's side of reports beside mail: read, talked about, hinted at. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ReceivedReports {
    private final ReceivedReportStore store;
    private final Reading reading;
    private final Talk talk;

    ReceivedReports(ReceivedReportStore store, Reading reading, Talk talk) {
        this.store = store;
        this.reading = reading;
        this.talk = talk;
    }

    /** Those among them that there are, in no order. One query. */
    public List<ReceivedReport> byId(Collection<UUID> ids) {
        return store.byId(ids);
    }

    /** One opened for reading, or "not found". */
    public OpenedReport open(UUID id) {
        return reading.open(get(id));
    }

    /** Writes to whoever reported, who is told that there is news; false when this form was sent before. */
    public boolean write(UUID id, UUID form, String text) {
        ReceivedReport report = get(id);
        if (!report.talks()) {
            throw new Refusal.WrongState("report-no-talk");
        }
        return talk.write(report, form, Side.CSIRT, text);
    }

    /** Leaves a hint for colleagues; false when this form was sent before. */
    public boolean hint(UUID id, UUID form, String text) {
        return talk.write(get(id), form, Side.HINT, text);
    }

    private ReceivedReport get(UUID id) {
        return store.find(id).orElseThrow(Refusal.NotFound::new);
    }
}
