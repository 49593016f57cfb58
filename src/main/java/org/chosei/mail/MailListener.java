package org.chosei.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.chosei.crypto.HostCertificate;
import org.chosei.mail.wire.PemIdentity;
import org.chosei.mail.wire.ServerIdentity;
import org.chosei.mail.wire.SmtpListener;
import org.chosei.mail.wire.StartTls;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Listens for mail while Chosei runs, if the settings say where. Our own keys exist before the first mail arrives. */
@Component
public class MailListener implements SmartLifecycle {
    private final MailSettings settings;
    private final ObjectProvider<MailInSettings> ways;
    private final OwnAddresses addresses;
    private final OwnKeys keys;
    private final Arrivals arrivals;
    private final InstantSource clock;
    private volatile boolean running;
    private @Nullable SmtpListener listener;
    private @Nullable SmtpListener local;

    MailListener(
            MailSettings settings,
            ObjectProvider<MailInSettings> ways,
            OwnAddresses addresses,
            OwnKeys keys,
            Arrivals arrivals,
            InstantSource clock) {
        this.settings = settings;
        this.ways = ways;
        this.addresses = addresses;
        this.keys = keys;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /** The port really bound; 0 when nothing listens. */
    public synchronized int port() {
        return listener == null ? 0 : listener.port();
    }

    /** The port on which LMTP is spoken; 0 when it is not. */
    public synchronized int lmtpPort() {
        return local == null ? 0 : local.port();
    }

    @Override
    public synchronized void start() {
        keys.certificate();
        InetAddress address = settings.listenAddress();
        if (address != null) {
            listener = open(address, settings.listenPort(), SmtpListener.Protocol.SMTP);
        }
        int port = ways.getIfAvailable(() -> MailInSettings.NONE).lmtpPort();
        if (port >= 0) {
            InetAddress beside = address == null ? InetAddress.getLoopbackAddress() : address;
            local = open(beside, port, SmtpListener.Protocol.LMTP);
        }
        running = true;
    }

    private SmtpListener open(InetAddress address, int port, SmtpListener.Protocol protocol) {
        var answers = new SmtpListener.Settings(
                settings.domain(),
                addresses::include,
                SmtpListener.Limits.within(Runtime.getRuntime().maxMemory()),
                tls(),
                clock,
                protocol);
        try {
            return SmtpListener.start(address, port, answers, arrivals);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private @Nullable SSLContext tls() {
        return switch (ways.getIfAvailable(() -> MailInSettings.NONE).tls()) {
            case MailTls.Off _ -> null;
            case MailTls.Files files -> {
                PemIdentity identity = new PemIdentity(files.chain(), files.key());
                identity.get();
                yield StartTls.showing(identity);
            }
            case MailTls.SelfMade _ -> {
                HostCertificate made = HostCertificate.make(settings.domain(), clock.instant());
                ServerIdentity identity = new ServerIdentity(made.key(), List.of(made.certificate()));
                yield StartTls.showing(() -> identity);
            }
        };
    }

    @Override
    public synchronized void stop() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
        if (local != null) {
            local.close();
            local = null;
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
