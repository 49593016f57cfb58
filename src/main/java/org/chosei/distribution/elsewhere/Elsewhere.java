package org.chosei.distribution.elsewhere;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Scopes;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who of a case is in contact elsewhere, as staff or the vendor itself recorded it. Nothing decides by it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Elsewhere {
    /** Longest naming of with whom, and of their number. */
    public static final int LONGEST_NAME = 200;

    /** Longest note. */
    public static final int LONGEST_NOTE = 2_000;

    private final JdbcClient jdbc;
    private final Audiences audiences;
    private final Vault vault;
    private final Ledger ledger;
    private final Site site;
    private final InstantSource clock;

    Elsewhere(JdbcClient jdbc, Audiences audiences, Vault vault, Ledger ledger, Site site, InstantSource clock) {
        this.jdbc = jdbc;
        this.audiences = audiences;
        this.vault = vault;
        this.ledger = ledger;
        this.site = site;
        this.clock = clock;
    }

    /**
     * A contact elsewhere, opened for its reader.
     *
     * @param with whom, and {@code number} theirs of the case; empty if it has none
     * @param byVendor whether the vendor said so itself
     * @param endedAt when it was ended; null while it goes on
     */
    public record Contact(
            UUID id,
            OrganisationId vendor,
            String with,
            String number,
            String note,
            LocalDate since,
            boolean byVendor,
            Instant recordedAt,
            @Nullable Instant endedAt) {}

    /** What was typed. */
    public record Typed(String with, String number, String since, String note) {
        /** An empty form. */
        public static Typed blank() {
            return new Typed("", "", "", "");
        }
    }

    private record Row(
            UUID id,
            OrganisationId vendor,
            SealedId words,
            LocalDate since,
            boolean byVendor,
            Instant recordedAt,
            @Nullable Instant endedAt) {}

    /** All of a case that the acting scope may know, those that go on first. */
    public List<Contact> of(CaseId caseId) {
        List<Row> rows = jdbc.sql("""
                        select id, organisation_id, words, since, said_by = 'VENDOR', recorded_at, ended_at
                          from contact_elsewhere where case_id = :case order by ended_at nulls first, id
                        """)
                .param("case", caseId.value())
                .query((row, _) -> row(row))
                .list();
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<SealedId, Opened> words =
                vault.open(OpenPurpose.READ, rows.stream().map(Row::words).toList());
        return rows.stream().map(row -> contact(row, words.get(row.words()))).toList();
    }

    private static Row row(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject(7, OffsetDateTime.class);
        return new Row(
                row.getObject(1, UUID.class),
                new OrganisationId(row.getObject(2, UUID.class)),
                new SealedId(row.getObject(3, UUID.class)),
                Objects.requireNonNull(row.getObject(4, LocalDate.class)),
                row.getBoolean(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }

    private static Contact contact(Row row, @Nullable Opened words) {
        String[] lines = (words == null ? "" : words.text()).split("\n", 3);
        return new Contact(
                row.id(),
                row.vendor(),
                lines[0],
                lines.length > 1 ? lines[1] : "",
                lines.length > 2 ? lines[2] : "",
                row.since(),
                row.byVendor(),
                row.recordedAt(),
                row.endedAt());
    }

    /**
     * Records it: staff of any vendor, a vendor of itself. The same form sent twice is recorded once.
     *
     * @throws Refusal.Invalid naming the field: with, number, since, note
     */
    public void record(CaseId caseId, UUID form, OrganisationId vendor, Typed typed) {
        String with = line("with", typed.with());
        if (with.isEmpty()) {
            throw new Refusal.Invalid("with", "elsewhere-with");
        }
        String words = with + "\n" + line("number", typed.number()) + "\n" + note(typed.note());
        LocalDate since = since(typed.since());
        if (known(form)) {
            return;
        }
        boolean staff = Scopes.person().isStaff();
        AudienceId audience = staff
                ? audiences.open(caseId, Audience.Kind.ORGANISATION, vendor)
                : audiences
                        .find(caseId, Audience.Kind.ORGANISATION, vendor)
                        .map(Audience::id)
                        .orElseThrow(Refusal.NotFound::new);
        jdbc.sql("""
                        insert into contact_elsewhere (id, case_id, organisation_id, audience_id, since, words, said_by)
                        values (:id, :case, :vendor, :audience, :since, :words, :by)
                        """)
                .param("id", form)
                .param("case", caseId.value())
                .param("vendor", vendor.value())
                .param("audience", audience.value())
                .param("since", since)
                .param("words", vault.seal(caseId, audience, words).value())
                .param("by", staff ? "STAFF" : "VENDOR")
                .update();
        ledger.append(Entry.of(caseId, "elsewhere.recorded")
                .about("organisation", vendor)
                .about("contact", form)
                .seenBy(audience));
    }

    /** It goes on no more; staff end any, a vendor its own. Again changes nothing. */
    public void end(CaseId caseId, UUID contact) {
        List<UUID> vendors = jdbc.sql("""
                        update contact_elsewhere set ended_at = chosei_now(), ended_by = :by
                         where id = :id and case_id = :case and ended_at is null returning organisation_id
                        """)
                .param("by", Scopes.current().actor())
                .param("id", contact)
                .param("case", caseId.value())
                .query(UUID.class)
                .list();
        vendors.forEach(vendor -> ledger.append(Entry.of(caseId, "elsewhere.ended")
                .about("organisation", vendor)
                .about("contact", contact)));
    }

    private boolean known(UUID form) {
        return jdbc.sql("select count(*) from contact_elsewhere where id = :id")
                        .param("id", form)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private static String line(String field, String typed) {
        String clean = JapaneseText.withoutControls(typed).replace('\n', ' ').strip();
        if (JapaneseText.codePoints(clean) > LONGEST_NAME) {
            throw new Refusal.Invalid(field, "elsewhere-long", LONGEST_NAME);
        }
        return clean;
    }

    private static String note(String typed) {
        String clean = JapaneseText.withoutControls(typed).strip();
        if (JapaneseText.codePoints(clean) > LONGEST_NOTE) {
            throw new Refusal.Invalid("note", "elsewhere-long", LONGEST_NOTE);
        }
        return clean;
    }

    private LocalDate since(String typed) {
        try {
            LocalDate day = LocalDate.parse(typed.strip());
            // a day that has begun anywhere
            if (day.getYear() >= 1990
                    && !day.isAfter(
                            LocalDate.ofInstant(clock.instant(), site.zone()).plusDays(1))) {
                return day;
            }
        } catch (DateTimeParseException e) {
            throw new Refusal.Invalid("since", "elsewhere-since");
        }
        throw new Refusal.Invalid("since", "elsewhere-since");
    }
}
