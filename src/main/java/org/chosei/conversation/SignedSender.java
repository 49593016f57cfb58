package org.chosei.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Grants;
import org.chosei.cases.status.StatusProposals;
import org.chosei.crypto.SignatureFinding;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.Claim;
import org.chosei.mail.Deliveries.Answered;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.registry.ContactKeys;
import org.springframework.stereotype.Component;

/**
 * Believes a mail into a thread only if the organisation still takes part and one of its proved keys signed it; or, to a reply
 * address and where the operator allows it, if its domain vouches for it.
 */
@Component
class SignedSender {
    /** How far another computer's clock may be behind ours. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private static final String AUTOMATIC = "mail.desk.automatic";

    private final ContactKeys keys;
    private final Grants grants;
    private final Threads threads;
    private final Messages messages;
    private final StatusProposals proposals;
    private final DomainSender domains;

    SignedSender(
            ContactKeys keys,
            Grants grants,
            Threads threads,
            Messages messages,
            StatusProposals proposals,
            DomainSender domains) {
        this.domains = domains;
        this.threads = threads;
        this.keys = keys;
        this.grants = grants;
        this.messages = messages;
        this.proposals = proposals;
    }

    /** {@code meant} says whether the mail shows that its words were written for this case, and not only sent to it. */
    Claim.Answer fileByTag(ArrivedMail mail, ThreadId thread, CaseId caseId, OrganisationId sender, boolean meant) {
        return file(mail, thread, caseId, sender, meant, "unsigned-tag", Optional.empty());
    }

    /** The same of a mail that says that it answers one of ours. */
    Claim.Answer fileByReference(ArrivedMail mail, ThreadId thread, Answered answered, boolean meant) {
        return file(
                mail,
                thread,
                answered.caseId(),
                answered.organisation(),
                meant,
                "unsigned-reference",
                Optional.empty());
    }

    /** As it came to this thread's reply address. */
    Claim.Answer fileByToken(ArrivedMail mail, ReplyTokens.Target to) {
        Optional<String> domain = domains.vouching(mail, to);
        return file(mail, new ThreadId(to.thread()), to.caseId(), to.organisation(), true, "unsigned", domain);
    }

    private Claim.Answer file(
            ArrivedMail mail,
            ThreadId thread,
            CaseId caseId,
            OrganisationId sender,
            boolean meant,
            String unsigned,
            Optional<String> domain) {
        if (!(mail.content() instanceof ArrivedMail.Content.Readable readable)) {
            return desk(mail.outer().automatic() ? AUTOMATIC : "conversation.desk.unreadable");
        }
        if (!takesPart(caseId, sender)) {
            return desk("conversation.desk.not-in-case");
        }
        return switch (readable.signedBy(keys.certificates(sender), mail.arrivedAt())) {
            case SignatureFinding.Good good ->
                file(thread, caseId, good.signedAt(), BelievedMail.of(mail.id(), sender, good, readable), meant);
            case SignatureFinding.None _ ->
                domain.map(vouches -> BelievedMail.ofDomain(mail, sender, vouches, readable))
                        .map(believed -> post(thread, caseId, believed))
                        .orElseGet(() -> unsigned(mail, readable.mail(), unsigned));
            case SignatureFinding.UnknownKey _ -> desk("conversation.desk.unknown-key");
            case SignatureFinding.Bad _ -> desk("conversation.desk.bad-signature");
            case SignatureFinding.KeyExpired _ -> desk("conversation.desk.expired-key");
            case SignatureFinding.KeyRevoked _ -> desk("conversation.desk.revoked-key");
            case SignatureFinding.TooWeak _ -> desk("conversation.desk.weak-signature");
        };
    }

    /** Why words that nobody signed are not believed; {@code used} names what led them here. */
    private static Claim.Answer unsigned(ArrivedMail mail, IncomingMail read, String used) {
        if (read.partlySigned()) {
            return desk("conversation.desk.partly-signed");
        }
        return desk(mail.outer().automatic() ? AUTOMATIC : "conversation.desk." + used);
    }

    private Claim.Answer file(ThreadId thread, CaseId caseId, Instant signedAt, BelievedMail mail, boolean meant) {
        if (isOlder(signedAt, thread)) {
            // words that were published once, or said about something else, are no answer to what came later
            return desk("conversation.desk.signed-before");
        }
        if (!meant) {
            return desk("conversation.desk.signed-elsewhere");
        }
        return post(thread, caseId, mail);
    }

    private Claim.Answer post(ThreadId thread, CaseId caseId, BelievedMail mail) {
        if (mail.isEmpty()) {
            return desk("conversation.desk.empty");
        }
        Optional<ThreadId> before = messages.lock(mail.origin());
        if (before.isPresent()) {
            // whoever recorded a signed mail can send it anywhere, but its author said it once and to one thread
            return before.get().equals(thread)
                    ? new Claim.Answer.Taken("conversation.filed-again")
                    : desk("conversation.desk.replayed");
        }
        UUID message = messages.postMail(thread, mail);
        // the words stay a message; what they seem to say of the status is for the coordinator to accept
        boolean proposed = proposals.propose(caseId, mail.author(), message, mail.text());
        return new Claim.Answer.Taken(proposed ? "conversation.filed-status" : "conversation.filed");
    }

    boolean takesPart(CaseId caseId, OrganisationId organisation) {
        return grants.holders(caseId, Set.of(organisation)).contains(organisation);
    }

    /** Whose proved key signed it, whoever it says that it is from; several where they share that key. */
    List<OrganisationId> provedBy(ArrivedMail mail) {
        return mail.content().signedBy(List.of(), mail.arrivedAt()) instanceof SignatureFinding.UnknownKey(var id)
                ? keys.ownersOf(id).stream()
                        .filter(owner -> mail.content().signedBy(keys.certificates(owner), mail.arrivedAt())
                                instanceof SignatureFinding.Good)
                        .toList()
                : List.of();
    }

    private boolean isOlder(Instant signedAt, ThreadId thread) {
        return signedAt.plus(CLOCK_SKEW).isBefore(threads.openedAt(thread));
    }

    /** The mail as this vendor's signed words in a thread; empty where they would not be believed there, or stand somewhere. */
    Optional<BelievedMail> proved(ArrivedMail mail, ThreadId thread, OrganisationId sender, boolean meant) {
        return mail.content() instanceof ArrivedMail.Content.Readable readable
                        && meant
                        && readable.signedBy(keys.certificates(sender), mail.arrivedAt())
                                instanceof SignatureFinding.Good good
                        && !isOlder(good.signedAt(), thread)
                ? Optional.of(BelievedMail.of(mail.id(), sender, good, readable))
                        .filter(signed -> messages.lock(signed.origin()).isEmpty())
                : Optional.empty();
    }

    private static Claim.Answer desk(String reason) {
        return new Claim.Answer.ForTheDesk(reason, null);
    }
}
