package org.chosei.mail.wire;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A relay that says exactly what a test writes down, right or wrong. */
public final class ScriptedRelay implements AutoCloseable {
    /** What it says on one connection, after which it hangs up. */
    public interface Script {
        void on(Line line) throws Exception;
    }

    private final ServerSocket listening;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    private ScriptedRelay(ServerSocket listening) {
        this.listening = listening;
    }

    public static ScriptedRelay start(Script script) throws IOException {
        return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    static ScriptedRelay start(ServerSocket listening, Script script) {
        var relay = new ScriptedRelay(listening);
        Thread.startVirtualThread(() -> relay.serve(script));
        return relay;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Every line that it heard, without its end. */
    public List<String> heard() {
        return heard;
    }

    private void serve(Script script) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Line line = new Line(socket, connections.incrementAndGet());
                Thread.startVirtualThread(() -> {
                    try (socket) {
                        script.on(line);
                    } catch (Exception e) {
                        // The other side is gone, or the script went wrong: then the test hears too little.
                    }
                });
            } catch (IOException e) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    /** One connection. */
    public final class Line {
        private final Socket socket;
        private final int number;
        private final BufferedReader in;
        private final OutputStream out;

        Line(Socket socket, int number) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            this.number = number;
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            this.out = socket.getOutputStream();
        }

        /** 1 for the first connection. */
        public int number() {
            return number;
        }

        public Socket socket() {
            return socket;
        }

        /** Says these lines in one write. */
        public void say(String... lines) throws IOException {
            out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        public void sayRaw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }

        public String hear() throws IOException {
            String line = in.readLine();
            if (line == null) {
                throw new EOFException();
            }
            heard.add(line);
            return line;
        }

        /** Greets and takes EHLO, offering these. */
        public void greet(String... offers) throws IOException {
            say("220 relay.example");
            hear();
            for (int i = 0; i < offers.length; i++) {
                say((i == 0 ? "250-relay.example\r\n" : "") + (i + 1 < offers.length ? "250-" : "250 ") + offers[i]);
            }
            if (offers.length == 0) {
                say("250 relay.example");
            }
        }

        /** Takes MAIL, RCPT and DATA, each answered when it came. */
        public void takeEnvelope() throws IOException {
            hear();
            say("250 sender");
            hear();
            say("250 recipient");
            hear();
            say("354 go on");
        }

        /** Hears the mail to its last dot. */
        public void hearMail() throws IOException {
            while (!hear().equals(".")) {
                // goes on
            }
        }

        /** Nothing was said that it has not heard: commands wait for their answers. */
        public boolean quiet() throws IOException {
            return !in.ready();
        }
    }
}
