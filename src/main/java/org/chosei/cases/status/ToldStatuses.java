package org.chosei.cases.status;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Scopes;
import org.chosei.cases.Vulnerability;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Ledger;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What several vendors told staff by telephone, recorded for each of them in one go. What cannot be recorded for one does
 * not hold up the others; statements do not grow with the vendors. Staff only.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ToldStatuses {
    /** Longest naming of who said it. */
    public static final int LONGEST_NAME = 200;

    private final JdbcClient jdbc;
    private final StatusStore store;
    private final Statuses statuses;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    ToldStatuses(
            JdbcClient jdbc, StatusStore store, Statuses statuses, Vault vault, Ledger ledger, InstantSource clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.statuses = statuses;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * What was told.
     *
     * @param statement the same for every vendor; versions and references are not asked on the telephone
     * @param by who said it, for each vendor
     * @param at when; not in the future
     * @param of the vulnerabilities; none means all
     */
    public record Call(Statement statement, Map<OrganisationId, String> by, Instant at, Collection<UUID> of) {

        /** A call that told the status alone. */
        public Call(VendorStatus status, Map<OrganisationId, String> by, Instant at, Collection<UUID> of) {
            this(Statement.of(status), by, at, of);
        }

        public VendorStatus status() {
            return statement.status();
        }

        /** Refuses what could not be recorded for anybody; fields: vendor, by, at. */
        public void check(Instant now) {
            if (by.isEmpty()) {
                throw new Refusal.Invalid("vendor", "told-nobody");
            }
            for (String name : by.values()) {
                String clean = JapaneseText.withoutControls(name).strip();
                if (clean.isEmpty() || JapaneseText.codePoints(clean) > LONGEST_NAME) {
                    throw new Refusal.Invalid("by", "told-by", LONGEST_NAME);
                }
            }
            if (at.isAfter(now)) {
                throw new Refusal.Invalid("at", "told-future");
            }
        }
    }

    /** Why nothing was recorded for a vendor; a message key under {@code status.not-recorded}. */
    public enum Hindrance {
        /** No wave ever chose it, so that it has no part in the case. */
        NOT_IN_CASE,
        /** It stated something itself after the page was shown; its own words are not overwritten unseen. */
        ANSWERED_MEANWHILE
    }

    /** What became of it, vendor by vendor. */
    public record Outcome(Set<OrganisationId> recorded, Map<OrganisationId, Hindrance> not) {}

    /** The newest statement of a case, by which {@link #record} knows what was said after a page was shown; null if none. */
    public @Nullable UUID newest(CaseId caseId) {
        return jdbc.sql("select id from vulnerability_status where case_id = :case order by id desc limit 1")
                .param("case", caseId.value())
                .query(UUID.class)
                .optional()
                .orElse(null);
    }

    /**
     * Records the call for each vendor; the same form sent twice records once.
     *
     * @param form names the form
     * @param seen the newest statement when the form was shown, as {@link #newest} gave it
     */
    public Outcome record(CaseId caseId, UUID form, @Nullable UUID seen, Call call) {
        call.check(clock.instant());
        List<Vulnerability> about = statuses.about(caseId, call.of());
        String origin = "told:" + Scopes.person().id() + ":" + form + ":";
        store.lock(origin + caseId);
        Map<OrganisationId, Place> places =
                places(caseId, seen, origin, call.by().keySet());
        Set<OrganisationId> recorded = new LinkedHashSet<>();
        Map<OrganisationId, Hindrance> not = new LinkedHashMap<>();
        List<OrganisationId> now = new ArrayList<>();
        for (OrganisationId vendor : call.by().keySet()) {
            Place place = places.get(vendor);
            if (place == null) {
                not.put(vendor, Hindrance.NOT_IN_CASE);
            } else if (place.recorded()) {
                recorded.add(vendor);
            } else if (place.answered()) {
                not.put(vendor, Hindrance.ANSWERED_MEANWHILE);
            } else {
                now.add(vendor);
                recorded.add(vendor);
            }
        }
        if (!now.isEmpty()) {
            add(caseId, about, call, origin, now, places);
        }
        return new Outcome(recorded, not);
    }

    private void add(
            CaseId caseId,
            List<Vulnerability> about,
            Call call,
            String origin,
            List<OrganisationId> vendors,
            Map<OrganisationId, Place> places) {
        Instant now = clock.instant();
        List<Vault.ForAudience> names = vendors.stream()
                .map(vendor -> new Vault.ForAudience(
                        Objects.requireNonNull(places.get(vendor)).audience(),
                        JapaneseText.withoutControls(call.by().getOrDefault(vendor, ""))
                                .strip()))
                .toList();
        List<SealedId> sealed = vault.sealEach(caseId, names);
        String text = call.statement().text();
        List<SealedId> said = text.isEmpty()
                ? List.of()
                : vault.sealEach(
                        caseId,
                        names.stream()
                                .map(each -> new Vault.ForAudience(each.audience(), text))
                                .toList());
        List<StatusStore.Act> acts = new ArrayList<>();
        for (int i = 0; i < vendors.size(); i++) {
            acts.add(StatusStore.Act.at(
                    now,
                    vendors.get(i),
                    names.get(i).audience(),
                    new StatusStore.Words(said.isEmpty() ? null : said.get(i), null, null, sealed.get(i)),
                    origin + vendors.get(i)));
        }
        Told told = new Told.ByTelephone("", call.at());
        store.add(caseId, about, call.statement(), told, acts);
        acts.forEach(act -> ledger.append(StatusEntries.stated(caseId, about, act, call.status(), told)));
    }

    /** A vendor's audience, whether this form was recorded for it, and whether it stated something since. */
    private record Place(AudienceId audience, boolean recorded, boolean answered) {}

    private Map<OrganisationId, Place> places(
            CaseId caseId, @Nullable UUID seen, String origin, Collection<OrganisationId> vendors) {
        Map<OrganisationId, Place> found = new LinkedHashMap<>();
        jdbc.sql("""
                        select a.organisation_id, a.id,
                               coalesce(bool_or(s.origin = :origin || a.organisation_id), false),
                               coalesce(bool_or(s.id is not null and (:seen::uuid is null or s.id > :seen::uuid)), false)
                          from audience a left join vulnerability_status s
                            on s.case_id = a.case_id and s.organisation_id = a.organisation_id
                         where a.case_id = :case and a.kind = 'organisation'
                           and a.organisation_id = any(:vendors::uuid[])
                         group by 1, 2
                        """)
                .param("origin", origin)
                .param("seen", seen, java.sql.Types.OTHER)
                .param("case", caseId.value())
                .param("vendors", vendors.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .query((row, _) -> found.put(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        new Place(new AudienceId(row.getObject(2, UUID.class)), row.getBoolean(3), row.getBoolean(4))))
                .list();
        return found;
    }
}
