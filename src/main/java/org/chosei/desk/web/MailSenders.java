package org.chosei.desk.web;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.IncomingMails;
import org.chosei.mail.SenderProof;
import org.chosei.mail.proof.ArcFinding;
import org.chosei.mail.proof.DkimFinding;
import org.chosei.mail.proof.DomainProof;
import org.chosei.registry.Organisations;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was proved of an arrived mail's sender and what was not, each fact on its own, as a page shows it. */
@Component
public class MailSenders {
    private final IncomingMails mails;
    private final Organisations organisations;

    MailSenders(IncomingMails mails, Organisations organisations) {
        this.mails = mails;
        this.organisations = organisations;
    }

    /**
     * The facts.
     *
     * @param registeredBy whose registered address it says it is from; empty for nobody's
     * @param signature a message key: what its signature came to
     * @param key the fingerprint or key id that signed; empty when nothing did
     * @param keyOwner whose registered key that is; empty for nobody's
     */
    public record Proof(String registeredBy, String signature, String key, String keyOwner, DomainProof domain) {

        /** A message key. */
        public String domainWords() {
            return "desk.domain." + domain.outcome().name();
        }

        /** A message key. */
        public String whyWords() {
            return "desk.domain-why." + domain.why().name();
        }

        /** A message key. */
        public static String words(DkimFinding finding) {
            return "desk.dkim." + finding.result().name();
        }

        /** A message key. */
        public static String words(ArcFinding finding) {
            return "desk.arc." + finding.state().name();
        }
    }

    Optional<Proof> of(UUID mail, Locale locale) {
        return mails.proof(mail).map(proof -> shown(proof, locale));
    }

    private Proof shown(SenderProof proof, Locale locale) {
        return new Proof(
                name(proof.registeredBy(), locale),
                "desk.signature." + proof.signature().name().toLowerCase(Locale.ROOT),
                proof.key() == null ? "" : proof.key(),
                name(proof.keyOwner(), locale),
                proof.domain());
    }

    private String name(@Nullable OrganisationId id, Locale locale) {
        return Optional.ofNullable(id)
                .flatMap(organisations::find)
                .map(found -> found.name(locale))
                .orElse("");
    }
}
