package org.chosei.cases.status;

import java.net.URI;
import java.util.stream.Collectors;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Seals the words of one statement for its vendor and staff. */
@Component
class StatementSeal {
    private final Vault vault;

    StatementSeal(Vault vault) {
        this.vault = vault;
    }

    StatusStore.Words words(CaseId caseId, AudienceId audience, Statement statement, Told told) {
        String references = statement.references().stream().map(URI::toString).collect(Collectors.joining("\n"));
        return new StatusStore.Words(
                seal(caseId, audience, statement.text()),
                seal(caseId, audience, statement.versions()),
                seal(caseId, audience, references),
                switch (told) {
                    case Told.ByTelephone call -> vault.seal(caseId, audience, call.by());
                    case Told.OnPage _, Told.ByMail _ -> null;
                });
    }

    private @Nullable SealedId seal(CaseId caseId, AudienceId audience, String text) {
        return text.isBlank() ? null : vault.seal(caseId, audience, text);
    }
}
