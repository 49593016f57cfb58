package org.chosei.demo;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.chosei.access.Audiences;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.NewCase;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Tlp;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.ImportSheet;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.RegistryByCommand;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.vault.search.Search;
import org.chosei.vault.search.SearchEntry;
import org.chosei.vault.search.SearchIndex;
import org.chosei.vault.search.SearchKind;
import org.chosei.vault.search.SearchQuery;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Cases in which very much was said, sealed and indexed as ever, beside the same words unsealed: to measure how soon they are found. */
public final class LargeTalk implements AutoCloseable {
    /** Organisations that talk, each in every case. */
    public static final int VENDORS = 10;

    private static final int IN_THREAD = 50;
    private static final int SHOWN = 20;

    private final Stage stage;
    private final GeneratedTalk talk = new GeneratedTalk();
    private final Random random = new Random(5);
    private final Scope staff;
    private final Scope vendor;
    private final List<OrganisationId> vendors;
    private final Connection unsealed;

    private LargeTalk(Stage stage) throws SQLException {
        this.stage = stage;
        Scope nobody =
                new Scope.Person(new PersonId(UUID.randomUUID()), new OrganisationId(UUID.randomUUID()), Set.of());
        OrganisationId csirt = as(nobody, stage.server().part(Organisations.class)::coordinator);
        this.staff = new Scope.Person(new PersonId(UUID.randomUUID()), csirt, Set.of(Role.COORDINATOR));
        this.vendors = register();
        this.vendor = new Scope.Person(new PersonId(UUID.randomUUID()), vendors.getFirst(), Set.of(Role.MEMBER));
        Environment settings = stage.server().part(Environment.class);
        this.unsealed = DriverManager.getConnection(
                settings.getRequiredProperty("spring.flyway.url"),
                settings.getRequiredProperty("spring.flyway.user"),
                settings.getRequiredProperty("spring.flyway.password"));
        try (Statement statement = unsealed.createStatement()) {
            statement.execute(
                    "create temporary table said (id uuid primary key, vendor uuid not null, body text not null)");
        }
    }

    /** Starts a server over a fresh database with its vendors in the registry. */
    public static LargeTalk open() {
        Stage stage = Stage.open(Production.usual().withoutGnuPg().hasty(), _ -> {});
        try {
            Cast.administrator(stage);
            return new LargeTalk(stage);
        } catch (SQLException e) {
            stage.close();
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    private List<OrganisationId> register() {
        StringBuilder table = new StringBuilder("会社名,英文社名,登録区分,メール\n");
        for (int i = 0; i < VENDORS; i++) {
            table.append("製品開発者%d株式会社,Maker %d,一般登録,psirt@m%d.example\n".formatted(i, i, i));
        }
        RegistryByCommand.over(stage.server().part(DataSource.class), InstantSource.system())
                .bring(
                        ImportSheet.read(table.toString().getBytes(StandardCharsets.UTF_8)),
                        false,
                        Locale.ENGLISH,
                        (_, _) -> {});
        return as(
                staff,
                () -> stage.server().part(Organisations.class).vendors().stream()
                        .map(Organisation::id)
                        .toList());
    }

    /** Lets so many messages be said, in threads of fifty; returns how many there are now. */
    public int say(int messages) {
        int said = 0;
        while (said < messages) {
            said += as(staff, this::oneCase);
        }
        try (Statement statement = unsealed.createStatement()) {
            // as PostgreSQL does by itself after a while
            statement.execute("analyze said");
            statement.execute("analyze search_entry");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return said;
    }

    private int oneCase() {
        CaseId of = stage.server()
                .part(Cases.class)
                .open(new NewCase(
                        "Matter",
                        "Summary",
                        "Library",
                        Tlp.AMBER,
                        stage.server().part(Organisations.class).coordinator(),
                        "",
                        null,
                        InstantSource.system().instant()))
                .id();
        Audiences audiences = stage.server().part(Audiences.class);
        audiences.openEach(of, vendors);
        var audienceOf = audiences.ofEach(of, vendors);
        UUID[] ids = vendors.stream().map(OrganisationId::value).toArray(UUID[]::new);
        JdbcClient jdbc = stage.server().part(JdbcClient.class);
        for (String rows : List.of("""
                insert into access_grant (case_id, audience_id, organisation_id, visible_from)
                select a.case_id, a.id, a.organisation_id, chosei_now() from audience a
                 where a.case_id = :case and a.organisation_id = any(:vendors::uuid[])
                """, """
                insert into thread (id, case_id, audience_id, organisation_id)
                select uuidv7(), a.case_id, a.id, a.organisation_id from audience a
                 where a.case_id = :case and a.organisation_id = any(:vendors::uuid[])
                """)) {
            jdbc.sql(rows).param("case", of.value()).param("vendors", ids).update();
        }
        List<Vault.ForAudience> texts = new ArrayList<>();
        List<OrganisationId> by = new ArrayList<>();
        vendors.forEach(each -> {
            AudienceId audience = Objects.requireNonNull(audienceOf.get(each));
            for (int i = 0; i < IN_THREAD; i++) {
                texts.add(new Vault.ForAudience(audience, talk.message()));
                by.add(each);
            }
        });
        add(of, texts, by);
        return texts.size();
    }

    private void add(CaseId of, List<Vault.ForAudience> texts, List<OrganisationId> by) {
        List<SealedId> sealed = stage.server().part(Vault.class).sealEach(of, texts);
        Instant now = InstantSource.system().instant();
        UUID[] ids = new UUID[texts.size()];
        List<SearchIndex.Text> found = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Uuid7.at(now.minus(Duration.ofMinutes(random.nextInt(500_000))));
            Vault.ForAudience text = texts.get(i);
            found.add(new SearchIndex.Text(
                    SearchEntry.of(SearchKind.MESSAGE, ids[i], of, text.audience(), List.of(sealed.get(i)))
                            .saidBy(by.get(i), by.get(i)),
                    text.text()));
        }
        stage.server()
                .part(JdbcClient.class)
                .sql("""
                        insert into message (id, thread_id, case_id, audience_id, organisation_id, via, body)
                        select m.message, t.id, :case, t.audience_id, t.organisation_id, 'web', m.body
                          from unnest(:ids::uuid[], :bys::uuid[], :bodies::uuid[]) as m (message, vendor, body)
                          join thread t on t.case_id = :case and t.organisation_id = m.vendor
                        """)
                .param("case", of.value())
                .param("ids", ids)
                .param("bys", by.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .param("bodies", sealed.stream().map(SealedId::value).toArray(UUID[]::new))
                .update();
        stage.server().part(SearchIndex.class).putEach(found);
        unsealed(ids, texts, by);
    }

    private void unsealed(UUID[] ids, List<Vault.ForAudience> texts, List<OrganisationId> by) {
        try (PreparedStatement statement =
                unsealed.prepareStatement("insert into said (id, vendor, body) values (?, ?, ?)")) {
            for (int i = 0; i < ids.length; i++) {
                statement.setObject(1, ids[i]);
                statement.setObject(2, by.get(i).value());
                statement.setString(3, texts.get(i).text());
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How long the search and the plain comparison took for the same words, in order, and how much both found. */
    public record Times(List<Duration> search, List<Duration> ilike, int hits, int missed) {}

    /** Asks so many queries, as staff or as a vendor; the first round is not measured. */
    public Times ask(int queries, boolean asVendor) {
        List<List<String>> asked = talk.queries(queries);
        List<Duration> search = new ArrayList<>();
        List<Duration> ilike = new ArrayList<>();
        int hits = 0;
        int missed = 0;
        for (List<String> words : asked.subList(0, Math.min(20, asked.size()))) {
            find(words, asVendor);
        }
        for (List<String> words : asked) {
            long begun = System.nanoTime();
            int found = find(words, asVendor);
            search.add(Duration.ofNanos(System.nanoTime() - begun));
            begun = System.nanoTime();
            int plain = compare(words, asVendor);
            ilike.add(Duration.ofNanos(System.nanoTime() - begun));
            hits += found;
            missed += Math.max(0, plain - found);
        }
        return new Times(search, ilike, hits, missed);
    }

    private int find(List<String> words, boolean asVendor) {
        return as(
                asVendor ? vendor : staff,
                () -> stage.server()
                        .part(Search.class)
                        .find(Search.Request.of(SearchQuery.read(String.join(" ", words)), SHOWN))
                        .size());
    }

    private int compare(List<String> words, boolean asVendor) {
        String sql = "select id from said where " + (asVendor ? "vendor = ? and " : "")
                + String.join(" and ", words.stream().map(_ -> "body ilike ?").toList())
                + " order by id desc limit " + SHOWN;
        try (PreparedStatement statement = unsealed.prepareStatement(sql)) {
            int at = 1;
            if (asVendor) {
                statement.setObject(at++, vendors.getFirst().value());
            }
            for (String word : words) {
                statement.setString(at++, "%" + word + "%");
            }
            int rows = 0;
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    rows++;
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T as(Scope scope, Supplier<T> work) {
        TransactionOperations transaction = stage.server().part(TransactionOperations.class);
        return Scopes.as(scope, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    @Override
    public void close() {
        try {
            unsealed.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            stage.close();
        }
    }
}
