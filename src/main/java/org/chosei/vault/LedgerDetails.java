package org.chosei.vault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    public List<byte @Nullable []> seal(List<Clear> details) {
        Map<VaultScope, Optional<Keys.Key>> found = new HashMap<>();
        List<byte @Nullable []> sealed = new ArrayList<>();
        for (Clear each : details) {
            sealed.add(found.computeIfAbsent(scope(each.caseId()), keys::unlessShredded)
                    .map(key -> Sealing.seal(key.value(), "ledger", OBJECT, each.bytes()))
                    .orElse(null));
        }
        return sealed;
    }

    @Override
    public Optional<byte[]> open(@Nullable CaseId caseId, byte[] sealed) {
        return keys.existing(scope(caseId)).map(key -> Sealing.open(key.value(), "ledger", OBJECT, sealed));
    }

    private static VaultScope scope(@Nullable CaseId caseId) {
        return caseId == null ? new VaultScope.Installation() : new VaultScope.OfCase(caseId);
    }
}
