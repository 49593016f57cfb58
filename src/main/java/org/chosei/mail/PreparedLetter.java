package org.chosei.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.chosei.crypto.BodyFormat;
import org.chosei.crypto.EncryptedBody;
import org.chosei.crypto.OpenPgpMessages;
import org.chosei.crypto.OwnKey;
import org.chosei.crypto.OwnSmimeKey;
import org.chosei.crypto.SmimeMessages;
import org.jspecify.annotations.Nullable;

/**
 * Words that leave once for each way in which their readers read: signed and encrypted when the first of them asks. Safe from any
 * thread.
 */
final class PreparedLetter implements EncryptedLetters.Prepared {
    private final String outerSubject;
    private final String innerSubject;
    private final String body;
    private final List<Attachment> files;
    private final OwnKey openPgp;
    private final Supplier<OwnSmimeKey> smime;
    private final Instant at;
    private final Map<Bucket, EncryptedBody> bodies = new ConcurrentHashMap<>();

    /** A way of writing; whoever shares it gets the same bytes. */
    record Bucket(BodyFormat format, MailCharset charset) {}

    PreparedLetter(
            String outerSubject,
            String innerSubject,
            String body,
            List<Attachment> files,
            OwnKey openPgp,
            Supplier<OwnSmimeKey> smime,
            Instant at) {
        this.outerSubject = outerSubject;
        this.innerSubject = innerSubject;
        this.body = body;
        this.files = List.copyOf(files);
        this.openPgp = openPgp;
        this.smime = smime;
        this.at = at;
        body(new Bucket(BodyFormat.OPENPGP, MailCharset.UTF_8));
    }

    String outerSubject() {
        return outerSubject;
    }

    /** The bucket of a recipient: the charset that it wants, if nothing is lost in it. */
    Bucket bucket(BodyFormat format, MailCharset wanted) {
        return new Bucket(format, wanted == MailCharset.ISO_2022_JP && isJis() ? wanted : MailCharset.UTF_8);
    }

    private boolean isJis() {
        return JisText.encoded(innerSubject).isPresent()
                && JisText.encoded(body).isPresent();
    }

    EncryptedBody body(Bucket bucket) {
        return bodies.computeIfAbsent(bucket, this::encrypted);
    }

    /** The one that was made for this bucket; nobody is addressed without. */
    EncryptedBody made(Bucket bucket) {
        @Nullable EncryptedBody made = bodies.get(bucket);
        return Objects.requireNonNull(made, "a recipient of another letter");
    }

    private EncryptedBody encrypted(Bucket bucket) {
        byte[] entity = MimeWriter.inner(outerSubject, innerSubject, body, files, bucket.charset());
        return switch (bucket.format()) {
            case OPENPGP, OPENPGP_AEAD -> OpenPgpMessages.encryptAndSign(entity, openPgp, at, bucket.format());
            case SMIME_GCM, SMIME_CBC ->
                SmimeMessages.encryptOnce(
                        MimeWriter.signed(entity, SmimeMessages.sign(entity, smime.get(), at)), bucket.format());
        };
    }
}
