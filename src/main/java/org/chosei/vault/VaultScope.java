package org.chosei.vault;

import java.util.UUID;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.jspecify.annotations.Nullable;

/** Whose key seals. Losing or shredding one key ends exactly one of these. */
public sealed interface VaultScope {

    /** Everything confidential of one case. */
    record OfCase(CaseId id) implements VaultScope {}

    /** What belongs to one organisation outside any case: registration originals, evidence. */
    record OfOrganisation(OrganisationId id) implements VaultScope {}

    /** What a finder, vendor or receiving body reported, before and beside a case. */
    record OfReport(UUID id) implements VaultScope {}

    /** What one person has written or brought and not yet sent; nobody else reads it, staff neither. */
    record OfPerson(PersonId id) implements VaultScope {}

    /** Raw mail, before anybody knows what it is. */
    record Mailroom() implements VaultScope {}

    /** Chosei's own secrets: private keys, second factors. */
    record Installation() implements VaultScope {}

    /** The word that the database uses. */
    default String kind() {
        return switch (this) {
            case OfCase _ -> "case";
            case OfOrganisation _ -> "organisation";
            case OfReport _ -> "report";
            case OfPerson _ -> "person";
            case Mailroom _ -> "mailroom";
            case Installation _ -> "installation";
        };
    }

    /** The case or organisation, if the scope has one. */
    default @Nullable UUID subject() {
        return switch (this) {
            case OfCase c -> c.id().value();
            case OfOrganisation o -> o.id().value();
            case OfReport r -> r.id();
            case OfPerson p -> p.id().value();
            case Mailroom _, Installation _ -> null;
        };
    }
}
