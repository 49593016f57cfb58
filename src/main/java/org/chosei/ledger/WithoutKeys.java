package org.chosei.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chosei.kernel.CaseId;
import org.jspecify.annotations.Nullable;

/** For commands that do not hold the master key: no details are sealed, and none opened. */
final class WithoutKeys implements DetailsSeal {

    @Override
    public List<byte @Nullable []> seal(List<Clear> details) {
        List<byte @Nullable []> none = new ArrayList<>();
        details.forEach(_ -> none.add(null));
        return none;
    }

    @Override
    public Optional<byte[]> open(@Nullable CaseId caseId, byte[] sealed) {
        return Optional.empty();
    }
}
