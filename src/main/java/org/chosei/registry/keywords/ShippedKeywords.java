package org.chosei.registry.keywords;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.web.Messages;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The list that comes with Chosei: version 1 where there is none. From then on the list is the operator's. */
@Component
class ShippedKeywords {
    private static final String TABLE = "/keywords/shipped.csv";

    private final KeywordStore store;
    private final TransactionOperations transaction;
    private final Messages messages;

    ShippedKeywords(KeywordStore store, TransactionOperations transaction, Messages messages) {
        this.store = store;
        this.transaction = transaction;
        this.messages = messages;
    }

    @EventListener(ApplicationReadyEvent.class)
    void load() {
        Scopes.as(
                new Scope.System(Purpose.SETUP),
                () -> transaction.executeWithoutResult(_ -> {
                    store.lock();
                    if (store.versions().isEmpty()) {
                        add();
                    }
                }));
    }

    private void add() {
        KeywordTable.Read read = KeywordTable.read(text());
        if (!read.problems().isEmpty()) {
            throw read.problems().getFirst();
        }
        store.add(
                1,
                messages.text(java.util.Locale.JAPANESE, "registry.keywords-shipped"),
                messages.text(java.util.Locale.ENGLISH, "registry.keywords-shipped"),
                read.keywords());
    }

    private static String text() {
        try (InputStream in = ShippedKeywords.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException("missing " + TABLE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
