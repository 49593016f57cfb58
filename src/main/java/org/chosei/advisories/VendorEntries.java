package org.chosei.advisories;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.chosei.advisories.Draft.Choice;
import org.chosei.advisories.Draft.VendorEntry;
import org.chosei.cases.Cases;
import org.chosei.cases.status.Statuses;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The vendors of a case beside what they stated, for the author to choose what is published of each. Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class VendorEntries {
    private final Cases cases;
    private final Statuses statuses;
    private final Organisations organisations;
    private final Vault vault;

    VendorEntries(Cases cases, Statuses statuses, Organisations organisations, Vault vault) {
        this.cases = cases;
        this.statuses = statuses;
        this.organisations = organisations;
        this.vault = vault;
    }

    /** A vendor with what it last stated; {@code entry} proposes to publish just that, and of the silent nothing. */
    public record Stated(VendorEntry entry, Statuses.@Nullable Stated stated, String statement) {}

    public List<Stated> of(CaseId caseId) {
        List<OrganisationId> vendors = cases.vendors(caseId);
        Map<OrganisationId, Statuses.Stated> stated = statuses.of(caseId);
        Map<OrganisationId, Organisation> known = vendors.isEmpty() ? Map.of() : organisations.byId(vendors);
        Map<OrganisationId, String> statements = statements(stated);
        List<Stated> entries = new ArrayList<>();
        for (OrganisationId vendor : vendors) {
            Organisation organisation = known.get(vendor);
            if (organisation != null) {
                String statement = statements.getOrDefault(vendor, "");
                Statuses.Stated said = stated.get(vendor);
                entries.add(new Stated(proposal(organisation, said, statement), said, statement));
            }
        }
        return entries;
    }

    private Map<OrganisationId, String> statements(Map<OrganisationId, Statuses.Stated> stated) {
        List<SealedId> sealed = stated.values().stream()
                .map(Statuses.Stated::statement)
                .filter(Objects::nonNull)
                .collect(Collectors.toList());
        Map<SealedId, Opened> opened = sealed.isEmpty() ? Map.of() : vault.open(OpenPurpose.READ, sealed);
        Map<OrganisationId, String> statements = new LinkedHashMap<>();
        stated.forEach((vendor, said) -> {
            Opened text = said.statement() == null ? null : opened.get(said.statement());
            if (text != null) {
                statements.put(vendor, text.text());
            }
        });
        return statements;
    }

    private static VendorEntry proposal(Organisation vendor, Statuses.@Nullable Stated said, String statement) {
        boolean japanese = statement.codePoints().anyMatch(VendorEntries::isJapanese);
        return new VendorEntry(
                vendor.id(),
                vendor.nameJa(),
                vendor.nameEn(),
                said == null ? Choice.OMITTED : choice(said),
                "",
                "",
                japanese ? statement : "",
                japanese ? "" : statement);
    }

    private static Choice choice(Statuses.Stated said) {
        return switch (said.status()) {
            case INVESTIGATING -> Choice.INVESTIGATING;
            case AFFECTED -> Choice.AFFECTED;
            case NOT_AFFECTED -> Choice.NOT_AFFECTED;
            case FIXED -> Choice.FIXED;
            case DECLINED -> Choice.OMITTED;
        };
    }

    private static boolean isJapanese(int point) {
        Character.UnicodeScript script = Character.UnicodeScript.of(point);
        return script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.HAN;
    }
}
