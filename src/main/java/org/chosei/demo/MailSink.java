package org.chosei.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.chosei.mail.wire.Envelope;
import org.chosei.mail.wire.SmtpListener;
import org.jspecify.annotations.Nullable;

/** The outside world on loopback: takes mail for every recipient and keeps it in memory, or is told to be difficult. */
public final class MailSink implements AutoCloseable {
    private final InstantSource time;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();
    private volatile Mood mood = Mood.ACCEPTING;
    private volatile Set<String> unknown = Set.of();
    private volatile boolean keeping = true;
    private @Nullable SmtpListener listener;
    private int port;

    /** How the sink answers the next messages. */
    public enum Mood {
        ACCEPTING,
        /** 451 after the message: the sender must try again. */
        REFUSING_FOR_NOW,
        /** 550 for every recipient: the sender must give up. */
        REFUSING_FOREVER
    }

    /** A message as it arrived. */
    public record Message(Envelope envelope, byte[] bytes) {
        public Instant at() {
            return envelope.at();
        }
    }

    private MailSink(InstantSource time) {
        this.time = time;
    }

    /** Starts on a free port. */
    public static MailSink start(InstantSource time) throws IOException {
        var sink = new MailSink(time);
        sink.restart();
        return sink;
    }

    /** The same after every restart. */
    public int port() {
        return port;
    }

    /** All messages so far, oldest first. */
    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /** The messages whose envelope names {@code recipient}. */
    public List<Message> messagesTo(String recipient) {
        return messages.stream()
                .filter(message -> message.envelope().recipients().contains(recipient))
                .toList();
    }

    /** How many different connections the messages came over. */
    public long connections() {
        return messages.stream()
                .map(message -> message.envelope().remoteAddress())
                .distinct()
                .count();
    }

    public void be(Mood wanted) {
        mood = wanted;
    }

    /** From now on it knows none of these addresses: 550 for each of them, whatever the mood. */
    public void refuse(String... addresses) {
        unknown = Set.of(addresses);
    }

    public void forget() {
        messages.clear();
    }

    /** From now on messages are counted and let go: kept in the measured process, thousands of them would slow it down. */
    void keepNone() {
        keeping = false;
        forget();
    }

    /** How many messages it took so far, kept or not. */
    int taken() {
        return taken.get();
    }

    /** Nobody answers on the port any more; what was kept stays. */
    public synchronized void stop() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    /** Answers again on the same port. */
    public synchronized void restart() throws IOException {
        stop();
        var settings = new SmtpListener.Settings(
                "sink.example",
                recipient -> mood != Mood.REFUSING_FOREVER && !unknown.contains(recipient),
                SmtpListener.Limits.standard(),
                null,
                time);
        listener = SmtpListener.start(InetAddress.getLoopbackAddress(), port, settings, this::keep);
        port = listener.port();
    }

    @Override
    public void close() {
        stop();
    }

    private void keep(Envelope envelope, byte[] bytes) throws IOException {
        if (mood == Mood.REFUSING_FOR_NOW) {
            throw new IOException("Told to refuse for now");
        }
        taken.incrementAndGet();
        if (keeping) {
            messages.add(new Message(envelope, bytes));
        }
    }
}
