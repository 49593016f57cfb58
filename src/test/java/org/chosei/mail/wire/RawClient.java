package org.chosei.mail.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks SMTP byte by byte, including what no decent program would say. */
final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** The last line of the next reply; empty when the peer has gone. */
    String reply() throws IOException {
        String line;
        do {
            line = line();
        } while (line.length() > 3 && line.charAt(3) == '-');
        return line;
    }

    String say(String command) throws IOException {
        write(command + "\r\n");
        return reply();
    }

    /** Greeting, EHLO, MAIL, RCPT and DATA, up to the 354. */
    RawClient toData() throws IOException {
        reply();
        say("EHLO client.example");
        return again();
    }

    RawClient again() throws IOException {
        say("MAIL FROM:<sender@example.org>");
        say("RCPT TO:<vh@csirt.example>");
        String reply = say("DATA");
        if (!reply.startsWith("354")) {
            throw new IOException("No DATA: " + reply);
        }
        return this;
    }

    void write(String latin1) throws IOException {
        out.write(latin1.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }
}
