package org.chosei.ledger;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reads a case's chain as what happened. Row-level security decides which entries the acting scope is shown. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Timeline {
    private static final int HANDLE = 12;
    private static final Pattern HANDLE_FORM = Pattern.compile("[0-9a-f]{" + HANDLE + "}");
    private static final Pattern NUMBER_FORM = Pattern.compile("[0-9]{1,11}");

    private final JdbcClient jdbc;
    private final DetailsSeal seal;

    Timeline(JdbcClient jdbc, DetailsSeal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    /**
     * One entry.
     *
     * @param actor as {@link Scope#actor()} writes it
     * @param subjects ids, each written {@code type:id}
     * @param shared whether an audience besides staff may read the entry
     * @param only the one organisation that may read it beside staff; null where there is no such
     * @param handle names the entry for ever without telling how many others there are: the beginning of its hash
     */
    public record Line(
            long seq,
            Instant at,
            String actor,
            String kind,
            List<String> subjects,
            boolean shared,
            @Nullable OrganisationId only,
            String handle) {}

    /** In which order entries are read. */
    public enum Order {
        NEWEST,
        OLDEST
    }

    /**
     * At most {@code size} entries in this order, in one query.
     *
     * @param start the number of the first one wanted, or of the one after which to go on; null for the beginning
     * @param after whether {@code start} itself was shown already
     */
    public List<Line> page(
            CaseId caseId, TimelineFilter filter, Order order, @Nullable Long start, boolean after, int size) {
        TimelineFilter.Party party = filter.party();
        OrganisationId organisation = party == null ? null : party.organisation();
        String compared = (order == Order.NEWEST ? "<" : ">") + (after ? "" : "=");
        return jdbc.sql("""
                        select e.seq, e.at, e.actor, e.kind, e.subjects, e.audience_id, e.hash, a.organisation_id
                          from ledger_entry e left join audience a on a.id = e.audience_id
                         where e.chain = :chain
                           and (not :chosen or split_part(e.kind, '.', 1) = any(:rooms::text[])
                                or :rest and not split_part(e.kind, '.', 1) = any(:others::text[]))
                           and (not :some or e.subjects like :subject or e.actor like any(:actors::text[])
                                or e.audience_id = :audience::uuid)
                           and (:from::timestamptz is null or e.at >= :from::timestamptz)
                           and (:until::timestamptz is null or e.at < :until::timestamptz)
                           and (:start::bigint is null or e.seq %s :start::bigint)
                         order by e.seq %s limit :size
                        """.formatted(compared, order == Order.NEWEST ? "desc" : "asc"))
                .param("chain", caseId.value())
                .param("chosen", !filter.rooms().isEmpty() || filter.others() != null)
                .param("rooms", TimelineFilter.array(filter.rooms()))
                .param("rest", filter.others() != null)
                .param("others", TimelineFilter.array(filter.others()))
                .param("some", party != null)
                .param("subject", organisation == null ? "-" : "%\"organisation:" + organisation + "\"%")
                .param("actors", party == null ? new String[0] : party.patterns())
                .param("audience", party == null ? null : audience(party), Types.OTHER)
                .param("from", time(filter.from()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("until", time(filter.until()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("start", start, Types.BIGINT)
                .param("size", size)
                .query((row, _) -> new Line(
                        row.getLong("seq"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        row.getString("kind"),
                        Subjects.read(row.getString("subjects")),
                        row.getObject("audience_id") != null,
                        only(row.getObject("organisation_id", UUID.class)),
                        row.getString("hash").substring(0, HANDLE)))
                .list();
    }

    private static @Nullable UUID audience(TimelineFilter.Party party) {
        return party.audience() == null ? null : party.audience().value();
    }

    private static @Nullable OrganisationId only(@Nullable UUID organisation) {
        return organisation == null ? null : new OrganisationId(organisation);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    /** An entry's number and handle. */
    public record Found(long seq, String handle) {}

    /**
     * The entry with this handle, or for staff with this number; empty when the acting scope may not see one. Numbers tell how
     * much others do, so that nobody else may try them. One query.
     */
    public Optional<Found> find(CaseId caseId, String reference) {
        boolean handle = HANDLE_FORM.matcher(reference).matches();
        if (!handle && !NUMBER_FORM.matcher(reference).matches()) {
            return Optional.empty();
        }
        if (!handle && !Scopes.person().isStaff()) {
            return Optional.empty();
        }
        return jdbc.sql("select seq, hash from ledger_entry where chain = :chain and "
                        + (handle ? "hash like :reference || '%'" : "seq = :reference::bigint"))
                .param("chain", caseId.value())
                .param("reference", reference)
                .query((row, _) -> new Found(row.getLong(1), row.getString(2).substring(0, HANDLE)))
                .optional();
    }

    /** The details of one entry in clear, empty once the case's key is shredded; "not found" for everybody but staff. */
    public Map<String, String> details(CaseId caseId, long seq) {
        staffOnly();
        Sealed found = jdbc.sql("select commitment, details from ledger_entry where chain = :chain and seq = :seq")
                .param("chain", caseId.value())
                .param("seq", seq)
                .query((row, _) -> new Sealed(row.getString(1), Optional.ofNullable(row.getBytes(2))))
                .optional()
                .orElseThrow(Refusal.NotFound::new);
        return found.details()
                .flatMap(bytes -> seal.open(caseId, bytes))
                .map(clear -> Commitments.read(clear, found.commitment()))
                .orElse(Map.of());
    }

    private record Sealed(String commitment, Optional<byte[]> details) {}

    private static void staffOnly() {
        if (!Scopes.person().isStaff()) {
            throw new Refusal.NotFound();
        }
    }
}
