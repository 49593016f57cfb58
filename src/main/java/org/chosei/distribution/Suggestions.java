package org.chosei.distribution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.products.ProductSearch;
import org.chosei.registry.products.Sought;
import org.chosei.vault.search.Search;
import org.chosei.vault.search.SearchKind;
import org.chosei.vault.search.SearchQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Suggests vendors for a case, each with its reasons. The number of statements does not grow with vendors, products or
 * cases. A suggestion decides nothing: the gate does, and a person chooses.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Suggestions {
    /** Names by which earlier cases are sought; each is one statement. */
    private static final int MOST_NAMES = 3;

    private static final int MOST_CASES = 50;

    /** Who was affected in cases that have to do with this one: found by their words, or sharing a number or vulnerability. */
    private static final String FACTS = """
            with related as (
                select r.id from unnest(:found::uuid[]) as r (id)
                union select o.case_id from case_alias a join case_alias o on o.canonical = a.canonical where a.case_id = :case
                union select o.case_id from case_vulnerability a
                        join case_vulnerability o on o.vulnerability_id = a.vulnerability_id where a.case_id = :case),
            newest as (
                select distinct on (s.case_id, s.organisation_id, s.vulnerability_id) s.case_id, s.organisation_id, s.status
                  from vulnerability_status s where s.case_id in (select id from related where id <> :case)
                 order by s.case_id, s.organisation_id, s.vulnerability_id, s.id desc)
            select distinct 'earlier' as fact, n.organisation_id, c.id as other, c.number
              from newest n join coordination_case c on c.id = n.case_id where n.status in ('AFFECTED', 'FIXED')
            union all
            select 'company', p.organisation_id, p.parent_id, null from organisation_parent p
             where p.parent_id = any(:matched::uuid[])
            union all
            select 'company', p.parent_id, p.organisation_id, null from organisation_parent p
             where p.organisation_id = any(:matched::uuid[]) and p.parent_id is not null
            union all
            select 'originator', p.organisation_id, null, null from participant p
             where p.case_id = :case and p.role = 'originator'
            order by 1, 4, 3
            """;

    private final CaseScopes scopes;
    private final ProductSearch products;
    private final Search search;
    private final Organisations organisations;
    private final JdbcClient jdbc;

    Suggestions(
            CaseScopes scopes, ProductSearch products, Search search, Organisations organisations, JdbcClient jdbc) {
        this.scopes = scopes;
        this.products = products;
        this.search = search;
        this.organisations = organisations;
        this.jdbc = jdbc;
    }

    private record Fact(
            String fact,
            OrganisationId vendor,
            @Nullable UUID other,
            @Nullable String number) {}

    /** Those for whom something speaks, the surest first. Staff only. */
    public Map<OrganisationId, Suggestion> of(CaseId caseId) {
        List<Sought> sought = CaseScopes.read(scopes.lines(caseId));
        Map<OrganisationId, ProductSearch.Reasons> matching = sought.isEmpty() ? Map.of() : products.matching(sought);
        List<Fact> facts = facts(caseId, earlierCases(sought), matching.keySet());
        Map<OrganisationId, List<Suggestion.Earlier>> earlier = new LinkedHashMap<>();
        Map<OrganisationId, Set<OrganisationId>> companies = new LinkedHashMap<>();
        Set<OrganisationId> originators = new LinkedHashSet<>();
        for (Fact fact : facts) {
            UUID other = fact.other();
            String number = fact.number();
            if (fact.fact().equals("originator")) {
                originators.add(fact.vendor());
            } else if (other != null && number != null) {
                earlier.computeIfAbsent(fact.vendor(), _ -> new ArrayList<>())
                        .add(new Suggestion.Earlier(new CaseId(other), number));
            } else if (other != null) {
                companies
                        .computeIfAbsent(fact.vendor(), _ -> new LinkedHashSet<>())
                        .add(new OrganisationId(other));
            }
        }
        Map<OrganisationId, Organisation> named = names(companies.values());
        Set<OrganisationId> all = new LinkedHashSet<>(originators);
        all.addAll(matching.keySet());
        all.addAll(earlier.keySet());
        all.addAll(companies.keySet());
        Map<OrganisationId, Suggestion> suggestions = new LinkedHashMap<>();
        for (OrganisationId each : all) {
            suggestions.put(
                    each,
                    new Suggestion(
                            matching.getOrDefault(each, ProductSearch.Reasons.NONE),
                            earlier.getOrDefault(each, List.of()),
                            companies.getOrDefault(each, Set.of()).stream()
                                    .flatMap(id -> Stream.ofNullable(named.get(id)))
                                    .toList(),
                            originators.contains(each)));
        }
        return suggestions;
    }

    /** The codes of the reasons, for the selection log. */
    Map<OrganisationId, List<String>> codes(CaseId caseId) {
        Map<OrganisationId, List<String>> codes = new HashMap<>();
        of(caseId).forEach((vendor, suggestion) -> codes.put(vendor, suggestion.codes()));
        return codes;
    }

    private Map<OrganisationId, Organisation> names(Collection<Set<OrganisationId>> companies) {
        List<OrganisationId> ids =
                companies.stream().flatMap(Set::stream).distinct().toList();
        return ids.isEmpty() ? Map.of() : organisations.byId(ids);
    }

    private Set<CaseId> earlierCases(List<Sought> sought) {
        Set<CaseId> found = new LinkedHashSet<>();
        sought.stream()
                .flatMap(each -> each instanceof Sought.ByName(String words)
                        ? Stream.of(SearchQuery.read(words))
                        : Stream.empty())
                .filter(query -> !query.wanted().isEmpty())
                .limit(MOST_NAMES)
                .forEach(query -> search.find(new Search.Request(
                                query, null, null, SearchKind.CASE, Set.of(), null, null, null, MOST_CASES))
                        .forEach(hit -> {
                            CaseId of = hit.caseId();
                            if (of != null) {
                                found.add(of);
                            }
                        }));
        return found;
    }

    private List<Fact> facts(CaseId caseId, Set<CaseId> found, Set<OrganisationId> matched) {
        return jdbc.sql(FACTS)
                .param("case", caseId.value())
                .param("found", found.stream().map(CaseId::value).toArray(UUID[]::new))
                .param("matched", matched.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .query((row, _) -> new Fact(
                        row.getString(1),
                        new OrganisationId(row.getObject(2, UUID.class)),
                        row.getObject(3, UUID.class),
                        row.getString(4)))
                .list();
    }
}
