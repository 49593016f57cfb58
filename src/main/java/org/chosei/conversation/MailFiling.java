package org.chosei.conversation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.conversation.Messages.NewFile;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.reading.IncomingMail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What a person does with a mail that no rule believed: files it as a vendor's words, which then says that a person did. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class MailFiling {
    private final MailSuggestions suggestions;
    private final Threads threads;
    private final Messages messages;
    private final SignedSender senders;
    private final CaseTags tags;

    MailFiling(MailSuggestions suggestions, Threads threads, Messages messages, SignedSender senders, CaseTags tags) {
        this.suggestions = suggestions;
        this.threads = threads;
        this.messages = messages;
        this.senders = senders;
        this.tags = tags;
    }

    /** What speaks for a thread. */
    public enum Reason {
        /** It came to the thread's reply address. */
        TOKEN,
        /** It says that it answers one of our mails in it. */
        REFERENCE,
        /** Its subject names the case. */
        TAG,
        /** Its sender takes part. */
        SENDER
    }

    /**
     * A thread that a mail may belong to.
     *
     * @param takesPart whether its vendor sees something of the case now
     */
    public record Suggestion(
            ThreadId thread, CaseId caseId, String number, OrganisationId vendor, Reason reason, boolean takesPart) {}

    /** Threads for a mail, the likeliest first. One query. Staff only. */
    public List<Suggestion> suggestions(UUID mail, List<OrganisationId> senders) {
        return suggestions.of(mail, senders);
    }

    /** The threads that these mails were meant for, without those that only their senders speak for. One query. Staff only. */
    public Map<UUID, List<Meant>> meant(Collection<UUID> mails) {
        return suggestions.meant(mails);
    }

    /** The thread of a vendor in a case that a mail was meant for. */
    public record Meant(String number, OrganisationId vendor) {}

    /**
     * Puts what can be read of a mail into a vendor's thread as its words. Signed only when a proved key of exactly that
     * vendor did, for this case and once. Staff only; refuses what cannot be read.
     */
    public void file(ArrivedMail mail, ThreadId thread) {
        Threads.ThreadRow row = threads.get(thread);
        OrganisationId vendor = row.vendor();
        if (vendor == null || !(mail.content() instanceof ArrivedMail.Content.Readable readable)) {
            throw new Refusal.WrongState("mail-not-to-be-filed");
        }
        Optional<BelievedMail> proved = senders.proved(
                mail, thread, vendor, isToldByToken(mail, thread) || tags.isSignedFor(mail, row.caseId()));
        IncomingMail content = readable.mail();
        List<NewFile> files = new ArrayList<>(content.attachments().stream()
                .map(each -> new NewFile(each.name(), each.content()))
                .toList());
        String text = content.text().text();
        if (JapaneseText.codePoints(text) > Messages.LONGEST) {
            files.addFirst(new NewFile("message.txt", text.getBytes(StandardCharsets.UTF_8)));
            text = "";
        }
        messages.postFiled(
                thread,
                vendor,
                mail.id(),
                proved.map(BelievedMail::signedBy).orElse(null),
                proved.map(BelievedMail::origin).orElse(null),
                text,
                files,
                readable.partial());
    }

    private boolean isToldByToken(ArrivedMail mail, ThreadId thread) {
        return suggestions.of(mail.id(), List.of()).stream()
                .anyMatch(each -> each.thread().equals(thread) && each.reason() == Reason.TOKEN);
    }
}
