package org.chosei.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.SmimeCertificate;
import org.chosei.crypto.SmimeMessages;
import org.chosei.kernel.Sha256;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.wire.Envelope;
import org.chosei.testing.Gpg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults 20 and 21 in short: mails that were broken at random, and bombs; none is lost, none stops the router. */
class HostileMailTest {
    private static final int READ = 10_000;
    private static final int ROUTED = 150;

    private MailRoom room;
    private Gpg gpg;
    private List<byte[]> sources = List.of();

    @BeforeEach
    void start() {
        room = MailRoom.start();
        gpg = new Gpg();
        OpenPgpKey ours = room.bean(OwnKeys.class).certificate();
        gpg.importKey(ours.toArmor().getBytes(US_ASCII));
        String vendor = gpg.generateCurve25519("Vendor <taro@vendor.example>");
        byte[] armored = gpg.encryptAndSign(
                "Content-Type: text/plain\r\n\r\nwords\r\n".getBytes(US_ASCII), ours.fingerprint(), vendor);
        SmimeCertificate certificate = room.bean(OwnSmimeKeys.class).certificate();
        KeyFitness.Fit fit = (KeyFitness.Fit) KeyFitness.of(certificate, room.now());
        String smime = Base64.getMimeEncoder()
                .encodeToString(SmimeMessages.encrypt(
                        "Content-Type: text/plain\r\n\r\nwords\r\n".getBytes(US_ASCII), certificate, fit));
        sources = List.of(
                withHeader(
                        "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=e\r\n\r\n"
                                + "--e\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--e\r\n"
                                + "Content-Type: application/octet-stream\r\n\r\n" + new String(armored, US_ASCII)
                                + "\r\n--e--\r\n"),
                withHeader("Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n" + smime + "\r\n"),
                withHeader(
                        "Content-Type: multipart/mixed; boundary=m\r\nDKIM-Signature: v=1; a=rsa-sha256; d=vendor.example;"
                                + " s=x; h=from:subject; bh=AAAA; b=AAAA\r\n\r\n--m\r\nContent-Type: text/html; charset=iso-2022-jp\r\n\r\n"
                                + "<p>\u001b$B4A;z\u001b(B</p>\r\n--m\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nx\r\n--m--\r\n"));
    }

    @AfterEach
    void stop() {
        gpg.close();
        room.close();
    }

    @Test
    void tenThousandBrokenMailsAreReadAndOpenedWithoutAFailure() {
        Random random = new Random(20);
        MailOpener opener = room.bean(MailOpener.class);
        int opened = 0;
        for (int round = 0; round < READ; round++) {
            if (IncomingMail.read(broken(random)) instanceof IncomingMail mail) {
                opened += opener.contentOf(mail) instanceof ArrivedMail.Content.Readable ? 1 : 0;
            }
        }
        assertThat(opened).isPositive();
    }

    @Test
    void everyBrokenMailIsKeptByteForByteAndEndsOnTheDeskOrInARoom() {
        Random random = new Random(21);
        Set<String> sent = new HashSet<>();
        for (int round = 0; round < ROUTED; round++) {
            byte[] mail = broken(random);
            room.bean(Arrivals.class).receive(envelope(), mail);
            sent.add(Sha256.hex(mail));
        }
        room.work(Router.KIND);

        assertThat(new HashSet<>(room.staffSees("select sha256 from incoming_mail")))
                .isEqualTo(sent);
        assertThat(room.staffSees("select state from incoming_mail where state = 'ARRIVED'"))
                .isEmpty();
    }

    @Test
    void bombsAreRefusedInTwoSecondsAndTakeLittleMemory() throws IOException {
        StringBuilder nested = new StringBuilder();
        for (int depth = 0; depth < 1000; depth++) {
            nested.append("Content-Type: multipart/mixed; boundary=b")
                    .append(depth)
                    .append("\r\n\r\n--b")
                    .append(depth)
                    .append("\r\n");
        }
        byte[] deep = withHeader(nested.toString());
        byte[] zeros = new byte[40 * 1024 * 1024];
        byte[] bomb =
                gpg.encrypt(zeros, room.bean(OwnKeys.class).certificate().fingerprint(), "--compress-algo", "zip");
        byte[] packed = withHeader(
                "Content-Type: multipart/encrypted; boundary=e\r\n\r\n--e\r\nContent-Type: application/pgp-encrypted\r\n"
                        + "\r\nVersion: 1\r\n\r\n--e\r\nContent-Type: application/octet-stream\r\n\r\n"
                        + new String(bomb, US_ASCII) + "\r\n--e--\r\n");

        for (byte[] each : List.of(deep, packed, zip())) {
            room.bean(Arrivals.class).receive(envelope(), each);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            room.work(Router.KIND);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(threads.getCurrentThreadAllocatedBytes() - allocated)
                    .as("all that was allocated, so more than the heap grew")
                    .isLessThan(64L * 1024 * 1024);
        }
        assertThat(room.staffSees("select note from incoming_mail order by id"))
                .containsExactly("mail.desk.unparseable-too-deep", "mail.desk.broken-bomb", "mail.desk.unknown");
    }

    /** Zeros, packed twice: nothing of it is unpacked. */
    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream outer = new ZipOutputStream(bytes)) {
            outer.putNextEntry(new ZipEntry("inner.zip"));
            ZipOutputStream inner = new ZipOutputStream(outer);
            inner.putNextEntry(new ZipEntry("zeros"));
            for (int i = 0; i < 200; i++) {
                inner.write(new byte[1024 * 1024]);
            }
            inner.finish();
        }
        return withHeader("Content-Type: multipart/mixed; boundary=z\r\n\r\n--z\r\nContent-Type: application/zip;"
                + " name=report.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(bytes.toByteArray()) + "\r\n--z--\r\n");
    }

    private byte[] broken(Random random) {
        byte[] mail = sources.get(random.nextInt(sources.size())).clone();
        for (int change = random.nextInt(6); change >= 0; change--) {
            int at = random.nextInt(mail.length);
            switch (random.nextInt(3)) {
                case 0 -> mail[at] = (byte) random.nextInt(256);
                case 1 -> mail = java.util.Arrays.copyOf(mail, Math.max(1, at));
                default -> {
                    int from = random.nextInt(mail.length);
                    System.arraycopy(
                            mail, from, mail, at, Math.min(mail.length - Math.max(at, from), random.nextInt(80)));
                }
            }
        }
        return mail;
    }

    private Envelope envelope() {
        return new Envelope(
                "sender@vendor.example",
                List.of(MailRoom.DESK_ADDRESS),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 25),
                room.now());
    }

    private static byte[] withHeader(String entity) {
        return ("From: taro@vendor.example\r\nTo: vh@csirt.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + entity)
                .getBytes(entity.contains("\u001b") ? ISO_8859_1 : UTF_8);
    }
}
