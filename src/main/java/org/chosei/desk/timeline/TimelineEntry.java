package org.chosei.desk.timeline;

import java.time.Instant;
import java.util.List;

/**
 * An entry as people read it.
 *
 * @param ref names it in addresses: its number for staff, its handle for others
 * @param handle names it in addresses for everybody who may see it
 * @param who a name, or the key of a word for who has none
 * @param named whether {@code who} is a name
 * @param about names of the organisations that it is about, and numbers
 * @param ids everything it is about, as the ledger has it
 * @param link where the thing is; empty for nowhere
 */
public record TimelineEntry(
        String ref,
        String handle,
        Instant at,
        String who,
        boolean named,
        Door door,
        String kind,
        TimelineGroup group,
        List<String> about,
        List<String> ids,
        String link) {}
