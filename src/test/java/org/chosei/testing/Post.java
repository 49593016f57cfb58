package org.chosei.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.demo.MailSink;
import org.chosei.kernel.PersonId;
import org.chosei.mail.MailListener;
import org.chosei.mail.wire.RelayEnvelope;
import org.chosei.mail.wire.RelayResult;
import org.chosei.mail.wire.SmtpRelay;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The way mail takes to and from a running server: over its listener as a stranger's server would, and out of its sink. */
public final class Post {
    /** The address that people write to. */
    public static final String DESK = "csirt@csirt.example";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Application application;

    public Post(Application application) {
        this.application = application;
    }

    /** What became of an arrived mail: {@code TAKEN} or {@code DESK}, and the message key that says why. */
    public record Routed(UUID id, String state, String note) {}

    /** Hands a mail over and waits until the router has decided; {@code further} are more recipients on the same envelope. */
    public Routed deliver(String recipient, byte[] mail, String... further) {
        handOver(new RelayEnvelope("sender@peer.example", recipient, List.of(further), false), mail);
        return await("the mail was not routed", () -> routed(recipient, mail));
    }

    public Routed deliver(byte[] mail) {
        return deliver(DESK, mail);
    }

    private void handOver(RelayEnvelope envelope, byte[] mail) {
        var relay = new SmtpRelay(SmtpRelay.Settings.of(
                "127.0.0.1", application.bean(MailListener.class).port(), SmtpRelay.Tls.OFF, "peer.example"));
        try (var session = relay.open()) {
            RelayResult result = session.send(envelope, mail).main();
            if (!(result instanceof RelayResult.HandedOver)) {
                throw new AssertionError("the listener said " + result);
            }
        }
    }

    private Optional<Routed> routed(String recipient, byte[] mail) {
        return asStaff(() -> application
                .bean(JdbcClient.class)
                .sql("""
                        select id, state, note from incoming_mail
                         where sha256 = :sha256 and :recipient = any(envelope_to) and state <> 'ARRIVED'
                        """)
                .param("sha256", sha256(mail))
                .param("recipient", recipient)
                .query((row, _) -> new Routed(row.getObject(1, UUID.class), row.getString(2), row.getString(3)))
                .optional());
    }

    /** Waits for the {@code count}th mail to this address and returns it. */
    public MailSink.Message awaitTo(String address, int count) {
        return await("no mail number " + count + " to " + address, () -> {
            List<MailSink.Message> arrived = application.outside().messagesTo(address);
            return arrived.size() < count ? Optional.empty() : Optional.of(arrived.get(count - 1));
        });
    }

    /** First column of all rows, as staff see them. */
    public List<String> staffSees(String sql) {
        return asStaff(() ->
                application.bean(JdbcClient.class).sql(sql).query(String.class).list());
    }

    /** The one value that staff see. */
    public long count(String sql) {
        return asStaff(() ->
                application.bean(JdbcClient.class).sql(sql).query(Long.class).single());
    }

    /** Runs work in a transaction as a coordinator. */
    public <T> T asStaff(Supplier<T> work) {
        Scope staff = new Scope.Person(
                new PersonId(UUID.randomUUID()), TestOrganisations.COORDINATOR, Set.of(Role.COORDINATOR));
        return Scopes.as(
                staff, () -> application.bean(TransactionOperations.class).execute(_ -> work.get()));
    }

    /** Looks again until there is something; what never comes fails the test. */
    public static <T> T await(String complaint, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(complaint + " in " + PATIENCE.toSeconds() + " seconds");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A mail's bytes as text, for its header and its armored parts. */
    public static String text(MailSink.Message message) {
        return new String(message.bytes(), StandardCharsets.US_ASCII);
    }
}
