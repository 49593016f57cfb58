package org.chosei.conversation;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Grants;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.conversation.Messages.NewFile;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.mail.EncryptedLetters;
import org.chosei.mail.OwnNumber;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Posts what a person writes on a page. What staff write into a vendor's thread goes to the vendor by mail as well,
 * encrypted to its proved key; without a usable key a mail says that something waits, never what. The mail room asks once
 * more whether it may leave.
 */
@Component
public class Replies {
    private final Grants grants;
    private final Addressees addressees;
    private final ReplyLetter replyLetter;
    private final Messages messages;
    private final Threads threads;
    private final EncryptedLetters letters;
    private final ClearLetters clear;
    private final Site site;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    Replies(
            Grants grants,
            Addressees addressees,
            ReplyLetter replyLetter,
            Messages messages,
            Threads threads,
            EncryptedLetters letters,
            ClearLetters clear,
            Site site,
            TransactionOperations transaction,
            InstantSource clock) {
        this.grants = grants;
        this.addressees = addressees;
        this.replyLetter = replyLetter;
        this.messages = messages;
        this.threads = threads;
        this.letters = letters;
        this.clear = clear;
        this.site = site;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Posts once for each form; opens its own transactions, with the encryption between them.
     *
     * @param form the id that the page gave this form
     */
    public void post(UUID form, ThreadId thread, String text, List<NewFile> files) {
        transaction.executeWithoutResult(_ -> requireReader(threads.get(thread)));
        Optional<Addressee> to = Objects.requireNonNull(transaction.execute(_ -> addressee(thread)));
        Optional<ReplyLetter.Ready> letter =
                to.filter(vendor -> vendor.key() != null).map(vendor -> replyLetter.write(vendor, text, files));
        transaction.executeWithoutResult(_ -> {
            if (messages.post(form, thread, text, files)) {
                to.ifPresent(vendor -> tell(vendor, letter));
            }
        });
    }

    /** What a vendor that lost its access would neither get nor see is not taken. */
    private void requireReader(Threads.ThreadRow row) {
        OrganisationId vendor = row.vendor();
        if (vendor != null && grants.ended(row.caseId()).containsKey(vendor)) {
            throw new Refusal.WrongState("vendor-sees-nothing");
        }
    }

    private Optional<Addressee> addressee(ThreadId thread) {
        Threads.ThreadRow row = threads.get(thread);
        boolean fromStaff = Scopes.current() instanceof Scope.Person person && person.isStaff();
        OrganisationId vendor = row.vendor();
        return fromStaff && vendor != null ? addressees.of(row.caseId(), vendor) : Optional.empty();
    }

    private void tell(Addressee to, Optional<ReplyLetter.Ready> letter) {
        letter.ifPresentOrElse(ready -> mail(to, ready), () -> pointToPortal(to));
    }

    private void mail(Addressee to, ReplyLetter.Ready letter) {
        String replyTo = Objects.requireNonNull(
                threads.openFor(to.of().id(), List.of(to.vendor())).get(to.vendor()));
        letters.stage(
                to.of().id(),
                null,
                letter.body(),
                List.of(letter.wrapped().answeredTo(replyTo)),
                Map.of(to.vendor(), to.own()),
                clock.instant());
    }

    private void pointToPortal(Addressee to) {
        Locale language = to.team().language();
        Map<String, String> variables = new HashMap<>(OwnNumber.variables(to.own()));
        variables.putAll(Map.of(
                "team", site.name(language),
                "number", to.of().number(),
                "link", site.address("/our-cases/" + to.of().id())));
        clear.stage(to.team().email(), language, to.team().charset(), ClearTemplate.NOTICE, variables);
    }
}
