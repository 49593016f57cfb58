package org.chosei.registry.keys;

import org.chosei.crypto.Certificate;
import org.chosei.crypto.KeyFitness;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;

/** What is asked of every key of either format, and how the ledger names it. */
final class KeyRules {
    private KeyRules() {}

    /** The ticket to encrypt with, or the reason in words. */
    static KeyFitness.Fit require(Certificate key, KeyFitness fitness) {
        return switch (fitness) {
            case KeyFitness.Fit fit -> fit;
            case KeyFitness.Expired _ -> throw new Refusal.Invalid("armored", "key-expired");
            case KeyFitness.Revoked _ -> throw new Refusal.Invalid("armored", "key-revoked");
            case KeyFitness.Weak weak ->
                throw new Refusal.Invalid("armored", "key-" + weak.weakness().code());
            case KeyFitness.CannotEncrypt _ ->
                throw switch (key.format()) {
                    case OPENPGP -> new Refusal.Invalid("armored", "key-cannot-encrypt");
                    case SMIME -> new Refusal.Invalid("armored", "key-smime-cannot-encrypt");
                };
        };
    }

    static Entry about(String kind, OrganisationId organisation, Certificate key) {
        return Entry.ofInstallation(kind).about("organisation", organisation).about("fingerprint", key.fingerprint());
    }
}
