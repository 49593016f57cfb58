package org.chosei.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.jspecify.annotations.Nullable;

/**
 * What is to be recorded. Subjects are ids and numbers ({@code wave:0190…}), plain for ever; details may be confidential:
 * the chain carries only a salted commitment to them, and they are kept sealed beside it.
 *
 * @param caseId the case whose chain this goes to; null for the installation's chain
 * @param kind {@code room-word.past-tense}, such as {@code wave.planned}
 * @param audience who besides staff may read the entry; null for staff alone
 */
public record Entry(
        @Nullable CaseId caseId,
        String kind,
        List<String> subjects,
        @Nullable AudienceId audience,
        Map<String, String> details) {

    public Entry {
        subjects = List.copyOf(subjects);
        details = Map.copyOf(details);
    }

    /** An entry of a case's chain. */
    public static Entry of(CaseId caseId, String kind) {
        return new Entry(caseId, kind, List.of(), null, Map.of());
    }

    /** An entry of the installation's chain: what belongs to no case. */
    public static Entry ofInstallation(String kind) {
        return new Entry(null, kind, List.of(), null, Map.of());
    }

    /** Adds an id, written {@code type:id}. */
    public Entry about(String type, Object id) {
        return aboutEach(type, List.of(id));
    }

    /** Adds many ids of one type. */
    public Entry aboutEach(String type, Collection<?> ids) {
        List<String> more = new ArrayList<>(subjects.size() + ids.size());
        more.addAll(subjects);
        ids.forEach(id -> more.add(type + ":" + id));
        return new Entry(caseId, kind, more, audience, details);
    }

    public Entry seenBy(AudienceId audience) {
        return new Entry(caseId, kind, subjects, audience, details);
    }

    public Entry detail(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(key, value);
        return new Entry(caseId, kind, subjects, audience, more);
    }
}
