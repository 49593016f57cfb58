package org.chosei.cases.status;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Everything that one vendor said in a case, in clear. Two queries; reading is recorded when there are words. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class StatusHistory {
    private final Statuses statuses;
    private final Vault vault;

    StatusHistory(Statuses statuses, Vault vault) {
        this.statuses = statuses;
        this.vault = vault;
    }

    /** Newest first, as far as the acting scope may see. */
    public List<Spoken> read(CaseId caseId, OrganisationId vendor) {
        List<Said> all = statuses.history(caseId, vendor);
        List<SealedId> sealed = all.stream()
                .flatMap(said -> Stream.of(said.statement(), said.versions(), said.references(), said.toldBy())
                        .filter(Objects::nonNull))
                .distinct()
                .toList();
        Map<SealedId, Opened> opened = sealed.isEmpty() ? Map.of() : vault.open(OpenPurpose.READ, sealed);
        return all.stream()
                .map(said -> new Spoken(
                        said,
                        text(opened, said.statement()),
                        text(opened, said.versions()),
                        text(opened, said.references()).lines().toList(),
                        text(opened, said.toldBy())))
                .toList();
    }

    private static String text(Map<SealedId, Opened> opened, @Nullable SealedId id) {
        Opened found = id == null ? null : opened.get(id);
        return found == null ? "" : found.text();
    }
}
