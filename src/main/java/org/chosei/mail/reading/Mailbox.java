package org.chosei.mail.reading;

import java.util.ArrayList;
import java.util.List;
import org.chosei.kernel.JapaneseText;

/**
 * One address of a From, To or Cc field. The display name is only what the sender claims to be called.
 *
 * @param address as written, without angle brackets; the local part's case is kept
 * @param display decoded for people, empty if there was none
 */
public record Mailbox(String address, String display) {

    /** Reads an address list (RFC 5322 3.4) leniently: what holds no address is left out. */
    public static List<Mailbox> parseList(String value) {
        List<Mailbox> mailboxes = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        StringBuilder angle = new StringBuilder();
        StringBuilder comment = new StringBuilder();
        boolean quoted = false;
        boolean inAngle = false;
        int comments = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            StringBuilder current = inAngle ? angle : text;
            if (comments > 0) {
                comments += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (comments > 0) {
                    comment.append(c);
                }
            } else if (c == '\\' && quoted && i + 1 < value.length()) {
                current.append(value.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                current.append(c);
            } else if (c == '(') {
                comments = 1;
            } else if (c == '<') {
                inAngle = true;
            } else if (c == '>') {
                inAngle = false;
            } else if (c == ':' && !inAngle) {
                text.setLength(0);
            } else if ((c == ',' || c == ';') && !inAngle) {
                add(mailboxes, text, angle, comment);
            } else {
                current.append(c);
            }
        }
        add(mailboxes, text, angle, comment);
        return List.copyOf(mailboxes);
    }

    private static void add(List<Mailbox> mailboxes, StringBuilder text, StringBuilder angle, StringBuilder comment) {
        boolean bracketed = !angle.isEmpty();
        String address = JapaneseText.withoutControls((bracketed ? angle : text).toString())
                .strip();
        String display = (bracketed && !text.toString().isBlank() ? text : comment).toString();
        if (address.contains("@")) {
            mailboxes.add(new Mailbox(address, MailHeaders.oneLine(display)));
        }
        text.setLength(0);
        angle.setLength(0);
        comment.setLength(0);
    }
}
