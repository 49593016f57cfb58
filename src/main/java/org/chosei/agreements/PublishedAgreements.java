package org.chosei.agreements;

import org.chosei.mail.PublishedTexts;
import org.springframework.stereotype.Component;

/** Every version of every document may be read by anybody, so it may also leave in clear mail. */
@Component
class PublishedAgreements implements PublishedTexts {
    private final TextStore texts;

    PublishedAgreements(TextStore texts) {
        this.texts = texts;
    }

    @Override
    public boolean isPublished(String text) {
        return texts.isKept(text);
    }
}
