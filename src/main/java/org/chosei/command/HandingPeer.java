package org.chosei.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** Another mail server that hands mails over and knows of each whether it heard 250. Its lines begin with no dot. */
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

    static HandingPeer connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        HandingPeer peer = new HandingPeer(socket);
        peer.expect("220");
        peer.say("EHLO peer.example", "250");
        return peer;
    }

    /** Returns what DATA was answered; a connection that breaks before is an {@link IOException}: nobody knows then. */
    String hand(byte[] mail, String recipient) throws IOException {
        say("MAIL FROM:<drill@peer.example>", "250");
        say("RCPT TO:<" + recipient + ">", "250");
        say("DATA", "354");
        out.write(mail);
        out.write("\r\n.\r\n".getBytes(US_ASCII));
        out.flush();
        return reply();
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
