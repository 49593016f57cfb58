package org.chosei.agreements;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chosei.agreements.Fact.Code;
import org.chosei.agreements.Standing.Signed;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.Organisations;
import org.chosei.registry.RegistrationClasses;
import org.chosei.registry.UsableKeys;
import org.chosei.registry.Vetting;
import org.chosei.registry.Vettings;
import org.chosei.registry.upkeep.ContactUpkeep;
import org.chosei.registry.upkeep.Freshness;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The standing of one organisation at any instant, past ones included, in sentences for people. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Facts {
    private static final Duration KEYS_AHEAD = Duration.ofDays(30);

    private final Organisations organisations;
    private final ContactUpkeep upkeep;
    private final SignatureStore signatures;
    private final TextStore texts;
    private final RegistrationClasses classes;
    private final Vettings vettings;
    private final ContactKeys keys;

    Facts(
            Organisations organisations,
            RegistrationClasses classes,
            Vettings vettings,
            ContactUpkeep upkeep,
            SignatureStore signatures,
            TextStore texts,
            ContactKeys keys) {
        this.classes = classes;
        this.vettings = vettings;
        this.organisations = organisations;
        this.upkeep = upkeep;
        this.signatures = signatures;
        this.texts = texts;
        this.keys = keys;
    }

    /** What was, is or, as far as is known now, will be so at that instant. */
    public List<Fact> of(OrganisationId organisation, Instant at) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(state(organisation, at), 0, null));
        registrationClass(organisation, at).ifPresent(code -> facts.add(new Fact(code, 0, null)));
        facts.add(vetting(organisation, at));
        List<Signature> all = signatures.of(organisation);
        Map<AgreementKind, Versions> versions = texts.versions();
        for (AgreementKind kind : AgreementKind.toSign()) {
            List<Signature> own =
                    all.stream().filter(each -> each.kind() == kind).toList();
            facts.add(fact(kind, own, versions.getOrDefault(kind, Versions.NONE), at));
        }
        facts.addAll(contacts(organisation, at));
        facts.add(keys(organisation, at));
        return facts;
    }

    /** Keys run out when a month later none would be left. */
    private Fact keys(OrganisationId organisation, Instant at) {
        UsableKeys usable = keys.usable(Set.of(organisation), at).getOrDefault(organisation, UsableKeys.NONE);
        Instant end = usable.lastEnd();
        if (usable.count() == 0) {
            return new Fact(Code.KEYS_NONE, 0, null);
        }
        return end == null || end.isAfter(at.plus(KEYS_AHEAD))
                ? new Fact(Code.KEYS_USABLE, usable.count(), null)
                : new Fact(Code.KEYS_RUNNING_OUT, usable.count(), end);
    }

    private Code state(OrganisationId organisation, Instant at) {
        return organisations
                .stateAt(organisation, at)
                .map(state -> switch (state) {
                    case REGISTERED -> Code.STATE_REGISTERED;
                    case IDENTITY_VERIFIED -> Code.STATE_IDENTITY_VERIFIED;
                    case DOCUMENTS_SENT -> Code.STATE_DOCUMENTS_SENT;
                    case MEETING_HELD -> Code.STATE_MEETING_HELD;
                    case ACTIVE -> Code.STATE_ACTIVE;
                    case SUSPENDED -> Code.STATE_SUSPENDED;
                    case WITHDRAWN -> Code.STATE_WITHDRAWN;
                })
                .orElse(Code.STATE_NONE);
    }

    private Optional<Code> registrationClass(OrganisationId organisation, Instant at) {
        return Optional.ofNullable(classes.at(Set.of(organisation), at).get(organisation))
                .map(limit -> switch (limit) {
                    case GENERAL -> Code.CLASS_GENERAL;
                    case INDIVIDUAL -> Code.CLASS_INDIVIDUAL;
                });
    }

    private Fact vetting(OrganisationId organisation, Instant at) {
        Vetting then = vettings.at(Set.of(organisation), at).getOrDefault(organisation, Vetting.NONE);
        Code code = switch (then.state()) {
            case NONE -> Code.VETTING_NONE;
            case OPEN -> Code.VETTING_OPEN;
            case DONE -> Code.VETTING_DONE;
            case ELSEWHERE -> Code.VETTING_ELSEWHERE;
        };
        return new Fact(code, 0, then.at());
    }

    /** Whether its contacts could be relied on; nothing before there were any. */
    private List<Fact> contacts(OrganisationId organisation, Instant at) {
        List<Fact> facts = new ArrayList<>();
        Freshness fresh = upkeep.fresh(Set.of(organisation), at).get(organisation);
        if (fresh != null) {
            facts.add(new Fact(Code.CONTACTS_CONFIRMED, 0, fresh.confirmedAt()));
            if (fresh.staleSince() != null) {
                facts.add(new Fact(Code.CONTACTS_STALE, 0, fresh.staleSince()));
            }
            if (fresh.bouncingSince() != null) {
                facts.add(new Fact(Code.CONTACTS_BOUNCING, 0, fresh.bouncingSince()));
            }
        }
        return facts;
    }

    private static Fact fact(AgreementKind kind, List<Signature> own, Versions versions, Instant at) {
        Optional<Signature> held =
                own.stream().filter(each -> each.heldAt(at)).max(Comparator.comparingInt(Signature::version));
        if (held.isEmpty()) {
            return own.stream()
                    .flatMap(each -> each.end().stream())
                    .filter(end -> !end.isAfter(at))
                    .max(Comparator.naturalOrder())
                    .map(end -> new Fact(code(kind, "ENDED"), 0, end))
                    .orElseGet(() -> new Fact(code(kind, "NONE"), 0, null));
        }
        Signed signed = Signed.of(held.get(), versions, at);
        if (signed.standsUntil() == null) {
            return new Fact(code(kind, "CURRENT"), signed.version(), signed.signedAt());
        }
        return new Fact(code(kind, signed.stands() ? "GRACE" : "OLDER"), signed.version(), signed.standsUntil());
    }

    private static Code code(AgreementKind kind, String what) {
        return Code.valueOf(kind.name() + "_" + what);
    }
}
