package org.chosei.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The registry as a list in the order of kana, narrowed by words. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class OrganisationSearch {
    private final JdbcClient jdbc;
    private final OrganisationIndex index;
    private final Organisations organisations;

    OrganisationSearch(JdbcClient jdbc, OrganisationIndex index, Organisations organisations) {
        this.jdbc = jdbc;
        this.index = index;
        this.organisations = organisations;
    }

    /**
     * A page of those in which every word of {@code typed} is found.
     *
     * @param among only these; null for all
     * @param after the last of the page before
     */
    public List<Organisation> page(
            String typed, @Nullable Collection<OrganisationId> among, @Nullable OrganisationId after, int size) {
        index.refresh();
        List<SearchText.Term> terms = SearchText.terms(typed);
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < terms.size(); i++) {
            found.append(" and (i.search_text like :exact%d or i.search_text like :loose%d)".formatted(i, i));
        }
        var query = jdbc.sql("""
                        select i.organisation_id from organisation_index i
                         where (:after::uuid is null or (i.sort_key collate "C", i.organisation_id) >
                                (select l.sort_key, l.organisation_id from organisation_index l
                                  where l.organisation_id = :after::uuid))
                           and (:all or i.organisation_id = any(:among::uuid[]))
                           and exists (select from organisation o where o.id = i.organisation_id and o.kind <> 'COORDINATOR')
                        """ + found + " order by i.sort_key collate \"C\", i.organisation_id limit :size")
                .param("after", after == null ? null : after.value(), java.sql.Types.OTHER)
                .param("all", among == null)
                .param("among", among == null ? new UUID[0] : OrganisationStore.values(among))
                .param("size", size);
        for (int i = 0; i < terms.size(); i++) {
            query = query.param("exact" + i, SearchText.containing(terms.get(i).exact()))
                    .param("loose" + i, SearchText.containing(terms.get(i).loose()));
        }
        List<OrganisationId> ids = query.query((row, _) -> new OrganisationId(row.getObject(1, UUID.class)))
                .list();
        List<Organisation> page = new ArrayList<>();
        var byId = organisations.byId(ids);
        ids.stream().filter(byId::containsKey).forEach(id -> page.add(byId.get(id)));
        return page;
    }
}
