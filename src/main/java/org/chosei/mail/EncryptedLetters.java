package org.chosei.mail;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The other kind of mail that leaves: encrypted once, addressed many, each its own message. */
@Component
public class EncryptedLetters {

    /**
     * Signs and encrypts once. Expensive: call it before the transaction. {@code outerSubject} is all that is readable
     * outside ({@code [TLP:AMBER] [CHS-2026-00012]}).
     */
    public Prepared prepare(String outerSubject, String innerSubject, String body) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** Wraps the session key for each recipient. Also before the transaction. */
    public List<Wrapped> address(Prepared letter, List<Recipient> recipients) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /**
     * Stages one delivery per recipient in the current transaction, to be handed over from {@code notBefore} on in random
     * order, after {@link MaySend} was asked again. Statements do not grow with the recipients.
     */
    public void stage(
            CaseId caseId, @Nullable UUID wave, Prepared letter, List<Wrapped> recipients, Instant notBefore) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** Ends what was not yet handed over, of a wave or of one organisation in a case. */
    public int cancel(CaseId caseId, @Nullable UUID wave, @Nullable OrganisationId organisation) {
        throw new UnsupportedOperationException("CONTRACT");
    }

    /** A signed and encrypted body with its session key; never stored with the key in clear. */
    public interface Prepared {}

    /** Whom to write to: the certificate must be fit for encryption now. */
    public record Recipient(OrganisationId organisation, String address, String replyTo, byte[] certificate) {}

    /** A recipient with its wrapped session key. */
    public record Wrapped(Recipient recipient, byte[] sessionKeyPacket) {}
}
