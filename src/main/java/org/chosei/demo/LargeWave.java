package org.chosei.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.NewCase;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.MessageArmor;
import org.chosei.distribution.Fairness;
import org.chosei.distribution.Wave;
import org.chosei.distribution.Waves;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Tlp;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.EncryptedLetters;
import org.chosei.mail.OwnKeys;
import org.chosei.registry.ContactPoints;
import org.chosei.registry.Organisations;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The demo's stage with many vendors that signed everything and proved a key each: to measure a wave to all of them. */
public final class LargeWave implements AutoCloseable {
    /** Bytes of a notice's words, as long ones are. */
    public static final int BYTES = 20_000;

    /** So much too late may be seen that the last mail left; looking more often takes from those who hand over. */
    private static final int BETWEEN_LOOKS_MS = 25;

    private final Stage stage;
    private final CountedRequests counted;
    private final Scope.Person staff;
    private final LargeWaveRows rows;
    private final List<OrganisationId> vendors;

    private LargeWave(Stage stage, CountedRequests counted, List<? extends Certificate> keys) {
        this.stage = stage;
        stage.outside().keepNone();
        this.counted = counted;
        Organisations organisations = stage.server().part(Organisations.class);
        Scope nobody =
                new Scope.Person(new PersonId(UUID.randomUUID()), new OrganisationId(UUID.randomUUID()), Set.of());
        OrganisationId csirt = as(nobody, organisations::coordinator);
        this.staff = new Scope.Person(new PersonId(UUID.randomUUID()), csirt, Set.of(Role.COORDINATOR));
        this.rows = new LargeWaveRows(stage.server(), staff);
        this.vendors = rows.vendors(keys);
    }

    /**
     * Starts a server over a fresh database with a vendor for each of these certificates.
     *
     * @param relayPort where mails are handed to on loopback; 0 for a sink in this process that counts them
     */
    public static LargeWave open(List<? extends Certificate> keys, int relayPort) {
        CountedRequests counted = new CountedRequests();
        Stage stage = Stage.open(Production.usual().withoutGnuPg().hasty(), counted::listenIn, relayPort);
        refusalsAreExpected();
        try {
            return new LargeWave(stage, counted, keys);
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    /** Hundreds ask for a page before its instant, and how many of them saw it is counted: no line of the log for each. */
    private static void refusalsAreExpected() {
        ((Logger) LoggerFactory.getLogger("org.chosei.web.Errors")).setLevel(Level.WARN);
    }

    /** A wave that was planned: with how many statements, and how long that took. */
    public record Planned(Wave wave, int statements, Duration took) {}

    /** Plans a wave of a new case to so many of the vendors, as a coordinator does. */
    public Planned plan(int number, Duration ahead) {
        CaseId of = openCase();
        Set<OrganisationId> to = new LinkedHashSet<>(vendors.subList(0, number));
        Waves.Request request = new Waves.Request(
                of,
                to,
                "認証の不備",
                words("回避策：管理画面を閉じてください。\n"),
                "Broken login",
                words("Close the console to the internet.\n"),
                now().plus(ahead).atZone(ZoneOffset.UTC));
        counted.takenHere();
        long begun = System.nanoTime();
        Wave wave = Scopes.as(staff, () -> stage.server().part(Waves.class).plan(request));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return new Planned(wave, counted.takenHere(), took);
    }

    /** The least that a wave to so many costs: its rows alone by one statement each, and its mails sealed. */
    public Duration bare(int number) {
        return rows.insert(number).plus(seal(number));
    }

    private Duration seal(int number) {
        EncryptedLetters letters = stage.server().part(EncryptedLetters.class);
        List<EncryptedLetters.Recipient> recipients = rows.recipients(number);
        long begun = System.nanoTime();
        EncryptedLetters.Prepared letter = letters.prepare(
                "[TLP:AMBER] [CHS-2026-99999]",
                "Broken login",
                words("回避策：管理画面を閉じてください。\n") + words("Close the console to the internet.\n"));
        letters.address(letter, recipients);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Signs in a person of each of the first vendors and lets all of them wait for the wave's case from now on. */
    public PollingVendors poll(Wave wave, int number, Duration every) {
        return PollingVendors.start(
                stage.base(),
                "/our-cases/" + wave.caseId(),
                rows.sessions(vendors.subList(0, number)),
                wave.visibleFrom(),
                every);
    }

    /** How the mails of a wave went out. */
    public record HandedOver(Instant first, Instant last, int mails) {}

    /** Waits until every mail of the wave is handed over and says so in the database. */
    public HandedOver awaitMails(Wave wave, int number, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            HandedOver now = waiting() ? new HandedOver(Instant.EPOCH, Instant.EPOCH, 0) : handedOver(wave);
            if (now.mails() >= number) {
                return now;
            }
            StepFailed.unless(
                    System.nanoTime() < deadline, "only %d of %d mails were handed over", now.mails(), number);
            pause();
        }
    }

    /** As long as work of handing over is due; the mails themselves, of which thousands left already, would be walked past. */
    private boolean waiting() {
        return as(
                staff,
                () -> stage.server()
                        .part(JdbcClient.class)
                        .sql("""
                                select exists (select from scheduled_tasks
                                                where task_name = 'mail.drain' and execution_time <= chosei_now())
                                """)
                        .query(Boolean.class)
                        .single());
    }

    private HandedOver handedOver(Wave wave) {
        return as(
                staff,
                () -> stage.server()
                        .part(JdbcClient.class)
                        .sql("""
                                select count(*), min(handed_over_at), max(handed_over_at) from mail_delivery
                                 where case_id = :case and state = 'HANDED_OVER'
                                """)
                        .param("case", wave.caseId().value())
                        .query((row, _) -> new HandedOver(
                                instant(row.getObject(2, OffsetDateTime.class)),
                                instant(row.getObject(3, OffsetDateTime.class)),
                                row.getInt(1)))
                        .single());
    }

    private static Instant instant(@org.jspecify.annotations.Nullable OffsetDateTime at) {
        return at == null ? Instant.EPOCH : at.toInstant();
    }

    /** How large the mails of the wave are, without their headers. */
    public int mailBytes(Wave wave) {
        return as(
                new Scope.System(Purpose.MAIL_OUT),
                () -> stage.server()
                        .part(JdbcClient.class)
                        .sql("""
                                select b.ciphertext, d.session_key from mail_delivery d join mail_body b on b.id = d.body_id
                                 where d.case_id = :case limit 1
                                """)
                        .param("case", wave.caseId().value())
                        .query((row, _) -> new MessageArmor(row.getBytes(1))
                                .to(row.getBytes(2))
                                .length())
                        .single());
    }

    /** Where mails go to the vendor whose certificate was the n-th. */
    String address(int number) {
        OrganisationId vendor = vendors.get(number);
        return as(
                staff,
                () -> Objects.requireNonNull(stage.server()
                                .part(ContactPoints.class)
                                .teams(Set.of(vendor))
                                .get(vendor))
                        .email());
    }

    /** With which its mails are signed, armored. */
    String ownCertificate() {
        return as(staff, () -> stage.server().part(OwnKeys.class).certificate().toArmor());
    }

    /** What the fairness report says of the wave's case. */
    List<Fairness.Line> report(Wave wave) {
        return as(staff, () -> stage.server().part(Fairness.class).of(wave.caseId(), Locale.ENGLISH));
    }

    /** How many mails the sink in this process took so far. */
    public int mailsTaken() {
        return stage.outside().taken();
    }

    private CaseId openCase() {
        return as(
                staff,
                () -> stage.server()
                        .part(Cases.class)
                        .open(new NewCase(
                                "Broken login",
                                "Summary",
                                "Router",
                                Tlp.AMBER,
                                stage.server().part(Organisations.class).coordinator(),
                                "",
                                null,
                                now()))
                        .id());
    }

    private static String words(String line) {
        return line.repeat(BYTES / 2 / line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    }

    private <T> T as(Scope scope, Supplier<T> work) {
        TransactionOperations transaction = stage.server().part(TransactionOperations.class);
        return Scopes.as(scope, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    static Instant now() {
        return InstantSource.system().instant();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static UUID id() {
        return Uuid7.at(now());
    }

    @Override
    public void close() {
        stage.close();
    }
}
