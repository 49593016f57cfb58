package org.chosei.conversation.web;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.chosei.conversation.Part;
import org.chosei.conversation.TalkPage;
import org.chosei.conversation.TalkPages;
import org.chosei.conversation.ThreadId;
import org.chosei.kernel.Refusal;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The page of a thread, also as the answer to words that cannot be taken: what was typed stands in it again. */
@Component
class TalkView {
    private final TalkPages pages;
    private final TransactionOperations transaction;

    TalkView(TalkPages pages, TransactionOperations transaction) {
        this.pages = pages;
        this.transaction = transaction;
    }

    View of(TalkPage page) {
        return View.of("conversation/talk", "view", page)
                .with("typed", page.typed())
                .with("refusals", List.of());
    }

    View refused(ThreadId thread, String typed, Refusal.Invalid refusal, Locale locale) {
        TalkPage page = Objects.requireNonNull(transaction.execute(
                _ -> pages.page(pages.caseOf(thread), thread, new Part.Latest(), Optional.empty(), locale)));
        return of(page).with("typed", typed)
                .with("refusals", List.of(refusal))
                .status(HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
