package org.chosei.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chosei.mail.reading.IncomingMail;

/** Looks at the mails of a wave as their readers do: each with its own key, in its own program. */
final class NoticeMail {
    private final Cast cast;
    private final Played.OpenedCase of;

    NoticeMail(Cast cast, Played.OpenedCase of) {
        this.cast = cast;
        this.of = of;
    }

    /** Claims that each got the same words, encrypted to its own key only and signed by the CSIRT. */
    Map<String, Object> check(List<Vendor> vendors) {
        String signer = cast.stage.coordinationKey();
        byte[] words = null;
        for (Vendor vendor : vendors) {
            Inbox.Letter letter = of(vendor);
            byte[] armored = letter.armored();
            OpenPgpUser.Read read = vendor.openPgp.decrypt(armored);
            StepFailed.unless(signer.equals(read.signer()), "%s's mail is signed by %s", vendor.name(), read.signer());
            StepFailed.unless(
                    vendor.openPgp.recipients(armored).size() == 1,
                    "%s's mail has more than one reader",
                    vendor.name());
            for (Vendor other : cast.vendors) {
                StepFailed.unless(
                        other == vendor || !other.openPgp.canDecrypt(armored),
                        "%s can read the mail of %s",
                        other.name(),
                        vendor.name());
                StepFailed.unless(
                        other == vendor || !letter.raw().contains(other.domain),
                        "%s's mail names %s",
                        vendor.name(),
                        other.name());
            }
            StepFailed.unless(
                    words == null || Arrays.equals(words, read.content()), "%s got other words", vendor.name());
            words = read.content();
        }
        StepFailed.unless(words != null, "nobody got a mail");
        return figures(java.util.Objects.requireNonNull(words), vendors.size());
    }

    private Map<String, Object> figures(byte[] entity, int mails) {
        String text = text(entity);
        String hash = cast.coordinator
                .open(of.page())
                .fine()
                .element("[data-wave] code")
                .text();
        StepFailed.unless(
                Register.sha256(text).equals(hash), "the mailed notice has not the hash %s of the record", hash);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("mails", mails);
        figures.put("noticeSha256", hash);
        return figures;
    }

    private static String text(byte[] entity) {
        if (IncomingMail.read(entity) instanceof IncomingMail inner) {
            return inner.text().text().replace("\r\n", "\n");
        }
        throw new StepFailed.Unheld("what was encrypted is no mail: " + new String(entity, StandardCharsets.UTF_8));
    }

    Inbox.Letter of(Vendor vendor) {
        return Wait.until(
                "the notice to " + vendor.name(),
                () -> new Inbox(cast.stage, vendor.team())
                        .letters().stream()
                                .filter(letter ->
                                        letter.encrypted() && letter.subject().contains(of.number()))
                                .findFirst());
    }
}
