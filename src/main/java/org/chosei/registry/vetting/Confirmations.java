package org.chosei.registry.vetting;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Organisation;
import org.chosei.registry.OrganisationState;
import org.chosei.registry.StepEvidence;
import org.chosei.registry.Vetting;
import org.chosei.registry.Words;
import org.chosei.registry.vetting.VettingStore.Row;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Confirms a vetting: by another person than the one who called, and on everything that is on record. */
@Component
@Transactional
public class Confirmations implements StepEvidence {
    private final VettingStore store;
    private final VettedOrganisations organisations;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    Confirmations(
            VettingStore store, VettedOrganisations organisations, Vault vault, Ledger ledger, InstantSource clock) {
        this.store = store;
        this.organisations = organisations;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** How the organisation stands to vetting now, as far as the acting scope may know. */
    @Transactional(readOnly = true)
    public Vetting now(OrganisationId organisation) {
        return store.at(Set.of(organisation), clock.instant()).getOrDefault(organisation, Vetting.UNKNOWN);
    }

    /**
     * A confirmation, or the word that it was vetted elsewhere.
     *
     * @param words what was said with it, opened; empty when nothing was
     */
    public record Said(String by, Instant at, String words, boolean elsewhere) {}

    /** Every one that was ever given, oldest first. Staff only. */
    public List<Said> said(OrganisationId organisation) {
        List<VettingStore.Said> all = store.said(organisation);
        List<SealedId> sealed =
                all.stream().flatMap(each -> Stream.ofNullable(each.words())).toList();
        Map<SealedId, Opened> opened = sealed.isEmpty() ? Map.of() : vault.open(OpenPurpose.READ, sealed);
        return all.stream()
                .map(each -> new Said(each.by(), each.at(), text(opened, each.words()), each.elsewhere()))
                .toList();
    }

    private static String text(Map<SealedId, Opened> opened, @Nullable SealedId id) {
        Opened found = id == null ? null : opened.get(id);
        return found == null ? "" : found.text();
    }

    /**
     * Confirms that the organisation is who it says.
     *
     * @param seen the newest record on the page, so that nobody confirms what was not looked at
     * @throws Refusal.NotPermitted when the only confirmed call-back is the acting person's own
     */
    public void confirm(OrganisationId organisation, UUID seen, String remark) {
        Organisation vetted = organisations.require(organisation);
        store.lock(organisation);
        List<Row> rows = store.of(organisation);
        if (rows.isEmpty() || !rows.getLast().id().equals(seen)) {
            throw new Refusal.Stale("vetting-changed");
        }
        if (now(organisation).state().vetted()) {
            throw new Refusal.WrongState("vetting-confirmed");
        }
        Row callBack = callBackByAnother(rows);
        boolean met = counting(rows, Result.Kind.MEETING) && counting(rows, Result.Kind.DOCUMENT);
        if (VettedOrganisations.needsMeeting(vetted) && !met) {
            throw new Refusal.WrongState("vetting-incomplete");
        }
        String words = Details.text("remark", remark, false);
        store.signOff(organisation, callBack.id(), met, words.isEmpty() ? null : sealed(organisation, words));
        ledger.append(Entry.ofInstallation("vetting.confirmed")
                .about("organisation", organisation)
                .about("call-back", callBack.id())
                .about("meeting", met));
    }

    private static Row callBackByAnother(List<Row> rows) {
        List<Row> confirmed = Recorded.counting(rows, Result.Kind.CALL_BACK);
        if (confirmed.isEmpty()) {
            boolean denied = rows.stream().anyMatch(Recorded::denies);
            throw new Refusal.WrongState(denied ? "vetting-denied" : "vetting-no-call-back");
        }
        String me = Scopes.current().actor();
        return confirmed.reversed().stream()
                .filter(row -> !row.by().equals(me))
                .findFirst()
                .orElseThrow(() -> new Refusal.NotPermitted("vetting-own-call-back"));
    }

    private static boolean counting(List<Row> rows, Result.Kind kind) {
        return !Recorded.counting(rows, kind).isEmpty();
    }

    /** Says that another body or an earlier process made sure of it. Not of one that registered by form here. */
    public void elsewhere(OrganisationId organisation, String reason) {
        organisations.require(organisation);
        store.lock(organisation);
        Vetting now = now(organisation);
        if (now.due()) {
            throw new Refusal.WrongState("vetting-here");
        }
        if (now.state().vetted()) {
            throw new Refusal.WrongState("vetting-confirmed");
        }
        if (store.of(organisation).stream().anyMatch(Recorded::denies)) {
            throw new Refusal.WrongState("vetting-denied");
        }
        store.addElsewhere(organisation, sealed(organisation, Words.requireReason("reason", reason)));
        ledger.append(Entry.ofInstallation("vetting.elsewhere").about("organisation", organisation));
    }

    private SealedId sealed(OrganisationId organisation, String words) {
        return vault.sealForStaff(organisation, words.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void require(OrganisationId organisation, OrganisationState step) {
        switch (step) {
            case IDENTITY_VERIFIED -> require(organisation, Result.Kind.CALL_BACK, "vetting-step-call-back");
            case MEETING_HELD -> require(organisation, Result.Kind.MEETING, "vetting-step-meeting");
            case REGISTERED, DOCUMENTS_SENT, ACTIVE, SUSPENDED, WITHDRAWN -> {}
        }
    }

    private void require(OrganisationId organisation, Result.Kind kind, String refusal) {
        store.lock(organisation);
        boolean elsewhere = now(organisation).state() == Vetting.State.ELSEWHERE;
        if (!elsewhere && !counting(store.of(organisation), kind)) {
            throw new Refusal.Invalid("to", refusal);
        }
    }
}
