package org.chosei.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.chosei.kernel.Sha256;

/** Another mail server that hands mails over, one after another, and knows of each what it heard. */
final class HandingPeer implements AutoCloseable {
    private static final int PATIENCE_MS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private HandingPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Waits until somebody answers there: a server listens for mail a little later than for browsers. */
    static void await(int port, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    static HandingPeer connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        HandingPeer peer = new HandingPeer(socket);
        peer.expect("220");
        peer.say("EHLO peer.example", "250");
        return peer;
    }

    /**
     * Hands over these bytes and, behind them, the end of their last line; returns what that was answered. A connection that breaks
     * before is an {@link IOException}: nobody knows then.
     */
    String hand(byte[] mail) throws IOException {
        say("MAIL FROM:<drill@peer.example>", "250");
        say("RCPT TO:<chosei@localhost>", "250");
        say("DATA", "354");
        out.write(stuffed(mail));
        out.write("\r\n.\r\n".getBytes(US_ASCII));
        out.flush();
        return reply();
    }

    /** The SHA-256 of what is kept of these bytes. */
    static String hash(byte[] mail) {
        byte[] kept = Arrays.copyOf(mail, mail.length + 2);
        kept[mail.length] = '\r';
        kept[mail.length + 1] = '\n';
        return Sha256.hex(kept);
    }

    /** RFC 5321 §4.5.2. */
    private static byte[] stuffed(byte[] mail) {
        ByteArrayOutputStream stuffed = new ByteArrayOutputStream(mail.length + 16);
        for (int i = 0; i < mail.length; i++) {
            boolean begins = i == 0 || i > 1 && mail[i - 1] == '\n' && mail[i - 2] == '\r';
            if (begins && mail[i] == '.') {
                stuffed.write('.');
            }
            stuffed.write(mail[i]);
        }
        return stuffed.toByteArray();
    }

    private void say(String command, String expected) throws IOException {
        out.write((command + "\r\n").getBytes(US_ASCII));
        out.flush();
        expect(expected);
    }

    private void expect(String code) throws IOException {
        String reply = reply();
        if (!reply.startsWith(code)) {
            throw new IOException("instead of " + code + " it said " + reply);
        }
    }

    /** The last line of the reply. */
    private String reply() throws IOException {
        String line = line();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = line();
        }
        return line;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the connection ended");
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
