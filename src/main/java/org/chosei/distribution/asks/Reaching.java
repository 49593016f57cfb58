package org.chosei.distribution.asks;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.chosei.cases.clocks.ClockSteps;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.web.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What people do to reach a silent vendor: calls, letters, faxes, each also a try to reach it (clock A). Staff only. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Reaching {
    private final AskStore store;
    private final Asks asks;
    private final ClockSteps steps;
    private final Ledger ledger;
    private final Site site;
    private final InstantSource clock;

    Reaching(AskStore store, Asks asks, ClockSteps steps, Ledger ledger, Site site, InstantSource clock) {
        this.store = store;
        this.asks = asks;
        this.steps = steps;
        this.ledger = ledger;
        this.site = site;
        this.clock = clock;
    }

    /**
     * What was done.
     *
     * @param at when; not ahead
     * @param whom the number, address or person that was tried; sealed
     * @param again the day on which it is tried again; only with {@code AGAIN}
     * @param note what was said or what proves it, such as the tracking number of a letter; sealed
     */
    public record Done(
            Rung rung,
            Instant at,
            String whom,
            Acted.Result result,
            Acted.Next next,
            @Nullable LocalDate again,
            String note) {}

    /**
     * Records it for the step that is asked of the vendor by this wave. The same form sent twice is recorded once.
     *
     * @throws Refusal.Invalid naming the field: result, next, again, when, whom, note
     * @throws Refusal.WrongState when that wave asks nothing of the vendor any more
     */
    public void done(CaseId caseId, UUID form, OrganisationId vendor, UUID wave, Done done) {
        VendorAsks of = asks.of(caseId).stream()
                .map(Asks.Counted::asks)
                .filter(each -> each.vendor().equals(vendor) && each.wave().equals(wave))
                .findFirst()
                .orElseThrow(() -> new Refusal.WrongState("ask-nothing"));
        if (of.acts().stream().anyMatch(each -> each.id().equals(form))) {
            return;
        }
        Ask current = of.current();
        if (current == null) {
            throw new Refusal.WrongState("ask-nothing");
        }
        check(done);
        steps.attempted(caseId, form, done.at(), done.rung().channel(), done.whom(), done.note());
        AskStore.Place place = new AskStore.Place(wave, vendor);
        if (!store.act(
                form,
                caseId,
                place,
                current.step(),
                done.rung(),
                done.result(),
                done.next(),
                done.again(),
                done.at())) {
            return;
        }
        climb(caseId, place, current.step(), done.rung());
        ledger.append(Entry.of(caseId, done.rung() == Rung.TELEPHONE ? "ask.called" : "ask.paper-sent")
                .about("organisation", vendor)
                .about("wave", wave)
                .about("attempt", form)
                .about("step", current.step())
                .about("rung", done.rung())
                .about("result", done.result())
                .about("next", done.next()));
        Rung above = done.rung().next();
        if (done.next() == Acted.Next.CLIMB && above != null && climb(caseId, place, current.step(), above)) {
            ledger.append(Entry.of(caseId, above.entry())
                    .about("organisation", vendor)
                    .about("wave", wave)
                    .about("step", current.step())
                    .about("rung", above));
        }
    }

    /** Whoever acts on a rung has climbed it, whether or not it was its time. */
    private boolean climb(CaseId caseId, AskStore.Place place, Step step, Rung rung) {
        return !store.climb(List.of(new AskStore.NewRung(Uuid7.at(clock.instant()), caseId, place, step, rung, 0)))
                .isEmpty();
    }

    private void check(Done done) {
        if (done.result().ofCall() != (done.rung() == Rung.TELEPHONE)) {
            throw new Refusal.Invalid("result", "ask-result");
        }
        if (done.next() == Acted.Next.CLIMB && done.rung().next() == null) {
            throw new Refusal.Invalid("next", "ask-last-rung");
        }
        LocalDate again = done.again();
        if (done.next() == Acted.Next.AGAIN
                && (again == null || again.isBefore(LocalDate.ofInstant(clock.instant(), site.zone())))) {
            throw new Refusal.Invalid("again", "ask-again");
        }
        if (done.next() != Acted.Next.AGAIN && again != null) {
            throw new Refusal.Invalid("again", "ask-again-without");
        }
    }
}
