package org.chosei.agreements;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.agreements.Act.Proof;
import org.chosei.agreements.Versions.Version;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Signing the note and the NDA, and ending them. */
@Component
@Transactional
public class Agreements {
    private static final int REASON = 2000;

    private final TextStore texts;
    private final SignatureStore signatures;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final SignatureBook book;
    private final Losses losses;
    private final SigningAccounts accounts;
    private final InstantSource clock;

    Agreements(
            TextStore texts,
            SignatureStore signatures,
            Ledger ledger,
            ApplicationEventPublisher events,
            SignatureBook book,
            Losses losses,
            SigningAccounts accounts,
            InstantSource clock) {
        this.book = book;
        this.losses = losses;
        this.accounts = accounts;
        this.clock = clock;
        this.texts = texts;
        this.signatures = signatures;
        this.ledger = ledger;
        this.events = events;
    }

    /**
     * The text in force, and the organisation's newest signature that holds, if any.
     *
     * @param standsUntil when a signature under an older version stops standing, or stopped; null while it is current
     * @param next the version that comes next, if one is announced
     */
    public record Agreement(
            AgreementText text,
            @Nullable Signature signature,
            @Nullable Instant standsUntil,
            boolean stands,
            @Nullable Version next) {

        /** Whether the version in force is signed. */
        public boolean signed() {
            return signature != null && signature.version() == text.version();
        }
    }

    /** How the acting organisation stands to one kind. */
    @Transactional(readOnly = true)
    public Agreement own(AgreementKind kind, String language) {
        return of(Scopes.person().organisation(), kind, language);
    }

    /** How an organisation stands to one kind, as far as the acting scope may know. */
    @Transactional(readOnly = true)
    public Agreement of(OrganisationId organisation, AgreementKind kind, String language) {
        Signature holding = holding(organisation, kind).orElse(null);
        Instant now = clock.instant();
        Versions versions = texts.versions().getOrDefault(kind, Versions.NONE);
        Instant standsUntil = holding == null ? null : versions.standsUntil(holding.version(), now);
        return new Agreement(
                text(kind, inForce(kind), language),
                holding,
                standsUntil,
                holding != null && (standsUntil == null || now.isBefore(standsUntil)),
                versions.next(now).orElse(null));
    }

    /** The words of a version, also of one no longer in force. */
    @Transactional(readOnly = true)
    public AgreementText text(AgreementKind kind, int version, String language) {
        return texts.find(kind, version, language).orElseThrow(Refusal.NotFound::new);
    }

    /** The text that was shown to the signer. */
    public record Shown(int version, String language, String sha256) {}

    /** Refuses what could not be signed, before a code is used up for it. */
    @Transactional(readOnly = true)
    public void check(AgreementKind kind, Shown shown, Act act) {
        require(kind, shown, act);
    }

    /** Signs for the acting person's organisation. */
    public void sign(AgreementKind kind, Shown shown, Act act, Proof proof) {
        Scope.Person person = Scopes.person();
        AgreementText text = require(kind, shown, act);
        if (book.enter(person.organisation(), person.id(), text, act, proof, UnaryOperator.identity())
                .isEmpty()) {
            throw new Refusal.WrongState("agreement-signed");
        }
    }

    private AgreementText require(AgreementKind kind, Shown shown, Act act) {
        requireSigned(kind);
        int inForce = inForce(kind);
        if (shown.version() != inForce) {
            throw new Refusal.WrongState("agreement-older", inForce);
        }
        AgreementText text = text(kind, shown.version(), shown.language());
        if (!text.sha256().equals(shown.sha256())) {
            throw new Refusal.Stale("agreement-changed");
        }
        if (own(kind, shown.language()).signed()) {
            throw new Refusal.WrongState("agreement-signed");
        }
        act.require(accounts.acting());
        return text;
    }

    private static void requireSigned(AgreementKind kind) {
        if (!kind.signed()) {
            throw new Refusal.NotFound();
        }
    }

    /** The number of the version that is to be signed now. */
    @Transactional(readOnly = true)
    public int inForce(AgreementKind kind) {
        int version = texts.versions().getOrDefault(kind, Versions.NONE).inForce(clock.instant());
        if (version == 0) {
            throw new IllegalStateException("no text of " + kind.label());
        }
        return version;
    }

    /**
     * What ends with an agreement, to be shown before anybody is asked.
     *
     * @param cases the numbers of those that close
     */
    public record Consequences(Signature signature, List<String> cases) {}

    /** What ends with an organisation's agreement, as far as the acting scope may know. */
    @Transactional(readOnly = true)
    public Consequences consequences(OrganisationId organisation, AgreementKind kind) {
        requireSigned(kind);
        Signature signature =
                holding(organisation, kind).orElseThrow(() -> new Refusal.WrongState("agreement-not-signed"));
        return new Consequences(signature, losses.cases(organisation));
    }

    /** Refuses what the acting organisation could not end, before a code is used up for it. */
    @Transactional(readOnly = true)
    public void checkEnd(AgreementKind kind, String reason) {
        requireSigned(kind);
        why(reason);
        if (holding(Scopes.person().organisation(), kind).isEmpty()) {
            throw new Refusal.WrongState("agreement-not-signed");
        }
    }

    /** The acting organisation withdraws. */
    public void endOwn(AgreementKind kind, String reason) {
        end(Scopes.person().organisation(), kind, reason);
    }

    private static String why(String reason) {
        String why = reason.strip().replace("\0", "");
        if (why.isEmpty() || why.length() > REASON) {
            throw new Refusal.Invalid("reason", "agreement-reason", REASON);
        }
        return why;
    }

    /** Ends an organisation's agreement at once; what it was given to see ends in the same transaction. */
    public void end(OrganisationId organisation, AgreementKind kind, String reason) {
        requireSigned(kind);
        String why = why(reason);
        List<Signature> ended = signatures.end(organisation, kind, why);
        if (ended.isEmpty()) {
            throw new Refusal.WrongState("agreement-not-signed");
        }
        for (Signature each : ended) {
            ledger.append(Entry.ofInstallation("agreement.ended")
                    .about("organisation", organisation)
                    .about("signature", each.id())
                    .about("text", kind.label() + "-" + each.version())
                    .about("sha256", each.textSha256())
                    .detail("reason", why));
        }
        events.publishEvent(new AgreementEnded(organisation, kind));
    }

    /** Every signature of an organisation, newest first, as far as the acting scope may know. */
    @Transactional(readOnly = true)
    public List<Signature> signatures(OrganisationId organisation) {
        return signatures.of(organisation);
    }

    /** One signature, if it is of the acting organisation or staff ask; else "not found". */
    @Transactional(readOnly = true)
    public Signature signature(UUID id) {
        return signatures.find(id).orElseThrow(Refusal.NotFound::new);
    }

    /** The newest signature of that kind that holds, as far as the acting scope may know. */
    @Transactional(readOnly = true)
    public Optional<Signature> holding(OrganisationId organisation, AgreementKind kind) {
        return signatures.holding(List.of(organisation)).stream()
                .filter(each -> each.kind() == kind)
                .findFirst();
    }

    /** The open ones without the CSIRT's own signature, longest waiting first. Staff only. */
    @Transactional(readOnly = true)
    public List<Signature> withoutCountersignature(int limit) {
        return signatures.withoutCountersignature(limit);
    }
}
