package org.chosei.mail;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
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

    /** Stages the mail in the current transaction; it is handed to the relay after the commit, again until it took it. */
    public void stage(String to, Locale locale, ClearTemplate template, Map<String, String> variables) {
        requirePublished(variables.get(ClearVariable.TEXT.key()));
        Instant now = clock.instant();
        UUID id = Uuid7.at(now);
        String messageId = "<" + id + "@" + settings.domain() + ">";
        MailHeaders headers =
                new MailHeaders(settings.from(), AddressText.requireAddress(to), null, messageId, now, Map.of());
        SealedId message = vault.sealMail(MimeWriter.clear(headers, template.render(locale, variables)));
        store.add(id, template, message, to, messageId);
        jobs.stage(ClearDrain.KIND, id, now);
    }

    /** Words of any length leave in clear only if anybody may read them anyway. */
    private void requirePublished(@Nullable String text) {
        if (text != null && published.stream().noneMatch(room -> room.isPublished(text))) {
            throw new IllegalArgumentException("Only a published text can leave in clear, word for word");
        }
    }
}
