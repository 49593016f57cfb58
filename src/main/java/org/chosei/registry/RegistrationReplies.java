package org.chosei.registry;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Registration.State;
import org.chosei.registry.form.Consent;
import org.chosei.registry.form.ContactPointForm;
import org.chosei.registry.form.FormField;
import org.chosei.registry.form.FormProblem;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was answered for registrations: shown beside them, and taken over by a person or left. Staff only. */
@Component
@Transactional
public class RegistrationReplies {
    private static final int SHOWN = 50;

    private final RegistrationStore registrations;
    private final ReplyStore store;
    private final Vault vault;
    private final Ledger ledger;

    RegistrationReplies(RegistrationStore registrations, ReplyStore store, Vault vault, Ledger ledger) {
        this.registrations = registrations;
        this.store = store;
        this.vault = vault;
        this.ledger = ledger;
    }

    /** Those of one registration, newest first. */
    @Transactional(readOnly = true)
    public List<RegistrationReply> of(UUID registration) {
        return store.of(registration, SHOWN);
    }

    /** Those of these registrations for which a reply waits for a person. */
    @Transactional(readOnly = true)
    public Set<UUID> waiting(Collection<UUID> registrations) {
        return store.waiting(registrations);
    }

    /** The mail as it arrived, byte for byte. */
    public byte[] original(UUID registration, UUID reply) {
        return vault.open(OpenPurpose.READ, get(registration, reply).original()).bytes();
    }

    private RegistrationReply get(UUID registration, UUID reply) {
        return store.find(registration, reply).orElseThrow(Refusal.NotFound::new);
    }

    /**
     * Puts what the reply says in place of what the registration said.
     *
     * @param seen the registration's step that the reviewer had on the page
     */
    public void take(UUID id, UUID reply, UUID seen) {
        get(id, reply);
        Registration registration = open(id);
        if (!registration.newest().id().equals(seen)) {
            throw new Refusal.Stale("registration-changed");
        }
        RegistrationReply said = waiting(id, reply);
        Map<FormField, String> answers = new EnumMap<>(FormField.class);
        answers.putAll(registration.answers());
        answers.putAll(said.answers());
        Consent consent = said.consent().state() == Consent.State.MISSING ? registration.consent() : said.consent();
        List<FormProblem> problems =
                ContactPointForm.typed(registration.form(), answers, true).problems();
        store.take(said, answers, consent, problems);
        boolean complete = registrations.find(id).orElseThrow().gaps().isEmpty();
        registrations.addOpenStep(id, complete ? State.RECEIVED : State.INCOMPLETE, null);
        ledger.append(about("registration.reply-taken", registration, said));
    }

    /** Leaves the registration as it is; the reply stays beside it. */
    public void leave(UUID id, UUID reply) {
        get(id, reply);
        Registration registration = open(id);
        RegistrationReply said = waiting(id, reply);
        store.leave(said);
        ledger.append(about("registration.reply-left", registration, said));
    }

    private static Entry about(String kind, Registration registration, RegistrationReply reply) {
        return Entry.ofInstallation(kind)
                .about("registration", registration.number())
                .about("sha256", reply.sha256());
    }

    private Registration open(UUID id) {
        registrations.lock(id);
        Registration registration = registrations.find(id).orElseThrow(Refusal.NotFound::new);
        if (!registration.open()) {
            throw new Refusal.WrongState("registration-decided");
        }
        return registration;
    }

    private RegistrationReply waiting(UUID id, UUID reply) {
        RegistrationReply said = get(id, reply);
        if (!said.waits()) {
            throw new Refusal.WrongState("registration-reply-decided");
        }
        return said;
    }
}
