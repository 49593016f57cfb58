package org.chosei.distribution;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.cases.Cases;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.keywords.KeywordLists;
import org.chosei.registry.products.Certainty;
import org.chosei.registry.products.ProductSearch;
import org.chosei.registry.products.Sought;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * By what vendors are sought for a case: names of products, purl, CPE and keywords. What is typed is sealed; in clear stands
 * only of which vendors a registered product was found, which is what the gate needs for individual registrations.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class CaseScopes {
    /** What a line begins with that names a technology keyword. */
    public static final String KEYWORD = "keyword:";

    static final int MOST = 30;
    private static final String FIELD = "sought";

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Audiences audiences;
    private final ProductSearch products;
    private final KeywordLists keywords;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    CaseScopes(
            JdbcClient jdbc,
            Cases cases,
            Audiences audiences,
            ProductSearch products,
            KeywordLists keywords,
            Vault vault,
            Ledger ledger,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.audiences = audiences;
        this.products = products;
        this.keywords = keywords;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What was recorded last, one a line; empty while nothing was. */
    public String lines(CaseId caseId) {
        return newest(caseId)
                .map(lines -> vault.open(OpenPurpose.LIST, lines).text())
                .orElse("");
    }

    /** Records what to seek by, in place of what was recorded before. The same again changes nothing. Staff only. */
    public void record(CaseId caseId, String typed) {
        cases.get(caseId);
        String lines = Clean.text(typed);
        List<Sought> sought = read(lines);
        requireKnown(sought);
        if (lines.equals(lines(caseId))) {
            return;
        }
        UUID id = Uuid7.at(clock.instant());
        AudienceId staff =
                audiences.find(caseId, Audience.Kind.STAFF, null).orElseThrow().id();
        SealedId sealed = vault.seal(caseId, staff, lines.getBytes(StandardCharsets.UTF_8));
        jdbc.sql("insert into case_scope (id, case_id, sought) values (:id, :case, :sought)")
                .param("id", id)
                .param("case", caseId.value())
                .param("sought", sealed.value())
                .update();
        UUID[] found = products.matching(sought).entrySet().stream()
                .filter(each -> each.getValue().surest().getFirst().certainty() != Certainty.KEYWORD)
                .map(each -> each.getKey().value())
                .toArray(UUID[]::new);
        jdbc.sql("""
                        insert into case_scope_vendor (scope_id, organisation_id)
                        select :scope, v from unnest(:vendors::uuid[]) as v
                        """).param("scope", id).param("vendors", found).update();
        ledger.append(Entry.of(caseId, "case.sought").about("found", found.length));
    }

    /** Reads what was typed, one a line. */
    static List<Sought> read(String lines) {
        List<Sought> sought = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            if (!line.isBlank()) {
                sought.add(one(line.strip()));
            }
        }
        if (sought.size() > MOST) {
            throw new Refusal.Invalid(FIELD, "sought-many", MOST);
        }
        return sought;
    }

    private static Sought one(String line) {
        return line.startsWith(KEYWORD)
                ? new Sought.ByKeyword(line.substring(KEYWORD.length()).strip())
                : Sought.read(line, FIELD);
    }

    private void requireKnown(List<Sought> sought) {
        List<String> codes = sought.stream()
                .flatMap(each -> each instanceof Sought.ByKeyword(String code) ? Stream.of(code) : Stream.empty())
                .toList();
        if (!codes.isEmpty()) {
            Set<String> known = keywords.current().byCode().keySet();
            codes.stream().filter(code -> !known.contains(code)).findFirst().ifPresent(code -> {
                throw new Refusal.Invalid(FIELD, "sought-keyword", code);
            });
        }
    }

    private Optional<SealedId> newest(CaseId caseId) {
        return jdbc.sql("select sought from case_scope where case_id = :case order by id desc limit 1")
                .param("case", caseId.value())
                .query((row, _) -> new SealedId(row.getObject(1, UUID.class)))
                .optional();
    }
}
