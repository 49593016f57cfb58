package org.chosei.intake.reporting;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes a report in, whichever way it came: sealed under a key of its own, with the next reference. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Filing {
    private final ReceivedReportStore store;
    private final Vault vault;
    private final Ledger ledger;
    private final Site site;
    private final InstantSource clock;

    Filing(ReceivedReportStore store, Vault vault, Ledger ledger, Site site, InstantSource clock) {
        this.store = store;
        this.vault = vault;
        this.ledger = ledger;
        this.site = site;
        this.clock = clock;
    }

    /** What arrived, and from whom. */
    record Arrived(
            UUID form,
            Source source,
            @Nullable OrganisationId organisation,
            Locale language,
            Filled filled,
            boolean held,
            @Nullable HandOver handOver) {}

    /** The report; whoever sends a form again must look for it first, under {@link ReceivedReportStore#lock}. */
    ReceivedReport file(Arrived arrived) {
        for (Refusal.Invalid problem : arrived.filled().problems(arrived.source() == Source.WEB)) {
            throw problem;
        }
        Instant now = clock.instant();
        UUID id = Uuid7.at(now);
        String reference = store.nextReference(now, site.zone());
        String email = arrived.filled().newsAddress();
        boolean added = store.add(new ReceivedReportStore.NewRow(
                id,
                arrived.form(),
                reference,
                arrived.source(),
                arrived.organisation(),
                arrived.language(),
                arrived.filled(),
                seal(id, arrived, AnswersJson.write(arrived.filled().answers())),
                email.isEmpty() ? null : vault.sealForReporter(id, email.getBytes(StandardCharsets.UTF_8)),
                arrived.held(),
                arrived.handOver()));
        if (!added) {
            throw new Refusal.WrongState("report-sent-before");
        }
        Entry entry = Entry.ofInstallation("report.received")
                .about("report", id)
                .about("reference", reference)
                .about("source", arrived.source().key());
        OrganisationId organisation = arrived.organisation();
        ledger.append(organisation == null ? entry : entry.about("organisation", organisation));
        return store.find(id).orElseThrow();
    }

    private SealedId seal(UUID id, Arrived arrived, byte[] content) {
        return switch (arrived.source()) {
            case WEB -> vault.sealForReporter(id, content);
            case VENDOR -> vault.sealForReporter(id, Objects.requireNonNull(arrived.organisation()), content);
            case BODY -> vault.sealOfReport(id, content);
        };
    }
}
