package org.chosei.intake.reporting;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reports that a receiving body hands over, entered by staff. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class HandOvers {
    private final Filing filing;
    private final ReceivedReportStore store;
    private final Organisations organisations;

    HandOvers(Filing filing, ReceivedReportStore store, Organisations organisations) {
        this.filing = filing;
        this.store = store;
        this.organisations = organisations;
    }

    /** Who can hand over: the partners in the registry. */
    public List<Organisation> bodies() {
        return organisations.partners();
    }

    /** Takes a report in, once; the id of the report. Refuses a number that the body handed over before. */
    public UUID send(UUID form, OrganisationId body, HandOver handOver, Filled filled, Locale language) {
        store.lock(form);
        Optional<ReceivedReport> before = store.byForm(form);
        if (before.isPresent()) {
            return before.get().id();
        }
        if (organisations.partners().stream().noneMatch(partner -> partner.id().equals(body))) {
            throw new Refusal.Invalid("body", "report-body-unknown");
        }
        if (store.handedOver(body, handOver.number())) {
            throw new Refusal.Invalid("number", "report-number-known", handOver.number());
        }
        return filing.file(new Filing.Arrived(form, Source.BODY, body, language, filled, false, handOver))
                .id();
    }
}
