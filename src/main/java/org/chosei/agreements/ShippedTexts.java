package org.chosei.agreements;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.web.Site;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Loads the texts that come with Chosei, with the CSIRT's name put in. A text that changed under its version is refused. */
@Component
class ShippedTexts {
    private static final int VERSION = 1;
    static final List<String> LANGUAGES = List.of("ja", "en");

    private final TextStore store;
    private final TransactionOperations transaction;
    private final Site site;

    ShippedTexts(TextStore store, TransactionOperations transaction, Site site) {
        this.store = store;
        this.transaction = transaction;
        this.site = site;
    }

    @EventListener(ApplicationReadyEvent.class)
    void load() {
        Scopes.as(
                new Scope.System(Purpose.SETUP),
                () -> transaction.executeWithoutResult(_ -> {
                    for (AgreementKind kind : AgreementKind.values()) {
                        LANGUAGES.forEach(language -> load(kind, language));
                    }
                }));
    }

    private void load(AgreementKind kind, String language) {
        String body = read("/agreements/" + kind.label() + "-" + VERSION + "." + language + ".txt")
                .replace("{csirt}", site.name(Locale.of(language)));
        store.keep(kind, VERSION, language, body);
        String kept = store.find(kind, VERSION, language).orElseThrow().body();
        if (!kept.equals(body)) {
            throw new IllegalStateException("The text of the " + kind.label() + ", version " + VERSION + " (" + language
                    + "), differs from the one in the database, which organisations may have signed. Either the CSIRT's"
                    + " name in the settings was changed, then give back the old one, or the shipped text was, then it"
                    + " needs a new version number. Nothing was changed.");
        }
    }

    private static String read(String resource) {
        try (InputStream in = ShippedTexts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
