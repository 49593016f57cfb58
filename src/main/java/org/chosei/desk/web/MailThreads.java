package org.chosei.desk.web;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.conversation.MailFiling;
import org.chosei.conversation.MailFiling.Reason;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.IncomingMails;
import org.chosei.mail.SenderProof;
import org.chosei.registry.ContactKeys;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The threads that an arrived mail can be filed into, and what speaks against each: whoever files one vendor's words into
 * another's thread shows them to that other.
 */
@Component
public class MailThreads {
    private final IncomingMails mails;
    private final MailFiling filing;
    private final ContactKeys keys;
    private final Organisations organisations;

    MailThreads(IncomingMails mails, MailFiling filing, ContactKeys keys, Organisations organisations) {
        this.mails = mails;
        this.filing = filing;
        this.keys = keys;
        this.organisations = organisations;
    }

    /** What may speak against a thread. */
    public enum Against {
        /** A key of others signed it. */
        KEY,
        /** It bears a signature in the name of others' key, which does not hold. */
        BROKEN,
        /** It says that it is from others' address. */
        ADDRESS,
        /** The vendor sees nothing of the case. */
        PART
    }

    /**
     * A thread to file it into.
     *
     * @param others the names of those whom its key or address belongs to
     * @param one whether one key files it there: never where something speaks against it
     */
    public record Thread(
            String id, String number, String vendor, Reason reason, List<Against> against, String others, boolean one) {

        /** Whether it was meant for this thread and others than its vendor seem to have written it. */
        public boolean misled() {
            return reason != Reason.SENDER && !against.isEmpty() && !against.equals(List.of(Against.PART));
        }
    }

    List<Thread> of(UUID mail, Locale locale) {
        SenderProof proof = mails.proof(mail).orElse(null);
        Set<OrganisationId> signers = signers(proof);
        OrganisationId from = proof == null ? null : proof.registeredBy();
        List<OrganisationId> senders = Stream.concat(Stream.ofNullable(from), signers.stream())
                .distinct()
                .toList();
        List<MailFiling.Suggestion> suggestions = filing.suggestions(mail, senders);
        Map<OrganisationId, Organisation> named = organisations.byId(
                Stream.concat(senders.stream(), suggestions.stream().map(MailFiling.Suggestion::vendor))
                        .collect(Collectors.toSet()));
        boolean meant = suggestions.stream().anyMatch(each -> each.reason() != Reason.SENDER);
        boolean chosen = false;
        List<Thread> threads = new ArrayList<>();
        for (MailFiling.Suggestion each : suggestions) {
            List<Against> against = against(each, proof, signers);
            boolean one = !chosen && against.isEmpty() && (!meant || each.reason() != Reason.SENDER);
            chosen |= one;
            threads.add(new Thread(
                    each.thread().toString(),
                    each.number(),
                    names(List.of(each.vendor()), named, locale),
                    each.reason(),
                    against,
                    names(signers.isEmpty() ? senders : signers, named, locale),
                    one));
        }
        return threads;
    }

    /** Everybody whose key it is: some organisations share one. */
    private Set<OrganisationId> signers(@Nullable SenderProof proof) {
        Set<OrganisationId> signers = new LinkedHashSet<>();
        if (proof != null && proof.key() != null) {
            Stream.ofNullable(proof.keyOwner()).forEach(signers::add);
            signers.addAll(keys.ownersOf(proof.key()));
        }
        return signers;
    }

    private static List<Against> against(
            MailFiling.Suggestion thread, @Nullable SenderProof proof, Set<OrganisationId> signers) {
        List<Against> against = new ArrayList<>();
        if (!signers.isEmpty()) {
            if (!signers.contains(thread.vendor())) {
                boolean broken = proof != null && proof.signature() == SenderProof.Signed.BAD;
                against.add(broken ? Against.BROKEN : Against.KEY);
            }
        } else if (proof != null
                && proof.registeredBy() != null
                && !proof.registeredBy().equals(thread.vendor())) {
            against.add(Against.ADDRESS);
        }
        if (!thread.takesPart()) {
            against.add(Against.PART);
        }
        return against;
    }

    private static String names(Iterable<OrganisationId> ids, Map<OrganisationId, Organisation> named, Locale locale) {
        List<String> names = new ArrayList<>();
        for (OrganisationId id : ids) {
            Organisation found = named.get(id);
            if (found != null) {
                names.add(found.name(locale));
            }
        }
        return String.join(", ", names);
    }
}
