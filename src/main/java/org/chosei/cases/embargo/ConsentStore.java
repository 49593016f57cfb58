package org.chosei.cases.embargo;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.protocol.ConsentState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What organisations said to terms: rows in order, of which the newest of an organisation holds. */
@Repository
class ConsentStore {
    private final JdbcClient jdbc;

    ConsentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An answer or an invitation, as it stands. */
    record Row(
            UUID term,
            OrganisationId organisation,
            String state,
            String basis,
            @Nullable Instant respondBy,
            Instant at) {
        /** Silence past the time to answer is neither yes nor no. */
        ConsentState at(Instant now) {
            return state.equals("INVITED") && respondBy != null && !now.isBefore(respondBy)
                    ? ConsentState.EXPIRED
                    : ConsentState.valueOf(state);
        }
    }

    /** The newest row of each organisation for each of the case's terms, as far as the acting scope may see. One query. */
    List<Row> newest(CaseId caseId) {
        return jdbc.sql("""
                        select distinct on (term_id, organisation_id) term_id, organisation_id, state, basis, respond_by, given_at
                          from embargo_consent where case_id = :case order by term_id, organisation_id, id desc
                        """)
                .param("case", caseId.value())
                .query((row, _) -> {
                    OffsetDateTime respondBy = row.getObject(5, OffsetDateTime.class);
                    return new Row(
                            row.getObject(1, UUID.class),
                            new OrganisationId(row.getObject(2, UUID.class)),
                            row.getString(3),
                            row.getString(4),
                            respondBy == null ? null : respondBy.toInstant(),
                            row.getObject(6, OffsetDateTime.class).toInstant());
                })
                .list();
    }

    boolean wasAsked(CaseId caseId, OrganisationId organisation) {
        return jdbc.sql("""
                        select exists(select from embargo_consent c
                                       where c.case_id = :case and c.organisation_id = :organisation and c.basis = 'invited'
                                         and not exists (select from participant_step s
                                                          where s.case_id = c.case_id and s.organisation_id = c.organisation_id
                                                            and s.step <> 'returned' and s.at >= c.given_at))
                        """)
                .param("case", caseId.value())
                .param("organisation", organisation.value())
                .query(Boolean.class)
                .single();
    }

    /** By organisation, what was said to one of the terms. */
    Map<OrganisationId, ConsentState> answers(CaseId caseId, UUID term, Instant now) {
        Map<OrganisationId, ConsentState> answers = new LinkedHashMap<>();
        newest(caseId).stream()
                .filter(row -> row.term().equals(term))
                .forEach(row -> answers.put(row.organisation(), row.at(now)));
        return answers;
    }

    /** Adds the same row for each of them, in one statement. */
    void add(
            Term term,
            Collection<OrganisationId> organisations,
            String state,
            String basis,
            @Nullable Instant respondBy) {
        jdbc.sql("""
                        insert into embargo_consent (case_id, term_id, organisation_id, state, basis, respond_by)
                        select :case, :term, o, :state, :basis, :by from unnest(:organisations::uuid[]) as o
                        """)
                .param("case", term.caseId().value())
                .param("term", term.id())
                .param("state", state)
                .param("basis", basis)
                .param("by", EmbargoStore.utc(respondBy), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("organisations", values(organisations))
                .update();
    }

    /** Whoever agreed to one agreed to every earlier end as well, unless it has said something to that itself. */
    void carry(Term from, Term to) {
        jdbc.sql("""
                        insert into embargo_consent (case_id, term_id, organisation_id, state, basis)
                        select :case, :to, organisation_id, 'ACCEPTED', 'carried'
                          from (select distinct on (organisation_id) organisation_id, state from embargo_consent
                                 where case_id = :case and term_id = :from order by organisation_id, id desc) was
                         where state = 'ACCEPTED' and not exists (
                               select from embargo_consent own where own.case_id = :case and own.term_id = :to
                                  and own.organisation_id = was.organisation_id)
                        """)
                .param("case", to.caseId().value())
                .param("from", from.id())
                .param("to", to.id())
                .update();
    }

    /** Whoever refused one set of terms has not agreed to what takes their place, in this case or one that came of it. */
    void carryDeclines(Term from, Term to) {
        jdbc.sql("""
                        insert into embargo_consent (case_id, term_id, organisation_id, state, basis)
                        select :case, :to, organisation_id, 'DECLINED', 'carried'
                          from (select distinct on (organisation_id) organisation_id, state from embargo_consent
                                 where case_id = :before and term_id = :from order by organisation_id, id desc) was
                         where state = 'DECLINED' and not exists (
                               select from embargo_consent own where own.case_id = :case and own.term_id = :to
                                  and own.organisation_id = was.organisation_id)
                        """)
                .param("case", to.caseId().value())
                .param("before", from.caseId().value())
                .param("from", from.id())
                .param("to", to.id())
                .update();
    }

    /** Standing consent cites the versions of the NDA and the policy; it never overrules an answer. One statement. */
    void standing(Term term, Collection<OrganisationId> vendors, int ndaVersion, int policyVersion) {
        jdbc.sql("""
                        insert into embargo_consent
                            (case_id, term_id, organisation_id, state, basis, nda_version, policy_version)
                        select :case, :term, v, 'ACCEPTED', 'standing', :nda, :policy from unnest(:vendors::uuid[]) as v
                         where not exists (select from embargo_consent own where own.case_id = :case
                               and own.term_id = :term and own.organisation_id = v and own.state <> 'INVITED')
                        """)
                .param("case", term.caseId().value())
                .param("term", term.id())
                .param("nda", ndaVersion)
                .param("policy", policyVersion)
                .param("vendors", values(vendors))
                .update();
    }

    private static UUID[] values(Collection<OrganisationId> organisations) {
        return organisations.stream().map(OrganisationId::value).toArray(UUID[]::new);
    }
}
