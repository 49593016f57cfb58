package org.chosei.registry.form;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.chosei.kernel.TextDecoding;
import org.chosei.kernel.TextDecoding.Decoded;
import org.chosei.mail.reading.Attachment;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.MailReading;
import org.chosei.mail.reading.OpenPgpShape;
import org.chosei.mail.reading.Unparseable;
import org.jspecify.annotations.Nullable;

/** Finds the form in a mail: in its text, in a text file that is attached, or in a mail that is attached. */
public final class MailedForm {
    private static final int MAX_FILES = 20;

    private MailedForm() {}

    /** The fullest form that the mail holds; of equals the body's. */
    public static ContactPointForm read(IncomingMail mail, FormTemplate template) {
        FormReader reader = FormReader.of(template);
        ContactPointForm best = all(mail, reader, true)
                // Of equals this keeps the first, which is the body's.
                .max(Comparator.comparingInt(ContactPointForm::filled))
                .orElseThrow();
        return isEncrypted(mail) && best.filled() == 0 ? noted(best, FormProblem.ofFile("why.encrypted")) : best;
    }

    /** Reads what reading the bytes gave: a mail's form, or an empty one with the limit that was broken. */
    public static ContactPointForm read(MailReading reading, FormTemplate template) {
        return switch (reading) {
            case IncomingMail mail -> read(mail, template);
            case Unparseable broken ->
                unreadable(
                        template,
                        FormProblem.ofFile(
                                "why.limit",
                                broken.reason(),
                                broken.found(),
                                broken.reason().limit()));
        };
    }

    /** Reads a text file's bytes. */
    public static ContactPointForm read(byte[] text, FormTemplate template) {
        return file(text, null, FormReader.of(template));
    }

    /** A form of which nothing is known but the reason. */
    public static ContactPointForm unreadable(FormTemplate template, FormProblem why) {
        return noted(FormReader.of(template).read("", null), why);
    }

    private static Stream<ContactPointForm> all(IncomingMail mail, FormReader reader, boolean outer) {
        List<ContactPointForm> forms = new ArrayList<>();
        forms.add(reader.read(mail.text().text(), mail.text().charset()));
        mail.attachments().stream().limit(MAX_FILES).forEach(attachment -> {
            if (attachment.isPlainText()) {
                forms.add(file(attachment, reader));
            } else if (outer
                    && attachment.type().equals("message/rfc822")
                    && IncomingMail.read(attachment.content()) instanceof IncomingMail inner) {
                all(inner, reader, false).forEach(forms::add);
            }
        });
        return forms.stream();
    }

    private static ContactPointForm file(Attachment attachment, FormReader reader) {
        return file(attachment.content(), attachment.charset(), reader);
    }

    private static ContactPointForm file(byte[] bytes, @Nullable String charset, FormReader reader) {
        Decoded decoded = TextDecoding.decode(bytes, charset).orElse(null);
        return decoded == null
                ? reader.read(TextDecoding.damaged(bytes, charset), null)
                : reader.read(decoded.text(), decoded.charset());
    }

    private static boolean isEncrypted(IncomingMail mail) {
        return switch (mail.openPgp()) {
            case OpenPgpShape.PgpMime ignored -> true;
            case OpenPgpShape.PgpInline ignored -> true;
            case OpenPgpShape.PgpSigned ignored -> false;
            case OpenPgpShape.Clear ignored -> false;
        };
    }

    /** Instead of ten missing fields: they are not missing, they could not be looked at. */
    private static ContactPointForm noted(ContactPointForm form, FormProblem why) {
        return new ContactPointForm(
                form.charset(), form.language(), form.team(), form.primaryContact(), form.consent(), List.of(why));
    }
}
