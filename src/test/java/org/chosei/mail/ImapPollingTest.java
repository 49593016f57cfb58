package org.chosei.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.mail.MailRoom.STAFF;

import java.util.List;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail that is fetched from Dovecot's mailbox. */
class ImapPollingTest {
    private MailRoom room;
    private Dovecot dovecot;

    @BeforeEach
    void start() {
        room = MailRoom.start();
        dovecot = new Dovecot();
    }

    @AfterEach
    void stop() {
        dovecot.close();
        room.close();
    }

    @Test
    void everyMailIsKeptOnceByteForByteAndTheMailboxStaysAsItWas() {
        byte[] plain = mail("Delivered-To: reply+abc@mail.csirt.example\r\n", "=?ISO-2022-JP?B?GyRCRDQ6Ohsoqg==?=");
        byte[] odd = mail("", "caf\u00e9\u0082\u00a0 .\r\n..\r\nFrom here\r\n.");
        dovecot.deliver(plain);
        dovecot.deliver(odd);

        poll("secret");
        poll("secret");
        dovecot.deliver(mail("", "third"));
        poll("secret");

        List<IncomingMails.Facts> all =
                room.as(STAFF, () -> room.bean(IncomingMails.class).desk(null, 10));
        assertThat(all).hasSize(3);
        assertThat(raw(all.get(2))).isEqualTo(plain);
        assertThat(raw(all.get(1))).isEqualTo(odd);
        assertThat(all.get(2).envelope().recipients())
                .containsExactly("reply+abc@mail.csirt.example", MailRoom.DESK_ADDRESS);
        assertThat(all.get(1).envelope().recipients()).containsExactly(MailRoom.DESK_ADDRESS);
        assertThat(dovecot.untouched()).isEqualTo(3);
        assertThat(room.entries("mail.arrived")).isEqualTo(3);
    }

    @Test
    void aWrongPasswordIsAFailureThatSaysWhichMailbox() {
        dovecot.deliver(mail("", "words"));

        assertThatThrownBy(() -> poll("wrong")).hasMessageContaining("The mailbox of vh at 127.0.0.1 was not read");
        assertThat(room.staffSees("select id::text from incoming_mail")).isEmpty();
    }

    @Test
    void whatIsReadTwiceIsKeptOnce() {
        dovecot.deliver(mail("", "words"));
        poll("secret");
        room.as(
                new Scope.System(Purpose.MAIL_IN),
                () -> room.bean(ImapPositions.class)
                        .moveTo(settings("secret").name(), new org.chosei.mail.wire.ImapMailbox.Position(1, 0)));

        poll("secret");

        assertThat(room.staffSees("select id::text from incoming_mail")).hasSize(1);
    }

    private void poll(String password) {
        Scopes.as(
                new Scope.System(Purpose.MAIL_IN),
                () -> room.bean(ImapPolling.class).poll(settings(password)));
    }

    private MailInSettings.Imap settings(String password) {
        return new MailInSettings.Imap("127.0.0.1", dovecot.port(), false, "vh", password, "INBOX");
    }

    private byte[] raw(IncomingMails.Facts mail) {
        return room.as(STAFF, () -> room.bean(IncomingMails.class).raw(mail.id()));
    }

    private static byte[] mail(String header, String text) {
        return (header + "From: taro@vendor.example\r\nTo: vh@csirt.example\r\nSubject: x\r\nMessage-ID: <"
                        + text.hashCode() + "@vendor.example>\r\n\r\n" + text + "\r\n")
                .getBytes(ISO_8859_1);
    }
}
