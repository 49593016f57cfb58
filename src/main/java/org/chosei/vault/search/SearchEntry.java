package org.chosei.vault.search;

import java.util.List;
import java.util.UUID;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/**
 * One text to be found, and who may find it.
 *
 * @param subject what the text belongs to; put again, it replaces what was there
 * @param audience who may find it in the case; null exactly outside cases
 * @param organisation outside cases: whose it is besides staff's; null when it is for staff alone
 * @param author the organisation that said it, for {@code from:}
 * @param party the vendor in whose thread or column it stands; null for what has none
 * @param within the message that a file came with, or the report that is talked about
 * @param sealed the sealed texts, opened again to show where the words stand
 */
public record SearchEntry(
        SearchKind kind,
        UUID subject,
        @Nullable CaseId caseId,
        @Nullable AudienceId audience,
        @Nullable OrganisationId organisation,
        @Nullable OrganisationId author,
        @Nullable OrganisationId party,
        @Nullable UUID within,
        List<SealedId> sealed) {

    /** A text of a case. */
    public static SearchEntry of(
            SearchKind kind, UUID subject, CaseId caseId, AudienceId audience, List<SealedId> sealed) {
        return new SearchEntry(kind, subject, caseId, audience, null, null, null, null, sealed);
    }

    /** A text for staff outside any case. */
    public static SearchEntry forStaff(SearchKind kind, UUID subject, List<SealedId> sealed) {
        return new SearchEntry(kind, subject, null, null, null, null, null, null, sealed);
    }

    /** The same, said by an organisation in a vendor's thread or column. */
    public SearchEntry saidBy(OrganisationId by, @Nullable OrganisationId with) {
        return new SearchEntry(kind, subject, caseId, audience, organisation, by, with, within, sealed);
    }

    /** The same, inside of something else. */
    public SearchEntry within(UUID outer) {
        return new SearchEntry(kind, subject, caseId, audience, organisation, author, party, outer, sealed);
    }
}
