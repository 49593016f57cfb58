package org.chosei.scenarios;

import org.chosei.demo.MailSink;
import org.chosei.mail.reading.IncomingMail;

/** The words of a mail that came to a vendor's mailbox in clear. */
final class WaveText {
    private WaveText() {}

    static String of(MailSink.Message message) {
        return IncomingMail.read(message.bytes()) instanceof IncomingMail mail
                ? mail.subject() + "\n" + mail.text().text()
                : "";
    }
}
