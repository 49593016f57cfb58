package org.chosei.cases.embargo;

import java.util.Map;
import org.chosei.kernel.OrganisationId;
import org.chosei.protocol.ConsentState;

/**
 * What is in force in a case and who has said what to it: what the gate asks before content goes to anybody.
 *
 * @param answers to what is in force; whoever is absent was never asked
 */
public record Binding(Embargo embargo, Map<OrganisationId, ConsentState> answers) {

    /** What this organisation said to what is in force. */
    public ConsentState answer(OrganisationId organisation) {
        return answers.getOrDefault(organisation, ConsentState.NEVER_ASKED);
    }
}
