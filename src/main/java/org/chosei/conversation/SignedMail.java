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
import org.chosei.mail.reading.IncomingMail;

/**
 * What an organisation signed and mailed, ready to be filed.
 *
 * @param origin the same for the same words under the same signature, so that a mail sent again, by its author or by
 *     somebody who recorded it, is known again
 */
record SignedMail(UUID id, OrganisationId author, String signedBy, String origin, String text, List<NewFile> files) {

    static SignedMail of(UUID id, OrganisationId author, SignatureFinding.Good signature, IncomingMail content) {
        String text = content.text().text();
        List<NewFile> files = new ArrayList<>(content.attachments().stream()
                .map(each -> new NewFile(each.name(), each.content()))
                .toList());
        String origin = origin(signature, text, files);
        if (JapaneseText.codePoints(text) > Messages.LONGEST) {
            files.addFirst(new NewFile("message.txt", text.getBytes(StandardCharsets.UTF_8)));
            return new SignedMail(id, author, signature.fingerprint(), origin, "", files);
        }
        return new SignedMail(id, author, signature.fingerprint(), origin, text, files);
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
