package org.chosei.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.mail.reading.IncomingMail;

/** One address of the outside world, and the mail that reached it. */
record Inbox(Stage stage, String address) {
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+(/invitation/[\\w-]+)");
    private static final Pattern ARMOR =
            Pattern.compile("-----BEGIN PGP MESSAGE-----.*?-----END PGP MESSAGE-----", Pattern.DOTALL);

    /** A mail as its reader sees it. */
    record Letter(MailSink.Message message, IncomingMail mail) {
        String subject() {
            return mail.subject();
        }

        String text() {
            return mail.text().text();
        }

        /** The bytes as sent, for looking at headers. */
        String raw() {
            return new String(message.bytes(), StandardCharsets.ISO_8859_1);
        }

        boolean encrypted() {
            return raw().contains("-----BEGIN PGP MESSAGE-----");
        }

        byte[] armored() {
            Matcher armor = ARMOR.matcher(raw());
            StepFailed.unless(armor.find(), "the mail holds no OpenPGP message");
            return (armor.group().replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.US_ASCII);
        }

        /** Where an answer goes. */
        String replyTo() {
            return mail.headers()
                    .text("Reply-To")
                    .map(value -> value.substring(value.indexOf('<') + 1)
                            .replace(">", "")
                            .strip())
                    .orElse("");
        }

        /** Path of the link to the invitation. */
        Optional<String> invitation() {
            Matcher link = LINK.matcher(text());
            return link.find() ? Optional.of(link.group(1)) : Optional.empty();
        }
    }

    List<Letter> letters() {
        return stage.outside().messagesTo(address).stream().map(Inbox::read).toList();
    }

    /** The first letter whose subject says this; waits for it. */
    Letter waitFor(String subjectPart) {
        return Wait.until(
                "a mail to " + address + " about " + subjectPart,
                () -> letters().stream()
                        .filter(letter -> letter.subject().contains(subjectPart))
                        .findFirst());
    }

    /** The path in the invitation; waits for it. */
    String invitation() {
        return Wait.until(
                "the invitation of " + address,
                () -> letters().stream()
                        .flatMap(letter -> letter.invitation().stream())
                        .findFirst());
    }

    private static Letter read(MailSink.Message message) {
        StepFailed.unless(
                IncomingMail.read(message.bytes()) instanceof IncomingMail, "a mail that left cannot be read again");
        return new Letter(message, (IncomingMail) IncomingMail.read(message.bytes()));
    }
}
