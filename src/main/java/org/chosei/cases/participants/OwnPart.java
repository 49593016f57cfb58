package org.chosei.cases.participants;

import java.util.List;
import java.util.UUID;

/**
 * What concerns the reader's own organisation in a case.
 *
 * @param number under which it keeps the case itself; empty for none
 * @param introductions about which it is asked whether it wishes to be known to another participant
 * @param answered what it said to others: whether it wishes to be known
 * @param known names of those it came to know, with the address of their team
 */
public record OwnPart(String number, List<UUID> introductions, List<Boolean> answered, List<Known> known) {

    /** Another participant, known by the wish of both. */
    public record Known(String name, String email) {}
}
