package org.chosei.registry.closures.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.closures.Closure;
import org.chosei.registry.closures.Closures;
import org.chosei.web.View;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The page of an organisation's closures, for staff and for its own people. */
@Component
public class ClosurePages {
    private final Organisations organisations;
    private final Closures closures;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    ClosurePages(
            Organisations organisations, Closures closures, TransactionOperations transaction, InstantSource clock) {
        this.organisations = organisations;
        this.closures = closures;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What was typed into the form. */
    record Typed(UUID form, String first, String last, String reason) {
        Map<String, String> values() {
            return Map.of("first", first, "last", last, "reason", reason);
        }
    }

    View page(OrganisationId id, String path, boolean own) {
        return page(id, path, own, new Typed(Uuid7.at(clock.instant()), "", "", ""), List.of());
    }

    View page(OrganisationId id, String path, boolean own, Typed typed, List<Refusal.Invalid> refusals) {
        return transaction.execute(_ -> {
            Organisation of = organisations.find(id).orElseThrow(Refusal.NotFound::new);
            return View.of("deadlines/closures", "of", of)
                    .with("closures", closures.of(id))
                    .with("reasons", List.of(Closure.Reason.values()))
                    .with("path", path)
                    .with("own", own)
                    .with("form", typed.form().toString())
                    .with("typed", typed.values())
                    .with("refusals", refusals);
        });
    }

    /** Adds what was typed to an organisation that the reader may know. */
    void add(OrganisationId id, Typed typed) {
        transaction.executeWithoutResult(_ -> {
            OrganisationId known = organisations.find(id).map(Organisation::id).orElseThrow(Refusal.NotFound::new);
            closures.add(typed.form(), known, typed.first(), typed.last(), typed.reason());
        });
    }

    void end(OrganisationId id, UUID closure) {
        transaction.executeWithoutResult(_ -> closures.end(id, closure));
    }
}
