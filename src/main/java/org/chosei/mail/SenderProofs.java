package org.chosei.mail;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.SignatureFinding;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.ArrivedMail.Content;
import org.chosei.mail.SenderProof.Signed;
import org.chosei.mail.proof.DnsTexts;
import org.chosei.mail.proof.DomainProof;
import org.chosei.mail.proof.DomainProofs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Establishes what is proved of a mail's sender, and keeps it. */
@Component
class SenderProofs {
    private final SenderProofStore store;
    private final ObjectProvider<KnownSenders> senders;
    private final DnsTexts dns;
    private final InstantSource clock;

    SenderProofs(SenderProofStore store, ObjectProvider<KnownSenders> senders, DnsTexts dns, InstantSource clock) {
        this.store = store;
        this.senders = senders;
        this.dns = dns;
        this.clock = clock;
    }

    /** A domain's proof and when it was asked for. */
    record Domain(DomainProof proof, Instant at) {}

    /** What is kept already, if it was more than that nobody answered. Runs in a transaction. */
    Optional<Domain> kept(UUID mail) {
        return store.find(mail)
                .map(proof -> new Domain(proof.domain(), proof.domainAt()))
                .filter(domain -> domain.proof().outcome() != DomainProof.Outcome.UNKNOWN);
    }

    /** Asks DNS, so outside of every transaction. */
    Domain ask(byte[] raw) {
        Instant now = clock.instant();
        return new Domain(DomainProofs.of(raw, dns, now), now);
    }

    /** Looks for the key and the address among those registered and keeps all three facts. Runs in a transaction. */
    SenderProof keep(ArrivedMail mail, Domain domain) {
        Optional<OrganisationId> registered = mail.outer().from().flatMap(from -> known(from.address()));
        SignatureFinding finding = finding(mail, registered);
        String key = Signed.key(finding);
        List<OrganisationId> owners = key == null ? List.of() : owners(key);
        if (!(finding instanceof SignatureFinding.Good) && owners.size() == 1) {
            finding = mail.content().signedBy(certificates(owners.getFirst()), mail.arrivedAt());
            key = Signed.key(finding);
        }
        SenderProof proof = new SenderProof(
                domain.proof(),
                domain.at(),
                mail.content() instanceof Content.Unreadable ? Signed.UNREADABLE : Signed.of(finding),
                key,
                owners.size() == 1 ? owners.getFirst() : null,
                registered.orElse(null));
        store.keep(mail.id(), proof);
        return proof;
    }

    private SignatureFinding finding(ArrivedMail mail, Optional<OrganisationId> registered) {
        return mail.content().signedBy(registered.map(this::certificates).orElse(List.of()), mail.arrivedAt());
    }

    private Optional<OrganisationId> known(String address) {
        return senders.stream().flatMap(each -> each.ownerOf(address).stream()).findFirst();
    }

    private List<Certificate> certificates(OrganisationId organisation) {
        return senders.stream()
                .flatMap(each -> each.certificates(organisation).stream())
                .toList();
    }

    private List<OrganisationId> owners(String key) {
        return senders.stream()
                .flatMap(each -> each.ownersOfKey(key).stream())
                .distinct()
                .toList();
    }
}
