package org.chosei.desk.after;

import java.time.InstantSource;
import java.util.Locale;
import org.chosei.cases.CoordinatedCase;
import org.chosei.distribution.FairnessRows;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.web.Messages;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes fairness reports. What is taken away as a file is recorded. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class FairnessReports {
    private final FairnessRows rows;
    private final Messages messages;
    private final Ledger ledger;
    private final Site site;
    private final InstantSource clock;

    FairnessReports(FairnessRows rows, Messages messages, Ledger ledger, Site site, InstantSource clock) {
        this.rows = rows;
        this.messages = messages;
        this.ledger = ledger;
        this.site = site;
        this.clock = clock;
    }

    /** Of one case. */
    public FairnessReport of(CoordinatedCase of, Locale locale) {
        return new FairnessReport(
                "fairness-" + of.number(),
                messages.text(locale, "fairness.of-case", of.number()),
                locale,
                clock.instant(),
                rows.of(of.id()),
                messages);
    }

    /** Of all waves of a quarter. */
    public FairnessReport of(Quarter quarter, Locale locale) {
        return new FairnessReport(
                "fairness-" + quarter,
                messages.text(locale, "fairness.of-quarter", quarter),
                locale,
                clock.instant(),
                rows.between(quarter.from(site.zone()), quarter.until(site.zone())),
                messages);
    }

    /** Records that a report of a case was taken away. */
    public void taken(CoordinatedCase of, String format) {
        ledger.append(Entry.of(of.id(), "fairness.exported").about("format", format));
    }

    /** The same of a quarter. */
    public void taken(Quarter quarter, String format) {
        ledger.append(Entry.ofInstallation("fairness.exported")
                .about("quarter", quarter)
                .about("format", format));
    }
}
