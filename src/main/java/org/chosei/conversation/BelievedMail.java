package org.chosei.conversation;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.chosei.conversation.Messages.NewFile;
import org.chosei.crypto.SignatureFinding;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Sha256;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.ArrivedMail.Content.Readable;
import org.chosei.mail.reading.IncomingMail;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation is believed to have mailed, ready to be filed: a key of its signed it, or its domain vouches for it.
 *
 * @param signedBy the fingerprint that signed it; null when no key did
 * @param domain whose signature holds and is all there is; null when a key signed
 * @param origin the same for the same words under the same signature, so that a mail sent again, by its author or by
 *     somebody who recorded it, is known again
 * @param partial whether words or files of the mail stood outside of what is believed, and are left out
 */
record BelievedMail(
        UUID id,
        OrganisationId author,
        @Nullable String signedBy,
        @Nullable String domain,
        String origin,
        String text,
        List<NewFile> files,
        boolean partial) {

    static BelievedMail of(UUID id, OrganisationId author, SignatureFinding.Good signature, Readable content) {
        return of(
                id,
                author,
                signature.fingerprint(),
                null,
                origin(signature, content.mail().text().text(), files(content.mail())),
                content);
    }

    /** Nobody signed it; the same mail sent again is the same. */
    static BelievedMail ofDomain(ArrivedMail mail, OrganisationId author, String domain, Readable content) {
        String origin = "domain:" + Sha256.hex((mail.sha256() + author.value()).getBytes(StandardCharsets.US_ASCII));
        return of(mail.id(), author, null, domain, origin, content);
    }

    private static BelievedMail of(
            UUID id,
            OrganisationId author,
            @Nullable String signedBy,
            @Nullable String domain,
            String origin,
            Readable content) {
        String text = content.mail().text().text();
        List<NewFile> files = files(content.mail());
        if (JapaneseText.codePoints(text) > Messages.LONGEST) {
            files.addFirst(new NewFile("message.txt", text.getBytes(StandardCharsets.UTF_8)));
            return new BelievedMail(id, author, signedBy, domain, origin, "", files, content.partial());
        }
        return new BelievedMail(id, author, signedBy, domain, origin, text, files, content.partial());
    }

    private static List<NewFile> files(IncomingMail content) {
        return new ArrayList<>(content.attachments().stream()
                .map(each -> new NewFile(each.name(), each.content()))
                .toList());
    }

    boolean isEmpty() {
        return files.isEmpty() && JapaneseText.withoutControls(text).isBlank();
    }

    private static String origin(SignatureFinding.Good signature, String text, List<NewFile> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        add(all, signature.fingerprint().getBytes(StandardCharsets.US_ASCII));
        add(all, signature.signedAt().toString().getBytes(StandardCharsets.US_ASCII));
        add(all, text.getBytes(StandardCharsets.UTF_8));
        for (NewFile file : files) {
            add(all, file.name().getBytes(StandardCharsets.UTF_8));
            add(all, file.content());
        }
        return "signed:" + Sha256.hex(all.toByteArray());
    }

    /** With its length, so that no two different mails run together into the same bytes. */
    private static void add(ByteArrayOutputStream all, byte[] bytes) {
        all.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        all.writeBytes(bytes);
    }
}
