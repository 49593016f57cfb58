package org.chosei.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.chosei.kernel.Sha256;
import org.chosei.mail.wire.Envelope;
import org.chosei.mail.wire.SmtpListener;
import org.jspecify.annotations.Nullable;

/** The relay of a drilled server: notes of each mail whose it is and which, and can be difficult. */
final class DrillRelay implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LONGEST_STALL = Duration.ofMinutes(5);

    private static final int BIND_ATTEMPTS = 100;

    private final Set<String> refused;
    private final Duration pace;
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private volatile Manner manner = Manner.TAKING;
    private @Nullable SmtpListener listener;
    private @Nullable ServerSocket closed;
    private int port;

    /** How it is to whoever hands mail over. */
    enum Manner {
        TAKING,
        /** Nobody answers any more, and connections that were open end in the middle of whatever was said. */
        SHOT,
        /** It answers nothing to a mail, which it has. */
        STALLED,
        /** 451 to each mail. */
        NOT_NOW,
        /** 554 instead of a greeting. */
        CLOSED
    }

    /** A mail that it had whole, whether or not the sender heard so. */
    record Taken(String recipient, String messageId, String sha256, Instant at) {}

    private DrillRelay(Duration pace, Set<String> refused) {
        this.pace = pace;
        this.refused = refused;
    }

    /**
     * Starts on a free port.
     *
     * @param pace how long it takes for each mail
     * @param refused recipients that hear 550, always
     */
    static DrillRelay start(Duration pace, Set<String> refused) throws IOException {
        DrillRelay relay = new DrillRelay(pace, refused);
        relay.be(Manner.TAKING);
        return relay;
    }

    int port() {
        return port;
    }

    /** All of them, in their order. */
    List<Taken> taken() {
        return List.copyOf(taken);
    }

    /** Of how many recipients it had a mail. */
    int recipients() {
        return byRecipient().size();
    }

    Map<String, List<Taken>> byRecipient() {
        return taken.stream().collect(Collectors.groupingBy(Taken::recipient));
    }

    /** How many mails came again. */
    int copies() {
        return taken.size() - recipients();
    }

    /** How many recipients got something that was not the same mail, byte for byte. */
    long different() {
        return byRecipient().values().stream()
                .filter(mails -> mails.stream()
                                .map(mail -> mail.messageId() + mail.sha256())
                                .distinct()
                                .count()
                        > 1)
                .count();
    }

    synchronized void be(Manner wanted) throws IOException {
        manner = wanted;
        switch (wanted) {
            case TAKING, STALLED, NOT_NOW -> {
                endClosed();
                if (listener == null) {
                    listen();
                }
            }
            case SHOT -> {
                endClosed();
                endListener();
            }
            case CLOSED -> {
                endListener();
                ServerSocket socket = bound(this::refusing);
                closed = socket;
                Thread.startVirtualThread(() -> refuse(socket));
            }
        }
    }

    private void listen() throws IOException {
        var settings = new SmtpListener.Settings(
                "relay.example",
                recipient -> !refused.contains(recipient),
                SmtpListener.Limits.standard(),
                null,
                CLOCK);
        SmtpListener started =
                bound(() -> SmtpListener.start(InetAddress.getLoopbackAddress(), port, settings, this::take));
        listener = started;
        port = started.port();
    }

    private interface Binding<T> {
        T made() throws IOException;
    }

    /** Whoever had the port may need a moment to let it go. */
    private static <T> T bound(Binding<T> binding) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return binding.made();
            } catch (IOException taken) {
                if (attempt == BIND_ATTEMPTS) {
                    throw taken;
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private ServerSocket refusing() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private static void refuse(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                caller.getOutputStream().write("554 no mail here now\r\n".getBytes(UTF_8));
            } catch (IOException _) {
                // the caller went away, or this is over
            }
        }
    }

    private void take(Envelope envelope, byte[] bytes) throws IOException {
        if (manner == Manner.NOT_NOW) {
            throw new IOException("told to refuse for now");
        }
        taken.add(new Taken(
                String.join(",", envelope.recipients()), messageId(bytes), Sha256.hex(bytes), CLOCK.instant()));
        try {
            TimeUnit.NANOSECONDS.sleep(pace.toNanos());
            stall();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Without the lock that whoever changes its manner holds: that one may be waiting for this connection to end. */
    private void stall() throws InterruptedException {
        long end = System.nanoTime() + LONGEST_STALL.toNanos();
        while (manner == Manner.STALLED && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static String messageId(byte[] bytes) {
        return new String(bytes, UTF_8)
                .lines()
                .filter(line -> line.regionMatches(true, 0, "message-id:", 0, 11))
                .findFirst()
                .orElse("");
    }

    private void endListener() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    private void endClosed() throws IOException {
        if (closed != null) {
            closed.close();
            closed = null;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        manner = Manner.SHOT;
        endListener();
        endClosed();
    }
}
