package org.chosei.conversation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Grants;
import org.chosei.conversation.files.Uploads;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.ClearLetters;
import org.chosei.mail.ClearTemplate;
import org.chosei.mail.EncryptedLetters;
import org.chosei.mail.OwnNumber;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Posts what a person writes on a page. What staff write to vendors goes to each of them by mail as well, encrypted once and
 * addressed to the proved key of each; without a usable key a mail says that something waits, never what. The mail room asks
 * once more whether it may leave. Statements do not grow with the vendors.
 */
@Component
public class Replies {
    private final Grants grants;
    private final Addressees addressees;
    private final ReplyLetter replyLetter;
    private final Messages messages;
    private final Uploads files;
    private final Threads threads;
    private final Corrections corrections;
    private final Undo undo;
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
            Uploads files,
            Threads threads,
            Corrections corrections,
            Undo undo,
            EncryptedLetters letters,
            ClearLetters clear,
            Site site,
            TransactionOperations transaction,
            InstantSource clock) {
        this.grants = grants;
        this.addressees = addressees;
        this.replyLetter = replyLetter;
        this.messages = messages;
        this.files = files;
        this.threads = threads;
        this.corrections = corrections;
        this.undo = undo;
        this.letters = letters;
        this.clear = clear;
        this.site = site;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Posts once for each form; opens its own transactions, with the encryption between them. The others see it and the mails
     * leave after {@link Undo#PAUSE}.
     *
     * @param form the id that the page gave this form
     * @param uploads pending files of the acting person; small ones go along with the mail
     */
    public void post(UUID form, ThreadId thread, String text, List<UUID> uploads) {
        if (Boolean.TRUE.equals(transaction.execute(_ -> messages.isPosted(form)))) {
            return;
        }
        Outgoing out = prepare(thread, text, uploads, false);
        transaction.executeWithoutResult(_ -> {
            Instant visibleFrom = clock.instant().plus(Undo.PAUSE);
            messages.post(form, thread, text, uploads, visibleFrom)
                    .ifPresent(message -> tell(out, message, visibleFrom));
        });
    }

    /**
     * Changes the words of a message, and mails the new ones like the old, after the same pause: who changes them again meanwhile
     * or withdraws the message sends one mail or none.
     *
     * @param seen the version that was changed, see {@link Corrections#edit}
     */
    public void edit(UUID message, UUID seen, String text) {
        ThreadId thread = Objects.requireNonNull(transaction.execute(_ -> corrections.threadOf(message)));
        Outgoing out = prepare(thread, text, List.of(), true);
        transaction.executeWithoutResult(_ -> {
            corrections.edit(message, seen, text);
            undo.end(out.thread().caseId(), message);
            tell(out, message, clock.instant().plus(Undo.PAUSE));
        });
    }

    /** What a vendor that lost its access would neither get nor see is not taken. */
    private void requireReader(Threads.ThreadRow row) {
        OrganisationId vendor = row.vendor();
        if (vendor != null && grants.ended(row.caseId()).containsKey(vendor)) {
            throw new Refusal.WrongState("vendor-sees-nothing");
        }
    }

    /** A message on its way to vendors: to those with a usable key encrypted, to the others a pointer. */
    private record Outgoing(
            Threads.ThreadRow thread,
            List<ReplyLetter.Ready> letters,
            List<Addressee> keyed,
            List<Addressee> keyless) {}

    private Outgoing prepare(ThreadId id, String text, List<UUID> uploads, boolean edited) {
        record Found(Threads.ThreadRow thread, List<Addressee> to) {}
        Found found = Objects.requireNonNull(transaction.execute(_ -> {
            Threads.ThreadRow row = threads.get(id);
            requireReader(row);
            return new Found(row, addressees.of(row));
        }));
        Map<Boolean, List<Addressee>> byKey =
                found.to().stream().collect(Collectors.partitioningBy(each -> each.key() != null));
        List<Addressee> keyed = byKey.getOrDefault(true, List.of());
        return new Outgoing(
                found.thread(),
                keyed.isEmpty() ? List.of() : letters(found.thread().kind(), keyed, text, uploads, edited),
                keyed,
                byKey.getOrDefault(false, List.of()));
    }

    private List<ReplyLetter.Ready> letters(
            ThreadKind kind, List<Addressee> to, String text, List<UUID> uploads, boolean edited) {
        List<Uploads.Small> small = files.small(uploads, ReplyLetter.MAILED_BYTES);
        boolean more = small.isEmpty() && !uploads.isEmpty();
        return replyLetter.write(kind, to, new ReplyLetter.Words(text, small, more, edited));
    }

    private void tell(Outgoing out, UUID message, Instant notBefore) {
        if (out.keyed().isEmpty() && out.keyless().isEmpty()) {
            return;
        }
        // whoever was taken out while we encrypted gets nothing; whoever is taken out now finds the mails to be ended
        Set<OrganisationId> still = addressees.held(out.thread());
        if (!out.keyed().isEmpty()) {
            mail(out, still, message, notBefore);
        }
        List<Addressee> told = out.keyless().stream()
                .filter(each -> still.contains(each.vendor()))
                .toList();
        if (!told.isEmpty()) {
            List<ClearLetters.Letter> pointers =
                    told.stream().map(this::pointer).toList();
            clear.stage(pointers, notBefore);
            Map<UUID, OrganisationId> vendors = new LinkedHashMap<>();
            for (int i = 0; i < pointers.size(); i++) {
                vendors.put(pointers.get(i).id(), told.get(i).vendor());
            }
            undo.rememberClear(message, out.thread().id(), vendors);
        }
    }

    private void mail(Outgoing out, Set<OrganisationId> still, UUID message, Instant notBefore) {
        Map<OrganisationId, String> answers = threads.answersTo(
                out.thread(), out.keyed().stream().map(Addressee::vendor).toList());
        List<UUID> staged = out.letters().stream()
                .map(letter -> letters.stage(
                        out.thread().caseId(),
                        null,
                        letter.body(),
                        letter.wrapped().stream()
                                .filter(each -> still.contains(each.recipient().organisation()))
                                .map(each -> each.answeredTo(Objects.requireNonNull(
                                        answers.get(each.recipient().organisation()))))
                                .toList(),
                        own(out),
                        notBefore))
                .toList();
        undo.remember(message, out.thread().id(), staged);
    }

    private static Map<OrganisationId, String> own(Outgoing out) {
        return out.keyed().stream().collect(Collectors.toMap(Addressee::vendor, Addressee::own));
    }

    private ClearLetters.Letter pointer(Addressee to) {
        Locale language = to.team().language();
        Map<String, String> variables = new HashMap<>(OwnNumber.variables(to.own()));
        variables.putAll(Map.of(
                "team", site.name(language),
                "number", to.of().number(),
                "link", site.address("/our-cases/" + to.of().id())));
        return new ClearLetters.Letter(
                Uuid7.at(clock.instant()),
                to.team().email(),
                language,
                to.team().charset(),
                ClearTemplate.NOTICE,
                variables);
    }
}
