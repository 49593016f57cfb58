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
        String references = references(statement);
        return new StatusStore.Words(
                seal(caseId, audience, statement.text()),
                seal(caseId, audience, statement.versions()),
                seal(caseId, audience, references),
                switch (told) {
                    case Told.ByTelephone call -> vault.seal(caseId, audience, call.by());
                    case Told.OnPage _, Told.ByMail _ -> null;
                });
    }

    /** Everything in it that is words. */
    static String text(Statement statement) {
        return String.join("\n", statement.text(), statement.versions(), references(statement));
    }

    private static String references(Statement statement) {
        return statement.references().stream().map(URI::toString).collect(Collectors.joining("\n"));
    }

    private @Nullable SealedId seal(CaseId caseId, AudienceId audience, String text) {
        return text.isBlank() ? null : vault.seal(caseId, audience, text);
    }
}
