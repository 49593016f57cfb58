package org.chosei.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.jobs.Jobs;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.ArrivedMail.Content;
import org.chosei.mail.proof.DomainProof;
import org.chosei.mail.proof.DomainProofs;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.Unparseable;
import org.chosei.mail.wire.Envelope;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Arrived mail as staff see and settle it on the desk. Others find nothing. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class IncomingMails {
    /** The note of a mail that a person filed into a thread. */
    public static final String FILED = "mail.filed-by-person";

    private static final int LONGEST_REMARK = 1000;

    private final IncomingMailStore store;
    private final SenderProofStore proofs;
    private final MailTraitStore traits;
    private final MailOpener opener;
    private final Vault vault;
    private final Ledger ledger;
    private final Jobs jobs;
    private final InstantSource clock;

    IncomingMails(
            IncomingMailStore store,
            SenderProofStore proofs,
            MailTraitStore traits,
            MailOpener opener,
            Vault vault,
            Ledger ledger,
            Jobs jobs,
            InstantSource clock) {
        this.store = store;
        this.proofs = proofs;
        this.traits = traits;
        this.opener = opener;
        this.vault = vault;
        this.ledger = ledger;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Where a mail stands. {@code ARRIVED} for longer than a moment means that a room fails on it. */
    public enum State {
        ARRIVED,
        TAKEN,
        DESK
    }

    /**
     * What is known of a mail without opening it.
     *
     * @param raw the sealed bytes
     * @param claimedBy the room that answered; null when nobody did or a person settled it
     * @param note message key: what was made of it, or why it lies on the desk
     * @param detail sealed words that go with the note
     * @param remark sealed words of the person who settled it
     */
    public record Facts(
            UUID id,
            SealedId raw,
            String sha256,
            long size,
            Envelope envelope,
            State state,
            Claim.@Nullable Order claimedBy,
            @Nullable String note,
            @Nullable SealedId detail,
            @Nullable SealedId remark,
            @Nullable Instant settledAt,
            @Nullable String settledBy) {

        /** When its last byte had arrived. */
        public Instant arrivedAt() {
            return envelope.at();
        }

        ArrivedMail arrivedMail(byte[] bytes, IncomingMail outer, Content content, Optional<DomainProof> domain) {
            return new ArrivedMail(
                    id,
                    arrivedAt(),
                    envelope,
                    bytes,
                    sha256,
                    outer,
                    content,
                    domain.map(DomainProof::outcome).orElse(DomainProof.Outcome.UNKNOWN),
                    domain.filter(proof -> DomainProofs.coverRecipients(bytes, proof))
                            .isPresent());
        }
    }

    /** What nobody took, newest first; {@code before} is the last of the page before, null for the first page. */
    public List<Facts> desk(@Nullable UUID before, int limit) {
        return store.notTaken(before, limit);
    }

    /** One mail, or "not found". */
    public Facts get(UUID id) {
        return store.find(id).orElseThrow(Refusal.NotFound::new);
    }

    /** The message byte for byte; the ledger says who read it. */
    public byte[] raw(UUID id) {
        return vault.open(OpenPurpose.READ, get(id).raw()).bytes();
    }

    /** The mail as its room was shown it, decrypted where we can; empty when it breaks a limit of reading. */
    public Optional<ArrivedMail> look(UUID id) {
        Facts facts = get(id);
        byte[] raw = vault.open(OpenPurpose.READ, facts.raw()).bytes();
        return switch (IncomingMail.read(raw)) {
            case Unparseable _ -> Optional.empty();
            case IncomingMail outer ->
                Optional.of(facts.arrivedMail(
                        raw, outer, opener.contentOf(outer), proofs.find(id).map(SenderProof::domain)));
        };
    }

    private DomainProof.Outcome domain(UUID id) {
        return proofs.find(id).map(proof -> proof.domain().outcome()).orElse(DomainProof.Outcome.UNKNOWN);
    }

    /** What was proved of its sender when it arrived; empty while nobody looked into it. */
    public Optional<SenderProof> proof(UUID id) {
        return proofs.find(id);
    }

    /** Whether the domain of its sender was proved when it arrived; that proves no person. */
    public boolean isDomainProved(UUID id) {
        return domain(id) == DomainProof.Outcome.PROVED;
    }

    /** The three facts in short; whose the key and the address are is null for nobody's. */
    public record Brief(
            DomainProof.Outcome domain,
            SenderProof.Signed signature,
            @Nullable OrganisationId keyOwner,
            @Nullable OrganisationId registeredBy) {

        public boolean registered() {
            return registeredBy != null;
        }
    }

    /** The three facts of many mails in short; those that nobody looked into are absent. One query. */
    public Map<UUID, Brief> briefs(List<Facts> mails) {
        return proofs.briefs(mails.stream().map(Facts::id).toList());
    }

    /** The sealed words beside a mail: a note's detail or a person's remark. */
    public String words(SealedId sealed) {
        return vault.open(OpenPurpose.READ, sealed).text();
    }

    /** Asks the rooms again, after a key or an address was registered that was missing before. */
    public void routeAgain(UUID id) {
        requireOpen(id);
        store.arriveAgain(id);
        jobs.stageAfterOthers(Router.KIND, id, clock.instant());
        ledger.append(Entry.ofInstallation("mail.routed-again").about("mail", id));
    }

    /** A person has done what there was to do; {@code note} says what. */
    public void take(UUID id, String note) {
        requireOpen(id);
        String clean = JapaneseText.withoutControls(note).strip();
        if (clean.isEmpty() || JapaneseText.codePoints(clean) > LONGEST_REMARK) {
            throw new Refusal.Invalid("note", "mail-remark", LONGEST_REMARK);
        }
        SealedId remark = vault.sealMail(clean.getBytes(StandardCharsets.UTF_8));
        store.settle(id, State.TAKEN, null, "mail.taken-by-person", null, remark);
        ledger.append(Entry.ofInstallation("mail.taken").about("mail", id).about("note", "mail.taken-by-person"));
    }

    /** A person has filed it into a thread; the message there is made in the same transaction. */
    public void filed(UUID id) {
        requireOpen(id);
        store.settle(id, State.TAKEN, null, FILED, null, null);
        ledger.append(Entry.ofInstallation("mail.taken").about("mail", id).about("note", FILED));
    }

    /** What a person filed lies on the desk again; the message there is taken back in the same transaction. */
    public void putBack(UUID id) {
        Facts facts = store.lock(id).orElseThrow(Refusal.NotFound::new);
        if (facts.state() != State.TAKEN || !FILED.equals(facts.note())) {
            throw new Refusal.WrongState("mail-not-filed");
        }
        store.settle(id, State.DESK, null, "mail.desk.put-back", null, null);
        ledger.append(Entry.ofInstallation("mail.desk").about("mail", id).about("note", "mail.desk.put-back"));
    }

    /** What people call a mail, on the desk and in the answer to it. */
    public static String reference(UUID id) {
        String text = id.toString();
        return "MAIL-" + text.substring(text.length() - 12).toUpperCase(Locale.ROOT);
    }

    /** How a mail is written. */
    public Set<MailTraits.Trait> traits(UUID id) {
        return traits.of(id);
    }

    /** Mails that seem to go with it: an encrypted archive and the password that came on its own. */
    public List<UUID> otherHalves(UUID id) {
        return traits.otherHalves(id);
    }

    /** Whether its sender was told by itself that it arrived. */
    public boolean isAnswered(UUID id) {
        return traits.isAnswered(id);
    }

    private void requireOpen(UUID id) {
        Facts facts = store.lock(id).orElseThrow(Refusal.NotFound::new);
        if (facts.state() == State.TAKEN) {
            throw new Refusal.WrongState("mail-taken");
        }
    }
}
