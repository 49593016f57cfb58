package org.chosei.agreements.paper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.agreements.AgreementKind;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Uuid7;
import org.chosei.vault.SealedId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The papers and what was read from them. */
@Component
class PaperStore {
    private static final String SELECT = """
            select p.id, p.organisation_id, p.kind, p.language, p.scan, p.scan_name, p.scan_type, p.scan_size,
                   p.scan_sha256, p.brought_at, s.signature_id, d.reason, d.discarded_at,
                   r.round, r.readings, r.first_person
              from agreement_paper p
                   left join agreement_signed_paper s on s.paper_id = p.id
                   left join agreement_paper_discard d on d.paper_id = p.id
                   join lateral (select round, count(*) as readings, (array_agg(person_id order by place))[1] as first_person
                                   from agreement_paper_reading where paper_id = p.id
                                  group by round order by round desc limit 1) r on true
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    PaperStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A reading as it is kept. */
    record ReadingRow(PersonId by, SealedId content) {}

    void add(UUID id, OrganisationId organisation, AgreementKind kind, String language, Paper.Scan scan) {
        jdbc.sql("""
                        insert into agreement_paper (id, organisation_id, kind, language, scan, scan_name, scan_type,
                                                     scan_size, scan_sha256)
                        values (:id, :organisation, :kind, :language, :scan, :name, :type, :size, :sha256)
                        """)
                .param("id", id)
                .param("organisation", organisation.value())
                .param("kind", kind.label())
                .param("language", language)
                .param("scan", scan.content().value())
                .param("name", scan.name().value())
                .param("type", scan.type().label())
                .param("size", scan.size())
                .param("sha256", scan.sha256())
                .update();
    }

    /** Whether this very scan was brought for the same text already and not discarded. */
    boolean isBrought(OrganisationId organisation, AgreementKind kind, String sha256) {
        return jdbc.sql("""
                        select exists (select from agreement_paper p
                                        where organisation_id = :organisation and kind = :kind and scan_sha256 = :sha256
                                          and not exists (select from agreement_paper_discard d where d.paper_id = p.id))
                        """)
                .param("organisation", organisation.value())
                .param("kind", kind.label())
                .param("sha256", sha256)
                .query(Boolean.class)
                .single();
    }

    /** Makes those who read or discard the same paper, or bring one for the same organisation, wait for each other. */
    void lock(UUID paperOrOrganisation) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "agreement-paper:" + paperOrOrganisation)
                .query((_, _) -> true)
                .single();
    }

    void addReading(UUID paper, int round, int place, PersonId by, SealedId content) {
        jdbc.sql("""
                        insert into agreement_paper_reading (id, paper_id, round, place, person_id, content)
                        values (:id, :paper, :round, :place, :person, :content)
                        """)
                .param("id", Uuid7.at(clock.instant()))
                .param("paper", paper)
                .param("round", round)
                .param("place", place)
                .param("person", by.value())
                .param("content", content.value())
                .update();
    }

    /** The readings of one round, the first first. */
    List<ReadingRow> readings(UUID paper, int round) {
        return jdbc.sql("""
                        select person_id, content from agreement_paper_reading
                         where paper_id = :paper and round = :round order by place
                        """)
                .param("paper", paper)
                .param("round", round)
                .query((row, _) -> new ReadingRow(
                        new PersonId(row.getObject(1, UUID.class)), new SealedId(row.getObject(2, UUID.class))))
                .list();
    }

    void keepProof(UUID signature, Paper paper, PaperReading reading, PersonId first, PersonId second) {
        jdbc.sql("""
                        insert into agreement_signed_paper (signature_id, organisation_id, paper_id, signed_on, scan_sha256,
                                                            first_person, second_person)
                        values (:signature, :organisation, :paper, :on, :sha256, :first, :second)
                        """)
                .param("signature", signature)
                .param("organisation", paper.organisation().value())
                .param("paper", paper.id())
                .param("on", reading.signedOn())
                .param("sha256", paper.scan().sha256())
                .param("first", first.value())
                .param("second", second.value())
                .update();
    }

    void discard(UUID paper, SealedId reason) {
        jdbc.sql("insert into agreement_paper_discard (paper_id, reason) values (:paper, :reason)")
                .param("paper", paper)
                .param("reason", reason.value())
                .update();
    }

    Optional<Paper> find(UUID id) {
        return jdbc.sql(SELECT + " where p.id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** All of one organisation, newest first. One query. */
    List<Paper> of(OrganisationId organisation) {
        return jdbc.sql(SELECT + " where p.organisation_id = :organisation order by p.id desc")
                .param("organisation", organisation.value())
                .query((row, _) -> read(row))
                .list();
    }

    /** Those of which no signature came yet, oldest first. One query. */
    List<Paper> waiting(int limit) {
        return jdbc.sql(SELECT + " where s.paper_id is null and d.paper_id is null order by p.id limit :limit")
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    private static Paper read(ResultSet row) throws SQLException {
        return new Paper(
                row.getObject("id", UUID.class),
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                AgreementKind.of(row.getString("kind")),
                row.getString("language"),
                new Paper.Scan(
                        new SealedId(row.getObject("scan", UUID.class)),
                        new SealedId(row.getObject("scan_name", UUID.class)),
                        ScanType.of(row.getString("scan_type")),
                        row.getLong("scan_size"),
                        row.getString("scan_sha256")),
                row.getObject("brought_at", OffsetDateTime.class).toInstant(),
                state(row));
    }

    private static Paper.State state(ResultSet row) throws SQLException {
        UUID signature = row.getObject("signature_id", UUID.class);
        if (signature != null) {
            return new Paper.State.Signed(signature);
        }
        UUID reason = row.getObject("reason", UUID.class);
        if (reason != null) {
            return new Paper.State.Discarded(
                    new SealedId(reason),
                    row.getObject("discarded_at", OffsetDateTime.class).toInstant());
        }
        return row.getInt("readings") == 1
                ? new Paper.State.OneReading(
                        row.getInt("round"), new PersonId(row.getObject("first_person", UUID.class)))
                : new Paper.State.Differs(row.getInt("round"));
    }
}
