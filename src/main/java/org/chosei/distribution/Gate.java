package org.chosei.distribution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chosei.agreements.Standing;
import org.chosei.agreements.Standings;
import org.chosei.cases.embargo.Binding;
import org.chosei.cases.embargo.Embargo;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.SmimeCertificate;
import org.chosei.distribution.Answer.Level;
import org.chosei.distribution.Answer.Reason;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.chosei.registry.ContactKey;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.Organisation.RegistrationClass;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The one place that decides what a vendor may learn: the policy in force applied to its standing and keys. */
@Component
class Gate {
    private final Standings standings;
    private final ContactKeys keys;

    Gate(Standings standings, ContactKeys keys) {
        this.standings = standings;
        this.keys = keys;
    }

    /**
     * An answer with the fit keys to encrypt to, OpenPGP before S/MIME, the first to be chosen, which only {@link Level#FULL} has.
     *
     * @param ndaVersion 0 without one
     * @param until when the first of the agreements ends on which access rests; null while both are open
     */
    record Decision(
            Answer answer,
            List<ContactKey> keys,
            int ndaVersion,
            @Nullable Instant until) {
        static final Decision UNKNOWN = no(List.of(Reason.NOT_ACTIVE));

        private static Decision no(List<Reason> against) {
            return new Decision(new Answer(Level.NO, against), List.of(), 0, null);
        }
    }

    /** Asks for all at once: the number of queries does not grow with them. */
    Map<OrganisationId, Decision> ask(
            Policy policy, CaseFacts of, Instant distributedAt, Collection<OrganisationId> vendors, Instant now) {
        Map<OrganisationId, Standing> standing = standings.of(vendors);
        Map<OrganisationId, List<ContactKey>> proved = keys.proved(vendors);
        Map<OrganisationId, Decision> decisions = new LinkedHashMap<>();
        for (OrganisationId vendor : vendors) {
            Standing facts = standing.getOrDefault(vendor, Standing.unknown(vendor));
            decisions.put(
                    vendor, decide(policy, of, distributedAt, facts, proved.getOrDefault(vendor, List.of()), now));
        }
        return decisions;
    }

    private static Decision decide(
            Policy policy, CaseFacts of, Instant at, Standing facts, List<ContactKey> proved, Instant now) {
        List<Reason> against = against(policy, of, at, facts);
        if (!against.isEmpty()) {
            return Decision.no(against);
        }
        Set<Reason> unfit = EnumSet.noneOf(Reason.class);
        List<ContactKey> fit = fit(proved, now, unfit);
        int nda = facts.nda() == null ? 0 : facts.nda().version();
        if (!fit.isEmpty() || !policy.mailNeedsProvedKey()) {
            return new Decision(new Answer(Level.FULL, List.of(Reason.ALL_MET)), fit, nda, end(facts));
        }
        List<Reason> why = unfit.isEmpty() ? List.of(Reason.NO_KEY) : List.copyOf(unfit);
        return new Decision(new Answer(Level.PORTAL_ONLY, why), List.of(), nda, end(facts));
    }

    private static @Nullable Instant end(Standing facts) {
        return Stream.of(Optional.ofNullable(facts.note()), Optional.ofNullable(facts.nda()))
                .flatMap(Optional::stream)
                .flatMap(signed -> Stream.ofNullable(signed.until()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static List<Reason> against(Policy policy, CaseFacts of, Instant at, Standing facts) {
        List<Reason> against = new ArrayList<>();
        if (policy.requiresActiveRegistration() && !facts.active()) {
            against.add(Reason.NOT_ACTIVE);
        }
        if (policy.requiresNote() && facts.note() == null) {
            against.add(Reason.NO_NOTE);
        }
        Standing.Signed nda = facts.nda();
        if (policy.requiresCurrentNda() && nda == null) {
            against.add(Reason.NO_NDA);
        } else if (policy.requiresCurrentNda() && nda != null && !nda.stands()) {
            against.add(Reason.NDA_NOT_CURRENT);
        }
        if (facts.registrationClass() == RegistrationClass.INDIVIDUAL
                && !individualReceives(policy, of, facts.organisation())) {
            against.add(Reason.INDIVIDUAL_REGISTRATION);
        }
        if (policy.asksVetting(facts.vetting())) {
            against.add(Reason.NOT_VETTED);
        }
        if (policy.wishesBind() && of.wished().held()) {
            against.add(Reason.ORIGINATOR_HOLDS);
        }
        if (policy.wishesBind() && !of.wished().permits(facts.organisation())) {
            against.add(Reason.ORIGINATOR_PERMITS_OTHERS);
        }
        red(policy, of, facts.organisation()).ifPresent(against::add);
        consent(policy, of.binding(), at, facts).ifPresent(against::add);
        return against;
    }

    private static boolean individualReceives(Policy policy, CaseFacts of, OrganisationId vendor) {
        return switch (policy.forIndividual()) {
            case NOTHING -> false;
            case OWN_PRODUCTS -> of.ownProducts().contains(vendor);
            case EVERYTHING -> true;
        };
    }

    private static Optional<Reason> red(Policy policy, CaseFacts of, OrganisationId vendor) {
        if (of.tlp() != Tlp.RED) {
            return Optional.empty();
        }
        return switch (policy.forRed()) {
            case AS_OTHERS -> Optional.empty();
            case OWN_ACCEPTANCE ->
                of.acceptedByItself(vendor) ? Optional.empty() : Optional.of(Reason.RED_NOT_ACCEPTED);
            case NOBODY -> Optional.of(Reason.RED_TO_NOBODY);
        };
    }

    /** Content is for whoever agreed to what is in force: by its own word, or standing by its NDA (Vultron, joining). */
    private static Optional<Reason> consent(Policy policy, Binding binding, Instant at, Standing facts) {
        return switch (binding.answer(facts.organisation())) {
            case DECLINED -> Optional.of(Reason.EMBARGO_DECLINED);
            case ACCEPTED -> Optional.empty();
            case NEVER_ASKED, INVITED, EXPIRED ->
                beyondConsent(policy, binding.embargo(), at) || nothingSigned(policy, binding.embargo(), facts)
                        ? Optional.of(Reason.EMBARGO_BEYOND_CONSENT)
                        : Optional.empty();
        };
    }

    /** Under a policy that asks for no NDA there is nothing that consent could stand by. */
    private static boolean nothingSigned(Policy policy, Embargo embargo, Standing facts) {
        return !policy.requiresCurrentNda() && facts.nda() == null && embargo instanceof Embargo.Active;
    }

    /** Those of them whose NDA is consent to what is in force, by the version of the NDA. */
    Map<Integer, List<OrganisationId>> standing(
            Policy policy, CaseFacts of, Collection<OrganisationId> vendors, Instant now) {
        if (beyondConsent(policy, of.binding().embargo(), now)) {
            return Map.of();
        }
        Map<Integer, List<OrganisationId>> standing = new LinkedHashMap<>();
        ask(policy, of, now, vendors, now).forEach((vendor, decision) -> {
            if (decision.answer().eligible() && decision.ndaVersion() > 0) {
                standing.computeIfAbsent(decision.ndaVersion(), _ -> new ArrayList<>())
                        .add(vendor);
            }
        });
        return standing;
    }

    private static boolean beyondConsent(Policy policy, Embargo embargo, Instant distributedAt) {
        return switch (embargo) {
            case Embargo.Active active ->
                Duration.between(distributedAt, active.until().toInstant())
                                .compareTo(Duration.ofDays(policy.standingConsentDays()))
                        > 0;
            case Embargo.None _, Embargo.Ended _ -> false;
        };
    }

    private static List<ContactKey> fit(List<ContactKey> proved, Instant now, Set<Reason> unfit) {
        List<ContactKey> openPgp = new ArrayList<>();
        List<ContactKey> smime = new ArrayList<>();
        for (ContactKey key : proved) {
            switch (KeyFitness.of(key.certificate(), now)) {
                case KeyFitness.Fit _ -> {
                    switch (key.certificate()) {
                        case OpenPgpKey _ -> openPgp.add(key);
                        case SmimeCertificate _ -> smime.add(key);
                    }
                }
                case KeyFitness.Expired _ -> unfit.add(Reason.KEY_EXPIRED);
                case KeyFitness.Revoked _ -> unfit.add(Reason.KEY_REVOKED);
                case KeyFitness.Weak _ -> unfit.add(Reason.KEY_WEAK);
                case KeyFitness.CannotEncrypt _ -> unfit.add(Reason.KEY_CANNOT_ENCRYPT);
            }
        }
        openPgp.addAll(smime);
        return openPgp;
    }
}
