package org.chosei.identity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.access.Permission;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The way back for somebody who lost the second factor or the password. One of the staff says how the person was recognised,
 * another one confirms; only then a link leaves, to the address that the account has had all along.
 */
@Component
@Transactional
public class Recoveries {
    private static final int LONGEST = 1000;

    private final RecoveryStore store;
    private final RecoveryLetters letters;
    private final SessionStore sessions;
    private final CoordinatorOrganisation coordinator;
    private final OrganisationNames names;
    private final People people;
    private final Vault vault;
    private final Ledger ledger;
    private final InstantSource clock;

    Recoveries(
            RecoveryStore store,
            RecoveryLetters letters,
            SessionStore sessions,
            CoordinatorOrganisation coordinator,
            OrganisationNames names,
            People people,
            Vault vault,
            Ledger ledger,
            InstantSource clock) {
        this.store = store;
        this.letters = letters;
        this.sessions = sessions;
        this.coordinator = coordinator;
        this.names = names;
        this.people = people;
        this.vault = vault;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Whose account a recovery would be for. */
    public record Concerned(PersonId id, String name, String email) {}

    /** A recovery in full, with the names of those who acted. */
    public record Details(
            Recovery recovery,
            Recovery.State state,
            String reason,
            String recognised,
            String startedBy,
            String decidedBy,
            boolean mayConfirm) {}

    /** Whose account it is, if the acting person may start its recovery now; else the refusal says why not. */
    @Transactional(readOnly = true)
    public Concerned concerned(PersonId person) {
        RecoveryStore.Account account = recoverable(person);
        return new Concerned(person, account.name(), account.email());
    }

    /**
     * Starts it. Anybody of the staff may for members of organisations, an administrator for accounts of the staff.
     *
     * @param recognised how the person was recognised, such as a call-back to a registered number
     */
    public UUID start(PersonId person, String reason, String recognised) {
        store.lock(person);
        RecoveryStore.Account account = recoverable(person);
        String why = words("reason", reason);
        String how = words("recognised", recognised);
        OrganisationId organisation =
                isStaff(account) ? coordinator.id() : account.organisations().getFirst();
        UUID id = store.add(person, organisation, sealed(organisation, why), sealed(organisation, how));
        record("person.recovery-started", id, person);
        return id;
    }

    /**
     * Confirms it as the second person: every session of the account ends, the link is mailed to its address, and the person's
     * teams are told that this happened.
     */
    public void confirm(UUID id) {
        Recovery recovery = undecided(id);
        String me = Scopes.person().actor();
        if (recovery.startedBy().equals(me)) {
            throw new Refusal.NotPermitted("recovery-same-person");
        }
        if (recovery.person().equals(Scopes.person().id())) {
            throw new Refusal.NotPermitted("recovery-self");
        }
        RecoveryStore.Account account = store.account(recovery.person()).orElseThrow(Refusal.NotFound::new);
        requireOpenAccount(account);
        requireSameStanding(recovery, account);
        Token token = Token.random();
        Instant until = store.confirm(id, token, vault.sealSecret(SecondFactor.newSecret()));
        sessions.endAll(recovery.person());
        record("person.recovery-confirmed", id, recovery.person());
        letters.link(account, token, until);
        letters.tell(account);
    }

    /** Ends it before there is a link; whoever has doubts may. */
    public void callOff(UUID id) {
        Recovery recovery = undecided(id);
        store.callOff(id);
        record("person.recovery-called-off", id, recovery.person());
    }

    /** Those that wait for a second person or for whoever got the link, newest first. */
    @Transactional(readOnly = true)
    public List<Recovery> open() {
        return store.open();
    }

    /** One of them, with what was said when it was started. */
    public Details get(UUID id) {
        Recovery recovery = store.find(id).orElseThrow(Refusal.NotFound::new);
        Map<SealedId, Opened> words = vault.open(OpenPurpose.READ, List.of(recovery.reason(), recovery.recognised()));
        Map<String, String> actors = actors(recovery);
        return new Details(
                recovery,
                recovery.state(clock.instant()),
                text(words, recovery.reason()),
                text(words, recovery.recognised()),
                actors.getOrDefault(recovery.startedBy(), ""),
                actors.getOrDefault(Objects.requireNonNullElse(recovery.decidedBy(), ""), ""),
                !recovery.startedBy().equals(Scopes.person().actor())
                        && !recovery.person().equals(Scopes.person().id()));
    }

    /** The members of a vendor or partner, for staff who look for the account that somebody asks about. */
    public record OfOrganisation(String name, List<Member> members) {}

    /** Refuses for the CSIRT itself: its people stand on a page of their own. */
    @Transactional(readOnly = true)
    public OfOrganisation members(OrganisationId organisation, Locale locale) {
        if (organisation.equals(coordinator.id())) {
            throw new Refusal.NotFound();
        }
        return new OfOrganisation(names.name(organisation, locale), people.members(organisation));
    }

    private RecoveryStore.Account recoverable(PersonId person) {
        Scope.Person me = Scopes.person();
        RecoveryStore.Account account = store.account(person).orElseThrow(Refusal.NotFound::new);
        if (person.equals(me.id())) {
            throw new Refusal.NotPermitted("recovery-self");
        }
        if (isStaff(account) && !me.may(Permission.STAFF_ACCOUNTS)) {
            throw new Refusal.NotPermitted("recovery-staff");
        }
        requireOpenAccount(account);
        if (store.waits(person)) {
            throw new Refusal.WrongState("recovery-waits");
        }
        return account;
    }

    /** Whoever became one of the staff since is a matter for administrators from the start on. */
    private void requireSameStanding(Recovery recovery, RecoveryStore.Account account) {
        if (isStaff(account) && !recovery.organisation().equals(coordinator.id())) {
            throw new Refusal.WrongState("recovery-became-staff");
        }
    }

    private boolean isStaff(RecoveryStore.Account account) {
        return account.organisations().contains(coordinator.id());
    }

    private static void requireOpenAccount(RecoveryStore.Account account) {
        if (account.disabled()) {
            throw new Refusal.WrongState("recovery-shut-out");
        }
        if (account.organisations().isEmpty()) {
            throw new Refusal.WrongState("recovery-no-member");
        }
    }

    private Recovery undecided(UUID id) {
        Recovery found = store.find(id).orElseThrow(Refusal.NotFound::new);
        store.lock(found.person());
        Recovery now = store.find(id).orElseThrow(Refusal.NotFound::new);
        if (now.confirmed() != null) {
            throw new Refusal.WrongState("recovery-decided");
        }
        return now;
    }

    private void record(String kind, UUID id, PersonId person) {
        ledger.append(Entry.ofInstallation(kind).about("recovery", id).about("person", person));
    }

    private SealedId sealed(OrganisationId organisation, String words) {
        return vault.sealForStaff(organisation, words.getBytes(StandardCharsets.UTF_8));
    }

    private static String words(String field, String typed) {
        String words = JapaneseText.withoutControls(typed).strip();
        if (words.isEmpty() || JapaneseText.codePoints(words) > LONGEST) {
            throw new Refusal.Invalid(field, "recovery-words", LONGEST);
        }
        return words;
    }

    private static String text(Map<SealedId, Opened> opened, SealedId id) {
        Opened found = opened.get(id);
        return found == null ? "" : found.text();
    }

    private Map<String, String> actors(Recovery recovery) {
        Map<PersonId, String> known = people.names(Stream.of(recovery.startedBy(), recovery.decidedBy())
                .filter(actor -> actor != null && actor.startsWith("person:"))
                .map(actor -> PersonId.of(actor.substring("person:".length())))
                .toList());
        return known.entrySet().stream()
                .collect(Collectors.toMap(each -> "person:" + each.getKey(), Map.Entry::getValue));
    }
}
