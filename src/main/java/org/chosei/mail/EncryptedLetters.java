package org.chosei.mail;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.KeyReading;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.OpenPgpMessages;
import org.chosei.crypto.SessionKey;
import org.chosei.crypto.SmimeCertificate;
import org.chosei.crypto.SmimeMessages;
import org.chosei.jobs.Jobs;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.PreparedLetter.Bucket;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The other kind of mail that leaves: encrypted once, addressed many, each its own message. */
@Component
public class EncryptedLetters {
    private final OwnKeys keys;
    private final OwnSmimeKeys smimeKeys;
    private final DeliveryStore store;
    private final DeliveryNumberStore numbers;
    private final Jobs jobs;
    private final Ledger ledger;
    private final InstantSource clock;

    EncryptedLetters(
            OwnKeys keys,
            OwnSmimeKeys smimeKeys,
            DeliveryStore store,
            DeliveryNumberStore numbers,
            Jobs jobs,
            Ledger ledger,
            InstantSource clock) {
        this.keys = keys;
        this.smimeKeys = smimeKeys;
        this.store = store;
        this.numbers = numbers;
        this.jobs = jobs;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Signs and encrypts once for each format that recipients read. Expensive: call it before the transaction. {@code outerSubject} is all that is readable
     * outside ({@code [TLP:AMBER] [CHS-2026-00012]}).
     */
    public Prepared prepare(String outerSubject, String innerSubject, String body) {
        return prepare(outerSubject, innerSubject, body, List.of());
    }

    /** As above, with files inside the encryption. */
    public Prepared prepare(String outerSubject, String innerSubject, String body, List<Attachment> files) {
        return new PreparedLetter(
                outerSubject, innerSubject, body, files, keys.current(), smimeKeys::signing, clock.instant());
    }

    /**
     * Wraps the session key for each recipient. Also before the transaction. Refused when a certificate cannot be
     * encrypted to now: the gate asked, but a key may end between its answer and this.
     */
    public List<Wrapped> address(Prepared letter, List<Recipient> recipients) {
        PreparedLetter written = written(letter);
        Instant now = clock.instant();
        return recipients.parallelStream()
                .map(recipient -> wrap(written, recipient, now))
                .toList();
    }

    private static Wrapped wrap(PreparedLetter letter, Recipient recipient, Instant now) {
        Certificate key = certificate(recipient);
        if (!(KeyFitness.of(key, now) instanceof KeyFitness.Fit fit)) {
            throw new Refusal.WrongState("mail-key-unfit", recipient.address());
        }
        Bucket bucket = letter.bucket(key.bodyFormat(), recipient.charset());
        SessionKey sessionKey = letter.body(bucket).sessionKey();
        byte[] packet = switch (key) {
            case OpenPgpKey openPgp -> OpenPgpMessages.addressTo(sessionKey, openPgp, fit);
            case SmimeCertificate smime -> SmimeMessages.addressTo(sessionKey, smime, fit);
        };
        return new Wrapped(recipient, key.fingerprint(), bucket, packet);
    }

    /**
     * Binary OpenPGP starts with a packet header, whose first bit is set, and an X.509 certificate with an ASN.1 sequence; what
     * staff give by hand is armored.
     */
    private static Certificate certificate(Recipient recipient) {
        byte[] bytes = recipient.certificate();
        if (bytes.length > 0 && bytes[0] < 0) {
            return OpenPgpKey.fromBytes(bytes);
        }
        if (bytes.length > 0 && bytes[0] == 0x30) {
            return SmimeCertificate.fromBytes(bytes);
        }
        return switch (Certificate.read(bytes)) {
            case KeyReading.Readable(Certificate key) -> key;
            case KeyReading.Unreadable _ -> throw new Refusal.WrongState("mail-key-unfit", recipient.address());
        };
    }

    /**
     * Stages one delivery per recipient in the current transaction, to be handed over from {@code notBefore} on in random
     * order, after {@link MaySend} was asked again. Statements do not grow with the recipients. Returns the letter's id.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID stage(
            CaseId caseId, @Nullable UUID wave, Prepared letter, List<Wrapped> recipients, Instant notBefore) {
        return stage(caseId, wave, letter, recipients, Map.of(), notBefore);
    }

    /**
     * The same.
     *
     * @param own under which number a recipient keeps the case itself; it is told outside the encryption, to nobody else
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID stage(
            CaseId caseId,
            @Nullable UUID wave,
            Prepared letter,
            List<Wrapped> recipients,
            Map<OrganisationId, String> own,
            Instant notBefore) {
        UUID id = Uuid7.at(clock.instant());
        if (recipients.isEmpty()) {
            return id;
        }
        Map<Bucket, UUID> bodies = new LinkedHashMap<>();
        recipients.forEach(
                each -> bodies.computeIfAbsent(each.bucket(), _ -> bodies.isEmpty() ? id : Uuid7.at(clock.instant())));
        store.addBodies(caseId, written(letter), bodies);
        List<UUID> ids = recipients.stream().map(_ -> Uuid7.at(clock.instant())).toList();
        store.addDeliveries(id, bodies, caseId, wave, ids, recipients, notBefore);
        numbers.add(plain(ids, recipients, own));
        jobs.stage(EncryptedDrain.KIND, id, notBefore);
        ledger.append(about(Entry.of(caseId, "mail.staged"), wave, null)
                .about("body", id)
                .detail("recipients", String.valueOf(recipients.size())));
        return id;
    }

    /**
     * Ends these letters, which belong to no wave, to one organisation or to all; false when something of them was handed over
     * already.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean takeBack(CaseId caseId, Collection<UUID> bodies, @Nullable OrganisationId organisation) {
        if (bodies.isEmpty()) {
            return true;
        }
        int ended = store.cancel(bodies, organisation);
        if (ended > 0) {
            ledger.append(about(Entry.of(caseId, "mail.cancelled"), null, organisation)
                    .detail("deliveries", String.valueOf(ended)));
        }
        return store.isCancelled(bodies);
    }

    private static Map<UUID, String> plain(List<UUID> ids, List<Wrapped> recipients, Map<OrganisationId, String> own) {
        Map<UUID, String> numbers = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            UUID id = ids.get(i);
            OwnNumber.plain(own.getOrDefault(recipients.get(i).recipient().organisation(), ""))
                    .ifPresent(number -> numbers.put(id, number));
        }
        return numbers;
    }

    /** Ends what was not yet handed over, of a wave or of one organisation in a case. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int cancel(CaseId caseId, @Nullable UUID wave, @Nullable OrganisationId organisation) {
        int ended = store.cancel(caseId, wave, organisation);
        if (ended > 0) {
            ledger.append(about(Entry.of(caseId, "mail.cancelled"), wave, organisation)
                    .detail("deliveries", String.valueOf(ended)));
        }
        return ended;
    }

    private static Entry about(Entry entry, @Nullable UUID wave, @Nullable OrganisationId organisation) {
        Entry withWave = wave == null ? entry : entry.about("wave", wave);
        return organisation == null ? withWave : withWave.about("organisation", organisation);
    }

    private static PreparedLetter written(Prepared letter) {
        if (letter instanceof PreparedLetter written) {
            return written;
        }
        throw new IllegalArgumentException("only a letter that prepare() made can be sent");
    }

    /** A signed and encrypted body with its session key; never stored with the key in clear. */
    public interface Prepared {}

    /**
     * Whom to write to.
     *
     * @param certificate of either kind, fit for encryption now
     * @param charset the one that its programs read; UTF-8 where that lacks a character of the words
     */
    public record Recipient(
            OrganisationId organisation, String address, String replyTo, byte[] certificate, MailCharset charset) {
        /** Of one who reads UTF-8. */
        public Recipient(OrganisationId organisation, String address, String replyTo, byte[] certificate) {
            this(organisation, address, replyTo, certificate, MailCharset.UTF_8);
        }
    }

    /** A recipient with the session key wrapped to the certificate of this fingerprint. */
    public static final class Wrapped {
        private final Recipient recipient;
        private final String fingerprint;
        private final Bucket bucket;
        private final byte[] sessionKeyPacket;

        Wrapped(Recipient recipient, String fingerprint, Bucket bucket, byte[] sessionKeyPacket) {
            this.recipient = recipient;
            this.fingerprint = fingerprint;
            this.bucket = bucket;
            this.sessionKeyPacket = sessionKeyPacket;
        }

        public Recipient recipient() {
            return recipient;
        }

        /** Of the certificate whose owner alone can open it. */
        public String fingerprint() {
            return fingerprint;
        }

        Bucket bucket() {
            return bucket;
        }

        byte[] sessionKeyPacket() {
            return sessionKeyPacket;
        }

        /** The same with the address to which answers go, which is known only when the thread is open. */
        public Wrapped answeredTo(String replyTo) {
            return new Wrapped(
                    new Recipient(
                            recipient.organisation(),
                            recipient.address(),
                            replyTo,
                            recipient.certificate(),
                            recipient.charset()),
                    fingerprint,
                    bucket,
                    sessionKeyPacket);
        }
    }
}
