package org.chosei.demo;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.crypto.Certificate;
import org.chosei.identity.Token;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.EncryptedLetters;
import org.chosei.registry.ImportSheet;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.RegistryByCommand;
import org.chosei.server.Server;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes the rows that thousands of vendors leave behind when each registers, signs and proves its key; and, to measure beside
 * them, the rows of a wave without anything around them. What is measured comes after.
 */
final class LargeWaveRows {
    private final Server server;
    private final Scope staff;
    private List<OrganisationId> vendors = List.of();
    private List<Kept> keys = List.of();

    /** As the database keeps it; read certificates of thousands would fill the server's memory. */
    private record Kept(Certificate.Format format, String fingerprint, String identity, byte[] bytes) {}

    LargeWaveRows(Server server, Scope staff) {
        this.server = server;
        this.staff = staff;
    }

    /** A vendor for each certificate. */
    List<OrganisationId> vendors(List<? extends Certificate> certificates) {
        keys = certificates.stream()
                .map(each -> new Kept(each.format(), each.fingerprint(), each.identity(), each.toBytes()))
                .toList();
        StringBuilder table = new StringBuilder("会社名,英文社名,登録区分,メール\n");
        for (int i = 0; i < keys.size(); i++) {
            table.append("製品開発者%d株式会社,Maker %d,一般登録,psirt@m%d.example\n".formatted(i, i, i));
        }
        RegistryByCommand.over(server.part(DataSource.class), InstantSource.system())
                .bring(
                        ImportSheet.read(table.toString().getBytes(StandardCharsets.UTF_8)),
                        false,
                        Locale.ENGLISH,
                        (_, _) -> {});
        vendors = as(
                staff,
                () -> server.part(Organisations.class).vendors().stream()
                        .map(Organisation::id)
                        .toList());
        StepFailed.unless(vendors.size() == keys.size(), "only %d vendors came in", vendors.size());
        sign();
        as(staff, this::prove);
        return vendors;
    }

    /** Only an organisation signs for itself; the owner of this throw-away database writes all signatures at once. */
    private void sign() {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute("alter table agreement_signature no force row level security");
            statement.execute("alter table agreement_text no force row level security");
            try (PreparedStatement insert = owner.prepareStatement("""
                    insert into agreement_signature (id, organisation_id, kind, version, language, text_sha256, person_id, signer_name,
                                                     capacity, from_address, proved_by)
                    select uuidv7(), v, t.kind, t.version, t.language, t.sha256, uuidv7(), 'Signer', 'Head of PSIRT', '192.0.2.7',
                           'password-totp'
                      from unnest(?::uuid[]) as v, agreement_text t where t.kind in ('note', 'nda') and t.language = 'en'
                    """)) {
                insert.setArray(1, owner.createArrayOf("uuid", ids(vendors.stream())));
                insert.executeUpdate();
            }
            statement.execute("alter table agreement_signature force row level security");
            statement.execute("alter table agreement_text force row level security");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean prove() {
        JdbcClient jdbc = server.part(JdbcClient.class);
        UUID[] ids = ids(vendors.stream());
        jdbc.sql("""
                        insert into organisation_state (id, organisation_id, state)
                        select uuidv7(), v, 'ACTIVE' from unnest(:vendors::uuid[]) as v
                        """).param("vendors", ids).update();
        jdbc.sql("""
                        insert into contact_key (id, organisation_id, format, fingerprint, public_key, certificate)
                        select uuidv7(), v, a, f, case a when 'SMIME' then i end, c
                          from unnest(:vendors::uuid[], :formats::text[], :fingerprints::text[], :identities::text[],
                                      :certificates::bytea[]) as t (v, a, f, i, c)
                        """)
                .param("vendors", ids)
                .param(
                        "formats",
                        keys.stream().map(each -> each.format().name()).toArray(String[]::new))
                .param("fingerprints", keys.stream().map(Kept::fingerprint).toArray(String[]::new))
                .param("identities", keys.stream().map(Kept::identity).toArray(String[]::new))
                .param("certificates", keys.stream().map(Kept::bytes).toArray(byte[][]::new))
                .update();
        jdbc.sql("""
                        insert into key_proof (key_id, organisation_id, method)
                        select id, organisation_id, 'CHALLENGE' from contact_key
                        """).update();
        return true;
    }

    /** A person of each of these, signed in; the tokens of their sessions. */
    List<Token> sessions(List<OrganisationId> of) {
        List<Token> tokens = of.stream().map(_ -> Token.random()).toList();
        UUID[] persons = of.stream().map(_ -> LargeWave.id()).toArray(UUID[]::new);
        as(new Scope.System(Purpose.SIGN_IN), () -> {
            JdbcClient jdbc = server.part(JdbcClient.class);
            jdbc.sql("""
                            insert into person (id, name, email, locale, created_at)
                            select p, 'Member', p || '@m.example', 'en', chosei_now() from unnest(:persons::uuid[]) as p
                            """).param("persons", persons).update();
            jdbc.sql("""
                            insert into membership (person_id, organisation_id, role, since)
                            select p, v, 'member', chosei_now() from unnest(:persons::uuid[], :vendors::uuid[]) as t (p, v)
                            """)
                    .param("persons", persons)
                    .param("vendors", ids(of.stream()))
                    .update();
            jdbc.sql("""
                            insert into session (token_hash, id, person_id, organisation_id, created_at, last_seen_at, expires_at)
                            select h, uuidv7(), p, v, chosei_now(), chosei_now(), chosei_now() + interval '1 day'
                              from unnest(:hashes::bytea[], :persons::uuid[], :vendors::uuid[]) as t (h, p, v)
                            """)
                    .param("hashes", tokens.stream().map(Token::hash).toArray(byte[][]::new))
                    .param("persons", persons)
                    .param("vendors", ids(of.stream()))
                    .update();
            return true;
        });
        return tokens;
    }

    List<EncryptedLetters.Recipient> recipients(int number) {
        List<EncryptedLetters.Recipient> recipients = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            recipients.add(new EncryptedLetters.Recipient(
                    vendors.get(i), "psirt@m" + i + ".example", "", keys.get(i).bytes()));
        }
        return recipients;
    }

    /** A grant and a mail for each of so many vendors in bare tables, by one statement each, committed as ever. */
    Duration insert(int number) {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute("create table if not exists peer_vendor (id uuid primary key)");
            statement.execute("truncate peer_vendor cascade");
            statement.execute("insert into peer_vendor select uuidv7() from generate_series(1, " + number + ")");
            statement.execute("create table if not exists peer_grant (id uuid primary key default uuidv7(),"
                    + " vendor uuid not null references peer_vendor, visible_from timestamptz not null)");
            statement.execute("create table if not exists peer_mail (id uuid primary key default uuidv7(),"
                    + " vendor uuid not null references peer_vendor, session_key bytea not null, state text not null,"
                    + " next_try_at timestamptz not null)");
            statement.execute(
                    "create index if not exists peer_mail_due on peer_mail (next_try_at) where state = 'STAGED'");
            owner.setAutoCommit(false);
            long begun = System.nanoTime();
            statement.execute("insert into peer_grant (vendor, visible_from) select id, now() from peer_vendor");
            statement.execute("insert into peer_mail (vendor, session_key, state, next_try_at)"
                    + " select id, decode(repeat('5a', 100), 'hex'), 'STAGED', now() from peer_vendor");
            owner.commit();
            return Duration.ofNanos(System.nanoTime() - begun);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection owner() throws SQLException {
        Environment settings = server.part(Environment.class);
        return DriverManager.getConnection(
                settings.getRequiredProperty("spring.flyway.url"),
                settings.getRequiredProperty("spring.flyway.user"),
                settings.getRequiredProperty("spring.flyway.password"));
    }

    private static UUID[] ids(Stream<OrganisationId> of) {
        return of.map(OrganisationId::value).toArray(UUID[]::new);
    }

    private <T> T as(Scope scope, Supplier<T> work) {
        TransactionOperations transaction = server.part(TransactionOperations.class);
        return Scopes.as(scope, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }
}
