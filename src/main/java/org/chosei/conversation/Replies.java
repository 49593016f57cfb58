package org.chosei.conversation;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.conversation.files.Uploads;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.mail.EncryptedLetters;
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
    private final Addressees addressees;
    private final ReplyLetter replyLetter;
    private final Messages messages;
    private final Uploads files;
    private final Threads threads;
    private final EncryptedLetters letters;
    private final ClearLetters clear;
    private final Site site;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    Replies(
            Addressees addressees,
            ReplyLetter replyLetter,
            Messages messages,
            Uploads files,
            Threads threads,
            EncryptedLetters letters,
            ClearLetters clear,
            Site site,
            TransactionOperations transaction,
            InstantSource clock) {
        this.addressees = addressees;
        this.replyLetter = replyLetter;
        this.messages = messages;
        this.files = files;
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
     * @param uploads pending files of the acting person; small ones go along with the mail
     */
    public void post(UUID form, ThreadId thread, String text, List<UUID> uploads) {
        if (Boolean.TRUE.equals(transaction.execute(_ -> messages.isPosted(form)))) {
            return;
        }
        Optional<Addressee> to = Objects.requireNonNull(transaction.execute(_ -> addressee(thread)));
        Optional<ReplyLetter.Ready> letter =
                to.filter(vendor -> vendor.key() != null).map(vendor -> letter(vendor, text, uploads));
        transaction.executeWithoutResult(_ -> {
            if (messages.post(form, thread, text, uploads)) {
                to.ifPresent(vendor -> tell(vendor, letter));
            }
        });
    }

    private ReplyLetter.Ready letter(Addressee to, String text, List<UUID> uploads) {
        List<Uploads.Small> small = files.small(uploads, ReplyLetter.MAILED_BYTES);
        return replyLetter.write(to, text, small, small.isEmpty() && !uploads.isEmpty());
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
                to.of().id(), null, letter.body(), List.of(letter.wrapped().answeredTo(replyTo)), clock.instant());
    }

    private void pointToPortal(Addressee to) {
        Locale language = to.team().language();
        clear.stage(
                to.team().email(),
                language,
                to.team().charset(),
                ClearTemplate.NOTICE,
                Map.of(
                        "team", site.name(language),
                        "number", to.of().number(),
                        "link", site.address("/our-cases/" + to.of().id())));
    }
}
