package org.chosei.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.InstantSource;
import org.chosei.mail.wire.SmtpListener;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Listens for mail while Chosei runs, if the settings say where. Our own keys exist before the first mail arrives. */
@Component
public class MailListener implements SmartLifecycle {
    private final MailSettings settings;
    private final OwnAddresses addresses;
    private final OwnKeys keys;
    private final Arrivals arrivals;
    private final InstantSource clock;
    private volatile boolean running;
    private @Nullable SmtpListener listener;

    MailListener(MailSettings settings, OwnAddresses addresses, OwnKeys keys, Arrivals arrivals, InstantSource clock) {
        this.settings = settings;
        this.addresses = addresses;
        this.keys = keys;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /** The port really bound; 0 when nothing listens. */
    public synchronized int port() {
        return listener == null ? 0 : listener.port();
    }

    @Override
    public synchronized void start() {
        keys.certificate();
        InetAddress address = settings.listenAddress();
        if (address != null) {
            var answers = new SmtpListener.Settings(
                    settings.domain(),
                    addresses::include,
                    SmtpListener.Limits.within(Runtime.getRuntime().maxMemory()),
                    null,
                    clock);
            try {
                listener = SmtpListener.start(address, settings.listenPort(), answers, arrivals);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
        running = true;
    }

    @Override
    public synchronized void stop() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
