package org.chosei.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.chosei.access.Purpose;
import org.chosei.jobs.Recurring;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.MailReading;
import org.chosei.mail.reading.Mailbox;
import org.chosei.mail.reading.Unparseable;
import org.chosei.mail.wire.Envelope;
import org.chosei.mail.wire.ImapMailbox;
import org.chosei.mail.wire.ImapMailbox.Account;
import org.chosei.mail.wire.ImapMailbox.Position;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes mail from a mailbox, for installations to which no mail server can hand it over. A mail is kept as the listener keeps it,
 * and only then the position moves on; one that is read twice is kept once.
 */
@Component
class ImapPolling implements Recurring {
    private static final int LARGEST = 50 * 1024 * 1024;

    private final ObjectProvider<MailInSettings> settings;
    private final MailSettings mail;
    private final OwnAddresses addresses;
    private final Arrivals arrivals;
    private final ImapPositions positions;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    ImapPolling(
            ObjectProvider<MailInSettings> settings,
            MailSettings mail,
            OwnAddresses addresses,
            Arrivals arrivals,
            ImapPositions positions,
            TransactionOperations transaction,
            InstantSource clock) {
        this.settings = settings;
        this.mail = mail;
        this.addresses = addresses;
        this.arrivals = arrivals;
        this.positions = positions;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "mail.imap";
    }

    @Override
    public Purpose purpose() {
        return Purpose.MAIL_IN;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(60);
    }

    @Override
    public void run() {
        MailInSettings.Imap imap =
                settings.getIfAvailable(() -> MailInSettings.NONE).imap();
        if (imap != null) {
            poll(imap);
        }
    }

    void poll(MailInSettings.Imap imap) {
        Position from = Objects.requireNonNull(transaction.execute(_ -> positions.of(imap.name())));
        var account = new Account(imap.host(), imap.port(), imap.tls(), imap.user(), imap.password(), imap.folder());
        var server = InetSocketAddress.createUnresolved(imap.host(), imap.port());
        try {
            ImapMailbox.read(account, from, LARGEST, (raw, at) -> {
                arrivals.receive(envelope(raw, resolved(server)), raw);
                transaction.executeWithoutResult(_ -> positions.moveTo(imap.name(), at));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetSocketAddress resolved(InetSocketAddress server) {
        var found = new InetSocketAddress(server.getHostString(), server.getPort());
        return found.isUnresolved()
                ? new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), server.getPort())
                : found;
    }

    /** What the envelope was, as far as the server that delivered it wrote it down. */
    private Envelope envelope(byte[] raw, InetSocketAddress server) {
        MailReading reading = IncomingMail.read(raw);
        return switch (reading) {
            case Unparseable _ -> new Envelope("", List.of(mail.fromAddress()), server, clock.instant());
            case IncomingMail read -> {
                List<String> ours = Stream.concat(
                                delivered(read), read.to().stream().map(Mailbox::address))
                        .filter(addresses::include)
                        .distinct()
                        .toList();
                yield new Envelope(
                        returnPath(read), ours.isEmpty() ? List.of(mail.fromAddress()) : ours, server, clock.instant());
            }
        };
    }

    private static Stream<String> delivered(IncomingMail read) {
        return Stream.of("X-Original-To", "Delivered-To", "Envelope-To")
                .flatMap(name -> read.headers().all(name).stream())
                .map(ImapPolling::bare);
    }

    private static String returnPath(IncomingMail read) {
        return read.headers().first("Return-Path").map(ImapPolling::bare).orElse("");
    }

    private static String bare(String value) {
        return value.replaceAll("[<>\\s]", "");
    }
}
