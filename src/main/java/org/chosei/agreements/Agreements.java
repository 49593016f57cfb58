package org.chosei.agreements;

import java.util.List;
import java.util.regex.Pattern;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
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
    /** Any script, one line, nothing invisible that would reorder the text around it. */
    private static final Pattern NAME = Pattern.compile(
            "[^\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]{1,120}");

    private static final int REASON = 2000;

    private final TextStore texts;
    private final SignatureStore signatures;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final Activation activation;

    Agreements(
            TextStore texts,
            SignatureStore signatures,
            Ledger ledger,
            ApplicationEventPublisher events,
            Activation activation) {
        this.activation = activation;
        this.texts = texts;
        this.signatures = signatures;
        this.ledger = ledger;
        this.events = events;
    }

    /** The text in force, and the organisation's newest signature that holds, if any. */
    public record Agreement(AgreementText text, @Nullable Signature signature) {

        /** Whether the version in force is signed. */
        public boolean signed() {
            return signature != null && signature.version() == text.version();
        }
    }

    /** How the acting organisation stands to one kind. */
    @Transactional(readOnly = true)
    public Agreement own(AgreementKind kind, String language) {
        Signature holding = signatures.holding(List.of(Scopes.person().organisation())).stream()
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElse(null);
        return new Agreement(text(kind, inForce(kind), language), holding);
    }

    /** The words of a version, also of one no longer in force. */
    @Transactional(readOnly = true)
    public AgreementText text(AgreementKind kind, int version, String language) {
        return texts.find(kind, version, language).orElseThrow(Refusal.NotFound::new);
    }

    /**
     * Signs for the acting person's organisation.
     *
     * @param version of the text that was shown, as are {@code language} and {@code sha256}
     */
    public void sign(
            AgreementKind kind, int version, String language, String sha256, String typedName, boolean agreed) {
        Scope.Person person = Scopes.person();
        int inForce = inForce(kind);
        if (version != inForce) {
            throw new Refusal.WrongState("agreement-older", inForce);
        }
        AgreementText text = text(kind, version, language);
        if (!text.sha256().equals(sha256)) {
            throw new Refusal.Stale("agreement-changed");
        }
        if (own(kind, language).signed()) {
            throw new Refusal.WrongState("agreement-signed");
        }
        if (!agreed) {
            throw new Refusal.Invalid("agree", "agreement-agree");
        }
        if (!signatures.add(person.organisation(), person.id(), text, name(typedName))) {
            throw new Refusal.WrongState("agreement-signed");
        }
        ledger.append(Entry.ofInstallation("agreement.signed")
                .about("organisation", person.organisation())
                .about("text", kind.label() + "-" + version)
                .about("sha256", text.sha256()));
        activation.consider(person.organisation());
    }

    private int inForce(AgreementKind kind) {
        Integer version = texts.versionsInForce().get(kind);
        if (version == null) {
            throw new IllegalStateException("no text of " + kind.label());
        }
        return version;
    }

    private static String name(String typed) {
        String name = typed.strip();
        if (!NAME.matcher(name).matches()) {
            throw new Refusal.Invalid("name", "agreement-name");
        }
        return name;
    }

    /** The acting organisation withdraws. */
    public void endOwn(AgreementKind kind, String reason) {
        end(Scopes.person().organisation(), kind, reason);
    }

    /** Ends an organisation's agreement at once; what it was given to see ends in the same transaction. */
    public void end(OrganisationId organisation, AgreementKind kind, String reason) {
        String why = reason.strip().replace("\0", "");
        if (why.isEmpty() || why.length() > REASON) {
            throw new Refusal.Invalid("reason", "agreement-reason", REASON);
        }
        List<Signature> ended = signatures.end(organisation, kind, why);
        if (ended.isEmpty()) {
            throw new Refusal.WrongState("agreement-not-signed");
        }
        for (Signature each : ended) {
            ledger.append(Entry.ofInstallation("agreement.ended")
                    .about("organisation", organisation)
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
}
