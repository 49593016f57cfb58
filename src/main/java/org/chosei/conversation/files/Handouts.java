package org.chosei.conversation.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Scopes;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.OpenPgpMessages;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.ContactKeys;
import org.chosei.web.Download;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands a file out: always as a download of inert bytes, never shown, never unpacked, never of the sender's choosing in its
 * type. A live sample may be taken wrapped, so that neither a scanner on the way nor a careless click touches it.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Handouts {
    private static final String INERT = "application/octet-stream";

    private final Files files;
    private final ContactKeys keys;
    private final InstantSource clock;

    Handouts(Files files, ContactKeys keys, InstantSource clock) {
        this.files = files;
        this.keys = keys;
        this.clock = clock;
    }

    /** What the reader wants around the file. */
    public enum Wrapping {
        /** Nothing: the very bytes. */
        NONE,
        /** An archive under the password that samples are exchanged with. */
        ZIP,
        /** Encrypted to a proved OpenPGP key of the reader's own organisation. */
        OPENPGP;

        /** From an address; what cannot be read is "not found". */
        public static Wrapping read(String text) {
            return Stream.of(values())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst()
                    .orElseThrow(Refusal.NotFound::new);
        }
    }

    /**
     * The file for the acting reader, with one ledger entry; the bytes are read when it is written, after the transaction.
     *
     * @throws Refusal.NotFound when it is not there or not for this reader
     * @throws Refusal.WrongState {@code file-no-key} when the reader's organisation has no proved OpenPGP key that is fit
     */
    public Download of(UUID file, Wrapping wrapping) {
        StoredFile found = files.open(file);
        return switch (wrapping) {
            case NONE ->
                new Download(
                        found.name(),
                        INERT,
                        found.size(),
                        out -> found.content().writeTo(out));
            case ZIP -> new Download(found.name() + ".zip", INERT, out -> LockedZip.write(found, kept(out)));
            case OPENPGP -> encrypted(found);
        };
    }

    /** A key of the reader's organisation with the judgement of it. */
    private record Fitting(OpenPgpKey key, KeyFitness.Fit fit) {}

    private Download encrypted(StoredFile found) {
        Fitting to = fitting();
        return new Download(found.name() + ".pgp", INERT, out -> {
            OutputStream encrypting = OpenPgpMessages.encryptTo(to.key(), to.fit(), kept(out));
            found.content().writeTo(encrypting);
            // not in a finally: a message that ends where the file broke off would pass for the whole
            encrypting.close();
        });
    }

    private Fitting fitting() {
        OrganisationId reader = Scopes.person().organisation();
        return keys.proved(Set.of(reader)).getOrDefault(reader, List.of()).stream()
                .flatMap(key -> key.certificate() instanceof OpenPgpKey openPgp
                                && KeyFitness.of(openPgp, clock.instant()) instanceof KeyFitness.Fit fit
                        ? Stream.of(new Fitting(openPgp, fit))
                        : Stream.empty())
                .findFirst()
                .orElseThrow(() -> new Refusal.WrongState("file-no-key"));
    }

    /** Stays open when what wraps it is closed: whoever gave it closes it. */
    private static OutputStream kept(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }
}
