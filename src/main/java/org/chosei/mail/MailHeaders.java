package org.chosei.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.chosei.mail.wire.AddressText;
import org.jspecify.annotations.Nullable;

/**
 * What the header of an outgoing mail says besides its subject, which only a {@link ClearTemplate} or a case tag may
 * set. Every value is checked here, so that nothing can add a header or carry free words past encryption.
 *
 * @param from {@code address} or {@code name <address>}
 * @param to as {@code from}; one recipient
 * @param replyTo the token address that leads an answer to its thread
 * @param messageId {@code <left@right>}; repeated when the same mail is sent again
 * @param extra only {@code Auto-Submitted, In-Reply-To, References, X-Case-Tag}
 */
public record MailHeaders(
        String from, String to, @Nullable String replyTo, String messageId, Instant date, Map<String, String> extra) {
    /** Routes an answer and sorts a mailbox without opening the mail. */
    public static final String CASE_TAG = "X-Case-Tag";

    /** The number under which the recipient keeps the case itself. */
    static final String OWN_NUMBER = "X-Own-Number";

    /** RFC 3834: says that no person wrote this just now, so that no machine answers. */
    public static final String AUTO_SUBMITTED = "Auto-Submitted";

    private static final Pattern MESSAGE_IDS = Pattern.compile("<[!-;=?-~]+>( <[!-;=?-~]+>)*");
    private static final Map<String, Pattern> EXTRA = Map.of(
            AUTO_SUBMITTED,
            Pattern.compile("auto-generated|auto-replied|no"),
            "In-Reply-To",
            MESSAGE_IDS,
            "References",
            MESSAGE_IDS,
            CASE_TAG,
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,39}"));
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    public MailHeaders {
        HeaderText.mailbox(from);
        HeaderText.mailbox(to);
        if (replyTo != null) {
            HeaderText.mailbox(replyTo);
        }
        AddressText.requireMessageId(messageId);
        extra = Map.copyOf(extra);
        extra.forEach(MailHeaders::requireExtra);
    }

    /** The header up to the subject, each field with its line end. */
    String render(String subject, Map<String, String> defaults) {
        return render(subject, HeaderText::encodedWords, defaults);
    }

    /** The same with the words of the subject that are not ASCII written by {@code encodedWords}. */
    String render(String subject, UnaryOperator<String> encodedWords, Map<String, String> defaults) {
        var out = new StringBuilder()
                .append(HeaderText.field("Date", DATE.format(date)))
                .append(HeaderText.field("From", HeaderText.mailbox(from)))
                .append(HeaderText.field("To", HeaderText.mailbox(to)));
        if (replyTo != null) {
            out.append(HeaderText.field("Reply-To", HeaderText.mailbox(replyTo)));
        }
        out.append(HeaderText.field("Message-ID", messageId))
                .append(HeaderText.field("Subject", HeaderText.unstructured(subject, encodedWords)));
        var fields = new TreeMap<String, String>(defaults);
        fields.putAll(extra);
        fields.forEach((name, value) -> out.append(HeaderText.field(name, value)));
        return out.append("MIME-Version: 1.0\r\n").toString();
    }

    private static void requireExtra(String name, String value) {
        Pattern pattern = EXTRA.get(name);
        if (pattern == null) {
            throw new IllegalArgumentException("Header " + HeaderText.shown(name) + " is not one of " + EXTRA.keySet());
        }
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("Header " + name + " cannot say " + HeaderText.shown(value));
        }
    }
}
