package org.chosei.mail.wire;

import java.util.Map;

/**
 * What became of one attempt, for each recipient.
 *
 * @param main of the recipient that the mail names
 * @param further of the further ones by address; those of whom nothing was said are absent
 */
public record RelayReport(RelayResult main, Map<String, RelayResult> further) {
    public RelayReport {
        further = Map.copyOf(further);
    }

    /** Nothing came of it for anybody, or there is one recipient only. */
    static RelayReport of(RelayResult main) {
        return new RelayReport(main, Map.of());
    }
}
