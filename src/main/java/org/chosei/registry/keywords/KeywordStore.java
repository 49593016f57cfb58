package org.chosei.registry.keywords;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The versions of the keyword list. */
@Repository
class KeywordStore {
    private final JdbcClient jdbc;

    KeywordStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One publication at a time, also when several nodes start at once. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('keyword_list'))")
                .query((_, _) -> true)
                .single();
    }

    /** Newest first, without their keywords. */
    List<KeywordList> versions() {
        return jdbc.sql("""
                        select version, changes_ja, changes_en, published_at, published_by from keyword_list
                         order by version desc
                        """)
                .query((row, _) -> new KeywordList(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getString(5),
                        List.of()))
                .list();
    }

    Optional<KeywordList> find(int version) {
        return versions().stream()
                .filter(list -> list.version() == version)
                .findFirst()
                .map(bare -> new KeywordList(
                        version, bare.changesJa(), bare.changesEn(), bare.at(), bare.by(), keywords(version)));
    }

    private List<Keyword> keywords(int version) {
        return jdbc.sql("""
                        select code, group_ja, group_en, label_ja, label_en, hint_ja, hint_en, asked_since from keyword
                         where version = :version order by ordinal
                        """)
                .param("version", version)
                .query((row, _) -> new Keyword(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getInt(8)))
                .list();
    }

    /** A version with all its keywords, in two statements. */
    void add(int version, String changesJa, String changesEn, List<Keyword> keywords) {
        jdbc.sql("insert into keyword_list (version, changes_ja, changes_en) values (:version, :ja, :en)")
                .param("version", version)
                .param("ja", changesJa)
                .param("en", changesEn)
                .update();
        jdbc.sql("""
                        insert into keyword (version, code, ordinal, group_ja, group_en, label_ja, label_en, hint_ja, hint_en,
                                             asked_since)
                        select :version, k.* from unnest(:codes::text[], :ordinals::int[], :groupsJa::text[],
                               :groupsEn::text[], :labelsJa::text[], :labelsEn::text[], :hintsJa::text[],
                               :hintsEn::text[], :since::int[]) as k
                        """)
                .param("version", version)
                .param("codes", texts(keywords, Keyword::code))
                .param(
                        "ordinals",
                        IntStream.rangeClosed(1, keywords.size()).boxed().toArray(Integer[]::new))
                .param("groupsJa", texts(keywords, Keyword::groupJa))
                .param("groupsEn", texts(keywords, Keyword::groupEn))
                .param("labelsJa", texts(keywords, Keyword::labelJa))
                .param("labelsEn", texts(keywords, Keyword::labelEn))
                .param("hintsJa", texts(keywords, Keyword::hintJa))
                .param("hintsEn", texts(keywords, Keyword::hintEn))
                .param("since", keywords.stream().map(Keyword::askedSince).toArray(Integer[]::new))
                .update();
    }

    private static String[] texts(List<Keyword> keywords, Function<Keyword, String> text) {
        return keywords.stream().map(text).toArray(String[]::new);
    }
}
