package org.chosei.agreements;

import java.util.List;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.OrganisationStopped;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Whoever leaves for good has no agreement any more: what is signed ends in the transaction that decides it. */
@Component
class LeaversAgreements {
    private final SignatureStore signatures;
    private final Ledger ledger;

    LeaversAgreements(SignatureStore signatures, Ledger ledger) {
        this.signatures = signatures;
        this.ledger = ledger;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(OrganisationStopped stopped) {
        if (!stopped.forGood()) {
            return;
        }
        for (AgreementKind kind : AgreementKind.toSign()) {
            List<Signature> ended = signatures.end(stopped.organisation(), kind, Signature.WITHDRAWN);
            for (Signature each : ended) {
                ledger.append(Entry.ofInstallation("agreement.ended")
                        .about("organisation", stopped.organisation())
                        .about("signature", each.id())
                        .about("text", kind.label() + "-" + each.version())
                        .about("sha256", each.textSha256()));
            }
        }
    }
}
