package org.chosei.mail.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.chosei.access.OutOfRoom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** One MAIL … RCPT … DATA on the listener. */
final class Transaction implements MessageHandler {
    private static final Logger log = LoggerFactory.getLogger(Transaction.class);
    private static final int BYTES_PER_PERMIT = 64 * 1024;

    private final MessageContext context;
    private final SmtpListener.Settings settings;
    private final Semaphore budget;
    private final Receiver receiver;
    private final List<String> recipients = new ArrayList<>();
    private String from = "";
    private int permitsHeld;

    Transaction(MessageContext context, SmtpListener.Settings settings, Semaphore budget, Receiver receiver) {
        this.context = context;
        this.settings = settings;
        this.budget = budget;
        this.receiver = receiver;
    }

    static int permits(long bytes) {
        return Math.toIntExact(bytes / BYTES_PER_PERMIT + 1);
    }

    @Override
    public void from(String address) {
        from = address;
    }

    @Override
    public void recipient(String address) throws RejectException {
        if (address.isEmpty() || !AddressText.acceptedOnWire(address)) {
            throw new RejectException(501, "5.1.3 Bad recipient address syntax");
        }
        int at = address.lastIndexOf('@');
        String normal = at < 0
                ? address
                : address.substring(0, at) + address.substring(at).toLowerCase(Locale.ROOT);
        if (!settings.accepts().test(normal)) {
            throw new RejectException(550, "5.7.1 <" + address + "> is not received here, and nothing is relayed");
        }
        recipients.add(normal);
    }

    /** Reads the message to its end whatever becomes of it, so that no part of it is ever taken for commands. */
    @Override
    public String data(InputStream in) throws IOException, RejectException {
        var limits = settings.limits();
        var reader = new DataReader(limits.messageBytes(), limits.message(), this::reserve);
        byte[] raw = reader.read(in);
        switch (reader.verdict()) {
            case COMPLETE -> {}
            case TOO_LARGE ->
                throw new RejectException(
                        552, "5.3.4 The message is larger than " + limits.messageBytes() + " bytes; send it in parts");
            case NO_ROOM -> throw new RejectException(452, "4.3.1 Too much mail at once; try again later");
            case NUL_IN_HEADER -> throw new RejectException(554, "5.6.0 The message header contains a NUL");
        }
        var envelope = new Envelope(
                from,
                recipients,
                (InetSocketAddress) context.getRemoteAddress(),
                settings.time().instant());
        try {
            receiver.receive(envelope, raw);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (OutOfRoom.caused(e)) {
                // in one line: the log may lie on the same full disk
                log.error("There is no room to keep mail; {} was told to try again", envelope.remoteAddress());
                throw new RejectException(452, "4.3.1 There is no room to keep the message; try again later");
            }
            log.error("A message from {} was not kept; its sender was told to try again", envelope.remoteAddress(), e);
            throw new RejectException(451, "4.3.0 The message could not be kept; try again later");
        }
        return "2.0.0 Ok, kept";
    }

    @Override
    public void done() {
        budget.release(permitsHeld);
        permitsHeld = 0;
    }

    private boolean reserve(int bytes) {
        int wanted = permits(bytes) - permitsHeld;
        if (wanted > 0) {
            if (!budget.tryAcquire(wanted)) {
                return false;
            }
            permitsHeld += wanted;
        }
        return true;
    }
}
