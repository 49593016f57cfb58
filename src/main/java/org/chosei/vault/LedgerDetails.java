package org.chosei.vault;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.ledger.DetailsSeal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Seals the ledger's details under the case's key, or the installation's. */
@Component
class LedgerDetails implements DetailsSeal {
    private static final UUID OBJECT = new UUID(0, 0);

    private final Keys keys;

    LedgerDetails(Keys keys) {
        this.keys = keys;
    }

    @Override
    public List<byte[]> seal(List<Clear> details) {
        Map<VaultScope, Keys.Key> found = new HashMap<>();
        return details.stream()
                .map(each -> Sealing.seal(
                        found.computeIfAbsent(scope(each.caseId()), keys::of).value(), "ledger", OBJECT, each.bytes()))
                .toList();
    }

    @Override
    public byte[] open(@Nullable CaseId caseId, byte[] sealed) {
        return Sealing.open(keys.of(scope(caseId)).value(), "ledger", OBJECT, sealed);
    }

    private static VaultScope scope(@Nullable CaseId caseId) {
        return caseId == null ? new VaultScope.Installation() : new VaultScope.OfCase(caseId);
    }
}
