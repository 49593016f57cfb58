package org.chosei.mail;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chosei.jobs.Jobs;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.wire.AddressText;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** One of the two kinds of mail that leave: a named template whose variables are on its allow-list. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ClearLetters {
    private final ClearLetterStore store;
    private final Vault vault;
    private final Jobs jobs;
    private final MailSettings settings;
    private final ObjectProvider<PublishedTexts> published;
    private final InstantSource clock;

    ClearLetters(
            ClearLetterStore store,
            Vault vault,
            Jobs jobs,
            MailSettings settings,
            ObjectProvider<PublishedTexts> published,
            InstantSource clock) {
        this.store = store;
        this.vault = vault;
        this.jobs = jobs;
        this.settings = settings;
        this.published = published;
        this.clock = clock;
    }

    /**
     * A mail to stage.
     *
     * @param id names it afterwards, see {@link #handedOver}
     */
    public record Letter(
            UUID id,
            String to,
            Locale locale,
            MailCharset charset,
            ClearTemplate template,
            Map<String, String> variables) {}

    /** Stages the mail in the current transaction; it is handed to the relay after the commit, again until it took it. */
    public void stage(String to, Locale locale, ClearTemplate template, Map<String, String> variables) {
        stage(to, locale, MailCharset.UTF_8, template, variables);
    }

    /** The same to a reader who wants a charset. */
    public void stage(
            String to, Locale locale, MailCharset charset, ClearTemplate template, Map<String, String> variables) {
        stage(List.of(new Letter(Uuid7.at(clock.instant()), to, locale, charset, template, variables)));
    }

    /** Many at once, in a number of statements that does not grow with them. */
    public void stage(List<Letter> letters) {
        stage(letters, clock.instant());
    }

    /** As {@link #stage(List)}, handed over from {@code notBefore} on. */
    public void stage(List<Letter> letters, Instant notBefore) {
        if (letters.isEmpty()) {
            return;
        }
        letters.forEach(each -> requirePublished(each.variables().get(ClearVariable.TEXT.key())));
        Instant now = clock.instant();
        List<SealedId> messages =
                vault.sealMails(letters.stream().map(each -> written(each, now)).toList());
        store.add(letters, messages, letters.stream().map(this::messageId).toList(), notBefore);
        // one run of the drain hands over whatever is due
        jobs.stage(ClearDrain.KIND, letters.getFirst().id(), notBefore);
    }

    /** Ends these letters; false when one of them was handed over already. Staff only. */
    public boolean takeBack(Collection<UUID> ids) {
        return store.cancel(ids) == ids.size();
    }

    /** Those of them that the relay took, whatever became of them later. Staff only. */
    public Set<UUID> handedOver(Collection<UUID> ids) {
        return store.handedOver(ids);
    }

    private byte[] written(Letter letter, Instant now) {
        MailHeaders headers = new MailHeaders(
                settings.from(), AddressText.requireAddress(letter.to()), null, messageId(letter), now, Map.of());
        return MimeWriter.clear(
                headers, letter.template().render(letter.locale(), letter.variables()), letter.charset());
    }

    private String messageId(Letter letter) {
        return "<" + letter.id() + "@" + settings.domain() + ">";
    }

    /** Words of any length leave in clear only if anybody may read them anyway. */
    private void requirePublished(@Nullable String text) {
        if (text != null && published.stream().noneMatch(room -> room.isPublished(text))) {
            throw new IllegalArgumentException("Only a published text can leave in clear, word for word");
        }
    }
}
