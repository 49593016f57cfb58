package org.chosei.distribution;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the gate has to know of a case, in a number of statements that does not grow with the vendors. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class GateFacts {
    private static final String FACTS = """
            select 'wish' as fact, w.wish as word, null::uuid as organisation
              from (select wish from originator_wish
                     where case_id = :case and wish in ('HOLD', 'RELEASE') order by id desc limit 1) w
            union all
            select 'wish', w.wish, r.id
              from (select wish, recipients from originator_wish
                     where case_id = :case and wish in ('ANYBODY', 'ONLY') order by id desc limit 1) w
              left join unnest(w.recipients) as r (id) on true
            union all
            select 'own', null, v.organisation_id
              from (select id from case_scope where case_id = :case order by id desc limit 1) s
              join case_scope_vendor v on v.scope_id = s.id
            union all
            select distinct 'accepted', null, c.organisation_id from embargo_consent c
             where c.case_id = :case and c.state = 'ACCEPTED' and c.basis in ('own', 'proposer', 'told')
            """;

    private final Cases cases;
    private final Embargoes embargoes;
    private final JdbcClient jdbc;

    GateFacts(Cases cases, Embargoes embargoes, JdbcClient jdbc) {
        this.cases = cases;
        this.embargoes = embargoes;
        this.jdbc = jdbc;
    }

    CaseFacts of(CaseId caseId) {
        return of(cases.get(caseId));
    }

    CaseFacts of(CoordinatedCase of) {
        Gathered gathered = new Gathered();
        jdbc.sql(FACTS).param("case", of.id().value()).query(row -> {
            gathered.add(row.getString("fact"), row.getString("word"), row.getObject("organisation", UUID.class));
        });
        return new CaseFacts(
                of.tlp(),
                embargoes.binding(of.id()),
                new CaseFacts.Wished(gathered.held, gathered.limited, Set.copyOf(gathered.permitted)),
                Set.copyOf(gathered.own),
                Set.copyOf(gathered.accepted));
    }

    private static final class Gathered {
        private final Set<OrganisationId> permitted = new HashSet<>();
        private final Set<OrganisationId> own = new HashSet<>();
        private final Set<OrganisationId> accepted = new HashSet<>();
        private boolean held;
        private boolean limited;

        void add(String fact, @Nullable String word, @Nullable UUID id) {
            if (fact.equals("wish")) {
                held |= "HOLD".equals(word);
                limited |= "ONLY".equals(word);
                add(permitted, id);
            } else {
                add(fact.equals("own") ? own : accepted, id);
            }
        }

        private static void add(Set<OrganisationId> to, @Nullable UUID id) {
            if (id != null) {
                to.add(new OrganisationId(id));
            }
        }
    }
}
