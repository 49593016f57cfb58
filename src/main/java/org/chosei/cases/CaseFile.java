package org.chosei.cases;

import java.util.List;
import java.util.Map;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;

/**
 * What staff's pages of a case show of it, read at once; its words are still sealed.
 *
 * @param aliases the numbers that it is known by besides its own
 * @param clocks what it started, as {@code Clocks} reads it
 * @param reports from which it came, as the room of reports reads it
 * @param cve the CVE id of its first vulnerability; empty while it has none
 */
public record CaseFile(
        CoordinatedCase of,
        SealedId product,
        SealedId summary,
        List<String> aliases,
        String clocks,
        String reports,
        String cve) {

    /** What is to be opened for {@link #words}. */
    public List<SealedId> sealed() {
        return List.of(of.title(), product, summary);
    }

    /** The words out of what was opened; what the reader may not open is empty. */
    public CaseWords words(Map<SealedId, Opened> opened) {
        return new CaseWords(text(opened, of.title()), text(opened, product), text(opened, summary));
    }

    private static String text(Map<SealedId, Opened> opened, SealedId id) {
        Opened found = opened.get(id);
        return found == null ? "" : found.text();
    }
}
