package org.chosei.vault.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.testing.TestOrganisations.VENDOR_A;
import static org.chosei.testing.TestOrganisations.VENDOR_B;

import java.util.List;
import java.util.UUID;
import org.chosei.access.Grants;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.Vulnerabilities;
import org.chosei.cases.Vulnerability;
import org.chosei.conversation.Messages;
import org.chosei.conversation.ThreadId;
import org.chosei.kernel.Refusal;
import org.chosei.vault.SearchHash;
import org.chosei.vault.Vault;
import org.chosei.vault.VaultScope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Search over the database: who finds what, and what lies in the tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {
    private final SearchRoom search = new SearchRoom();

    @AfterAll
    void stop() {
        search.close();
    }

    @Test
    void whatIsSealedIsFoundInTheSameTransactionByItsWords() {
        CoordinatedCase of = search.open("水平線ルータの不具合", "整数桁あふれ");
        ThreadId thread = search.thread(of.id(), VENDOR_A);
        search.post(thread, "雷鳥という語をここだけに書きます。", new Messages.NewFile("raicho-log.txt", "雷鳥".getBytes(UTF_8)));
        assertThat(search.kinds(search.room.staff, "水平線")).containsExactly(SearchKind.CASE);
        assertThat(search.kinds(search.room.staff, "整数桁あふれ")).containsExactly(SearchKind.CASE);
        assertThat(search.kinds(search.room.staff, "雷鳥")).containsExactly(SearchKind.MESSAGE);
        assertThat(search.kinds(search.room.staff, "raicho-log.txt")).containsExactly(SearchKind.FILE);
        Search.Hit hit = search.find(search.room.staff, "雷鳥").getFirst();
        assertThat(hit.caseId()).isEqualTo(of.id());
        assertThat(hit.party()).isEqualTo(VENDOR_A);
    }

    @Test
    void aVendorFindsItsOwnAndNeitherCountsNorPagesThroughNorIsToldOfOthers() {
        CoordinatedCase of = search.open("白鷺", "白鷺");
        ThreadId ofA = search.thread(of.id(), VENDOR_A);
        ThreadId ofB = search.thread(of.id(), VENDOR_B);
        search.post(ofA, "鶺鴒は当社のもの egretword");
        for (int i = 0; i < 5; i++) {
            search.post(ofB, "鶺鴒は他社のもの " + i);
        }
        search.post(ofB, "翡翠 kingfisher");
        assertThat(search.find(SearchRoom.of(VENDOR_A), "鶺鴒")).hasSize(1);
        assertThat(search.page(SearchRoom.of(VENDOR_A), "鶺鴒", null, 1)).hasSize(1);
        assertThat(search.page(
                        SearchRoom.of(VENDOR_A),
                        "鶺鴒",
                        search.find(SearchRoom.of(VENDOR_A), "鶺鴒").getFirst().id(),
                        10))
                .isEmpty();
        assertThat(search.find(SearchRoom.of(VENDOR_A), "翡翠")).isEmpty();
        assertThat(search.find(SearchRoom.of(VENDOR_A), "白鷺")).isEmpty();
        assertThat(search.find(SearchRoom.of(VENDOR_B), "翡翠")).hasSize(1);
        assertThat(search.find(search.room.staff, "鶺鴒")).hasSize(6);
        assertThat(search.find(new Scope.Public(), "鶺鴒")).isEmpty();
        assertThat(search.find(new Scope.System(Purpose.MAIL_OUT), "鶺鴒")).isEmpty();
        assertThat(search.near(SearchRoom.of(VENDOR_B), "kingfishr")).containsExactly("kingfisher");
        assertThat(search.near(SearchRoom.of(VENDOR_A), "kingfishr")).isEmpty();
        assertThat(search.near(SearchRoom.of(VENDOR_A), "egretwrod")).containsExactly("egretword");
    }

    /** Both ways that the application's role has into the index, with no code of ours before them. */
    @Test
    void theDatabaseItselfShowsAVendorNoRowAndNoWordOfOthers() {
        CoordinatedCase of = search.open("case", "case");
        search.thread(of.id(), VENDOR_A);
        search.post(search.thread(of.id(), VENDOR_B), "隼の巣");
        List<String> tokens = search.room.as(
                search.room.staff,
                () -> List.copyOf(search.room
                        .application
                        .bean(SearchHash.class)
                        .of(List.of("b:隼の"))
                        .values()));
        for (Scope scope : List.of(SearchRoom.of(VENDOR_A), new Scope.Public(), new Scope.System(Purpose.HEALTH))) {
            assertThat(count(
                            scope,
                            "select count(*) from search_entry where tokens @@ '''%s'''".formatted(tokens.getFirst())))
                    .isZero();
            assertThat(count(
                            scope,
                            "select count(*) from search_hits('''%s''', null, null, null, 10)"
                                    .formatted(tokens.getFirst())))
                    .isZero();
            assertThat(count(
                            scope,
                            "select count(*) from search_hits('!''zzzzzzzz''', null, null, null, 1000) h"
                                    + " left join search_entry e on e.id = h where e.id is null"))
                    .as("nothing that the join would have to hide")
                    .isZero();
            assertThat(count(scope, "select count(*) from search_known(array['%s'])".formatted(tokens.getFirst())))
                    .isZero();
        }
        assertThat(count(
                        SearchRoom.of(VENDOR_B),
                        "select count(*) from search_known(array['%s'])".formatted(tokens.getFirst())))
                .isOne();
    }

    @Test
    void accessThatEndsEndsFinding() {
        CoordinatedCase of = search.open("case", "case");
        search.post(search.thread(of.id(), VENDOR_A), "啄木鳥");
        assertThat(search.find(SearchRoom.of(VENDOR_A), "啄木鳥")).hasSize(1);
        search.room.as(
                search.room.staff,
                () -> search.room.application.bean(Grants.class).cut(of.id(), VENDOR_A, "test"));
        assertThat(search.find(SearchRoom.of(VENDOR_A), "啄木鳥")).isEmpty();
    }

    @Test
    void noWordOfATextIsInAnyTable() {
        CoordinatedCase of = search.open("鳳凰木 Flamboyantia", "鳳凰木");
        search.post(search.thread(of.id(), VENDOR_A), "Flamboyantia 鳳凰木 CVE-2031-77777");
        List<String> tables = search.room.application.everything(
                "select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
                        + " and relname <> 'flyway_schema_history'");
        assertThat(tables).contains("search_entry");
        for (String table : tables) {
            assertThat(search.room.application.everything(
                            "select t::text from " + table + " t where t::text ~* '鳳凰|凰木|flamboy|2031-77777'"))
                    .as(table)
                    .isEmpty();
        }
    }

    @Test
    void everyWordOfTheIndexIsAHashOrSaysWhoMaySeeIt() {
        search.open("鳳凰", "鳳凰");
        assertThat(
                        search.room.application.everything(
                                "select distinct lexeme from search_entry, unnest(tokens) where lexeme !~ '^[A-Za-z0-9_-]{8}$'"))
                .isNotEmpty()
                .allMatch(lexeme -> lexeme.matches("[cfov][0-9a-f]{32}|kind:[a-z-]+"));
    }

    @Test
    void olderPagesGoOnWhereTheLastEndedNewestFirst() {
        CoordinatedCase of = search.open("case", "case");
        ThreadId thread = search.thread(of.id(), VENDOR_A);
        for (int i = 0; i < 7; i++) {
            search.post(thread, "雲雀 その" + i);
        }
        List<UUID> all = search.find(search.room.staff, "雲雀").stream()
                .map(Search.Hit::id)
                .toList();
        List<Search.Hit> first = search.page(search.room.staff, "雲雀", null, 4);
        List<Search.Hit> second =
                search.page(search.room.staff, "雲雀", first.getLast().id(), 4);
        assertThat(all).hasSize(7).isSortedAccordingTo((a, b) -> b.toString().compareTo(a.toString()));
        assertThat(first).hasSize(4);
        assertThat(second.stream().map(Search.Hit::id)).containsExactlyElementsOf(all.subList(4, 7));
    }

    @Test
    void whatWasShreddedOrTakenBackIsFoundNoMore() {
        CoordinatedCase of = search.open("木菟", "木菟");
        search.post(search.thread(of.id(), VENDOR_A), "梟 木菟");
        Search.Hit message = search.find(search.room.staff, "梟").getFirst();
        search.room.as(search.room.staff, () -> {
            search.room.application.bean(SearchIndex.class).remove(SearchKind.MESSAGE, message.subject());
            return true;
        });
        assertThat(search.find(search.room.staff, "梟")).isEmpty();
        assertThat(search.find(search.room.staff, "木菟")).hasSize(1);
        search.room.as(search.room.staff, () -> {
            search.room.application.bean(Vault.class).shred(new VaultScope.OfCase(of.id()));
            return true;
        });
        assertThat(search.find(search.room.staff, "木菟")).isEmpty();
        reindex();
        assertThat(search.find(search.room.staff, "木菟"))
                .as("and nothing brings it back")
                .isEmpty();
    }

    @Test
    void aLabelThatChangesIsFoundByWhatItIsNow() {
        CoordinatedCase of = search.open("case", "case");
        Vulnerability added = search.room.as(
                search.room.staff,
                () -> search.room.application.bean(Vulnerabilities.class).add(of.id(), "郭公", ""));
        for (String label : List.of("時鳥", "")) {
            search.room.as(search.room.staff, () -> {
                search.room.application.bean(Vulnerabilities.class).label(of.id(), added.id(), label);
                return true;
            });
            assertThat(search.find(search.room.staff, "郭公")).isEmpty();
        }
        assertThat(search.find(search.room.staff, "時鳥")).isEmpty();
    }

    /** An installation from before the index, interrupted in the middle. */
    @Test
    void whatHasNoRowInTheIndexIsIndexedLaterAndThatIsNoReading() {
        CoordinatedCase of = search.open("軽鴨", "軽鴨の要約");
        search.post(search.thread(of.id(), VENDOR_A), "軽鴨の便り", new Messages.NewFile("軽鴨.txt", new byte[] {1}));
        search.room.tamper("delete from search_entry", "delete from search_progress");
        assertThat(search.find(search.room.staff, "軽鴨")).isEmpty();
        long before = entries("content.%");
        reindex();
        assertThat(search.kinds(search.room.staff, "軽鴨"))
                .containsExactlyInAnyOrder(SearchKind.CASE, SearchKind.MESSAGE, SearchKind.FILE);
        assertThat(search.find(SearchRoom.of(VENDOR_A), "軽鴨")).hasSize(2);
        assertThat(entries("content.%")).isEqualTo(before);
        assertThat(entries("search.indexed")).isPositive();
        long worked = entries("search.indexed");
        reindex();
        assertThat(entries("search.indexed")).as("done once").isEqualTo(worked);
        search.room.tamper("delete from search_entry where kind = 'file'");
        reindex();
        assertThat(search.kinds(search.room.staff, "軽鴨")).as("what came late").contains(SearchKind.FILE);
    }

    @Test
    void nobodyElseOpensForTheIndex() {
        assertThatThrownBy(() -> search.room.as(
                        search.room.staff,
                        () -> search.room.application.bean(Vault.class).openForIndex(List.of())))
                .isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void slipsInLatinAndKanaAreSuggestedAndWordsThatAreFoundAreNot() {
        CoordinatedCase of = search.open("case", "case");
        search.post(search.thread(of.id(), VENDOR_A), "The configuration of オーバーフロー");
        assertThat(search.near(search.room.staff, "confguration")).contains("configuration");
        assertThat(search.near(search.room.staff, "オーバフロ")).contains("オーバーフロ");
        assertThat(search.near(search.room.staff, "configuration")).isEmpty();
    }

    private void reindex() {
        org.chosei.access.Scopes.as(
                new Scope.System(Purpose.SEARCH),
                () -> search.room.application.bean(SearchUpkeep.class).run());
    }

    private long entries(String kind) {
        return Long.parseLong(search.room
                .application
                .everything("select count(*)::text from ledger_entry where kind like '" + kind + "'")
                .getFirst());
    }

    private long count(Scope scope, String sql) {
        return search.room.as(
                scope, () -> search.room.jdbc().sql(sql).query(Long.class).single());
    }
}
