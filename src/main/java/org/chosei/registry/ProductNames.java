package org.chosei.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds products by their names for whoever searches everywhere: staff among all, a member among its organisation's. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ProductNames {
    private final JdbcClient jdbc;

    ProductNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A product and its vendor. */
    public record Found(UUID product, OrganisationId organisation, String nameJa, String nameEn) {

        /** The name in the reader's language, or the one there is. */
        public String name(Locale locale) {
            boolean ja = locale.getLanguage().equals("ja") ? !nameJa.isBlank() : nameEn.isBlank();
            return ja ? nameJa : nameEn;
        }
    }

    /** At most {@code size} in whose names every word stands, in any width and kana, by name; nothing for no words. */
    public List<Found> called(String words, int size) {
        List<SearchText.Term> terms = SearchText.terms(words);
        if (terms.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            all.add("(search_text like :exact%1$d or search_text like :loose%1$d)".formatted(i));
        }
        var query = jdbc.sql("""
                        select id, organisation_id, name_ja, name_en from product where state <> 'TAKEN_OFF' and
                        """ + String.join(" and ", all) + " order by sort_key collate \"C\", id limit :size")
                .param("size", size);
        for (int i = 0; i < terms.size(); i++) {
            query = query.param("exact" + i, SearchText.containing(terms.get(i).exact()))
                    .param("loose" + i, SearchText.containing(terms.get(i).loose()));
        }
        return query.query((row, _) -> new Found(
                        row.getObject("id", UUID.class),
                        new OrganisationId(row.getObject("organisation_id", UUID.class)),
                        row.getString("name_ja"),
                        row.getString("name_en")))
                .list();
    }
}
