package org.chosei.cases.participants;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.chosei.access.Audience;
import org.chosei.access.Audiences;
import org.chosei.access.Scopes;
import org.chosei.cases.embargo.EmbargoAnswers;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.embargo.Negotiation;
import org.chosei.cases.embargo.Term;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who takes part in a case. To take part shows nothing: what anybody may see is granted by distribution alone. */
@Component
@Transactional
public class Participants {
    private static final int LONGEST_NUMBER = 60;

    private final ParticipantStore store;
    private final Embargoes embargoes;
    private final EmbargoAnswers answers;
    private final Audiences audiences;
    private final Vault vault;
    private final Ledger ledger;
    private final ApplicationEventPublisher publisher;

    Participants(
            ParticipantStore store,
            Embargoes embargoes,
            EmbargoAnswers answers,
            Audiences audiences,
            Vault vault,
            Ledger ledger,
            ApplicationEventPublisher publisher) {
        this.store = store;
        this.embargoes = embargoes;
        this.answers = answers;
        this.audiences = audiences;
        this.vault = vault;
        this.ledger = ledger;
        this.publisher = publisher;
    }

    /** Everybody who takes part or did: all for staff, oneself for anybody else. One query. */
    public List<Participant> of(CaseId caseId) {
        return store.of(caseId);
    }

    /** Makes vendors participants (idempotent), in a fixed number of statements; in the transaction of a wave. */
    public void add(CaseId caseId, List<OrganisationId> vendors) {
        store.add(caseId, vendors, ParticipantRole.VENDOR);
    }

    /** Gives an organisation a role. Staff only. */
    public void add(CaseId caseId, OrganisationId organisation, ParticipantRole role) {
        store.add(caseId, List.of(organisation), role);
        store.revive(caseId, organisation, role);
        ledger.append(Entry.of(caseId, "participant.added")
                .about("organisation", organisation)
                .about("role", role.code()));
    }

    /**
     * Takes a role back that was given by mistake or is over. The originator stays what it is, and a vendor is taken out where its
     * access ends, by distribution. Staff only.
     */
    public void end(CaseId caseId, OrganisationId organisation, ParticipantRole role) {
        if (!role.endable()) {
            throw new Refusal.Invalid("role", "participant-role-stays");
        }
        if (!store.end(caseId, organisation, role)) {
            throw new Refusal.NotFound();
        }
        ledger.append(Entry.of(caseId, "participant.role-ended")
                .about("organisation", organisation)
                .about("role", role.code()));
    }

    /** Takes over who takes part in another case, with their roles. Staff only. */
    public void addAll(CaseId caseId, Collection<Participant> from) {
        for (ParticipantRole role : ParticipantRole.values()) {
            List<OrganisationId> with = from.stream()
                    .filter(each -> each.present() && each.roles().contains(role))
                    .map(Participant::organisation)
                    .toList();
            if (!with.isEmpty()) {
                store.takeOver(caseId, with, role);
            }
        }
    }

    /** Distribution took a participant out; the same transaction ended its access. Staff only. */
    public void removed(CaseId caseId, OrganisationId organisation, String reason) {
        store.step(
                caseId,
                organisation,
                "removed",
                null,
                vault.seal(caseId, audiences.open(caseId, Audience.Kind.STAFF, null), reason));
    }

    /**
     * The acting organisation leaves; it learns nothing more of the case. To leave is not to end the embargo: whoever leaves
     * while one is in force says whether it will keep to it (Vultron, embargo principles 8).
     *
     * @param adheres null when nothing was said
     */
    public void leave(CaseId caseId, @Nullable Boolean adheres) {
        OrganisationId own = Scopes.person().organisation();
        if (store.find(caseId, own).filter(Participant::present).isEmpty()) {
            throw new Refusal.NotFound();
        }
        Negotiation stands = embargoes.negotiation(caseId);
        Term active = stands.active();
        boolean bound = stands.state().inForce();
        if (bound && adheres == null) {
            throw new Refusal.Invalid("adheres", "participant-adheres");
        }
        store.step(caseId, own, "left", bound ? adheres : null, null);
        ledger.append(Entry.of(caseId, "participant.left")
                .about("organisation", own)
                .detail("adheres", bound ? String.valueOf(adheres) : "-"));
        if (active != null && bound && Boolean.FALSE.equals(adheres)) {
            answers.takeBack(active, own);
        }
        publisher.publishEvent(new ParticipantLeft(caseId, own));
    }

    /** Under which number the acting organisation keeps the case; an empty one takes it back. */
    public void setNumber(CaseId caseId, String number) {
        OrganisationId own = Scopes.person().organisation();
        String line = JapaneseText.withoutControls(number)
                .replaceAll("\\p{Cf}", "")
                .replace('\n', ' ')
                .strip();
        if (line.codePointCount(0, line.length()) > LONGEST_NUMBER) {
            throw new Refusal.Invalid("number", "participant-number-long", LONGEST_NUMBER);
        }
        if (!line.equals(numbers(own, List.of(caseId)).getOrDefault(caseId, ""))) {
            store.number(caseId, own, line);
            ledger.append(Entry.of(caseId, "participant.numbered").about("organisation", own));
        }
    }

    /** The numbers under which an organisation keeps these cases; those without one are absent. One query. */
    public Map<CaseId, String> numbers(OrganisationId organisation, Collection<CaseId> cases) {
        return store.numbers(organisation, cases);
    }

    /** Under which number each of these organisations keeps the case; those without one are absent. One query. For mails. */
    public Map<OrganisationId, String> numbers(CaseId caseId, Collection<OrganisationId> organisations) {
        return store.numbers(caseId, organisations);
    }
}
