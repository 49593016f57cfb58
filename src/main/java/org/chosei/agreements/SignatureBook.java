package org.chosei.agreements;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.chosei.agreements.Act.Proof;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The one place where a signature comes to be, on whichever way it was given: with its ledger entry and what it completes. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class SignatureBook {
    private final SignatureStore signatures;
    private final Ledger ledger;
    private final Activation activation;

    SignatureBook(SignatureStore signatures, Ledger ledger, Activation activation) {
        this.signatures = signatures;
        this.ledger = ledger;
        this.activation = activation;
    }

    /**
     * Enters a signature; empty when that version is signed already, also by somebody who was a moment faster.
     *
     * @param person the account that signed; null for a mail or a paper
     * @param evidence adds to the ledger entry what stands behind the signature
     */
    public Optional<UUID> enter(
            OrganisationId organisation,
            @Nullable PersonId person,
            AgreementText text,
            Act act,
            Proof proof,
            UnaryOperator<Entry> evidence) {
        Optional<UUID> entered = signatures.add(organisation, person, text, act, proof);
        entered.ifPresent(id -> {
            ledger.append(evidence.apply(Entry.ofInstallation("agreement.signed")
                    .about("organisation", organisation)
                    .about("signature", id)
                    .about("text", text.kind().label() + "-" + text.version())
                    .about("language", text.language())
                    .about("sha256", text.sha256())
                    .about("proof", proof.by())
                    .detail("capacity", act.capacity())
                    .detail("address", proof.address())));
            activation.consider(organisation);
        });
        return entered;
    }

    /** When a signature of this kind last ended by a decision; what was asked for or written before then revives nothing. */
    public Optional<Instant> lastEnd(OrganisationId organisation, AgreementKind kind) {
        return signatures.of(organisation).stream()
                .filter(each -> each.kind() == kind)
                .flatMap(each -> Stream.ofNullable(each.endedAt()))
                .max(Comparator.naturalOrder());
    }
}
