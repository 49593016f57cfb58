package org.chosei.intake.reporting;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** A vendor's reports about its own products. What belongs to another vendor does not exist here. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class OwnReports {
    private final Filing filing;
    private final ReceivedReportStore store;
    private final Reading reading;
    private final Talk talk;

    OwnReports(Filing filing, ReceivedReportStore store, Reading reading, Talk talk) {
        this.filing = filing;
        this.store = store;
        this.reading = reading;
        this.talk = talk;
    }

    /** Takes a form in, once; the id of the report. */
    public UUID send(UUID form, Filled filled, Locale language) {
        OrganisationId vendor = vendor();
        store.lock(form);
        Optional<ReceivedReport> before = store.byForm(form);
        return before.map(ReceivedReport::id)
                .orElseGet(() -> filing.file(
                                new Filing.Arrived(form, Source.VENDOR, vendor, language, filled, false, null))
                        .id());
    }

    /** Newest first, keyset paged by id. */
    public List<ReceivedReport> page(@Nullable UUID before, int size) {
        return store.ofVendor(vendor(), before, size);
    }

    /** One opened, or "not found". */
    public OpenedReport open(UUID id) {
        return reading.open(get(id));
    }

    /** Writes to the CSIRT; false when this form was sent before. */
    public boolean write(UUID id, UUID form, String text) {
        return talk.write(get(id), form, Side.REPORTER, text);
    }

    private ReceivedReport get(UUID id) {
        OrganisationId vendor = vendor();
        return store.find(id)
                .filter(report -> report.source() == Source.VENDOR && vendor.equals(report.organisation()))
                .orElseThrow(Refusal.NotFound::new);
    }

    private static OrganisationId vendor() {
        Scope.Person person = Scopes.person();
        if (person.isStaff()) {
            throw new Refusal.NotFound();
        }
        return person.organisation();
    }
}
