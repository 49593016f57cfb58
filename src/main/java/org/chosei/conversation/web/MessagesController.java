package org.chosei.conversation.web;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.conversation.Corrections;
import org.chosei.conversation.Pins;
import org.chosei.conversation.Replies;
import org.chosei.conversation.TalkPages;
import org.chosei.conversation.ThreadId;
import org.chosei.conversation.Undo;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One message: its lasting address, its history, and what may be done to it. */
@Controller
class MessagesController {
    private final Corrections corrections;
    private final Undo undo;
    private final Pins pins;
    private final Replies replies;
    private final TalkPages pages;
    private final TransactionOperations transaction;

    MessagesController(
            Corrections corrections,
            Undo undo,
            Pins pins,
            Replies replies,
            TalkPages pages,
            TransactionOperations transaction) {
        this.corrections = corrections;
        this.undo = undo;
        this.pins = pins;
        this.replies = replies;
        this.pages = pages;
        this.transaction = transaction;
    }

    /** Leads to the message in its thread, for whoever sees it. */
    @GetMapping("/messages/{message}")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    org.springframework.web.servlet.View show(@PathVariable String message) {
        UUID id = Uuid7.parse(message);
        return Redirects.to(Objects.requireNonNull(transaction.execute(_ -> at(id))));
    }

    private String at(UUID message) {
        return pages.path(corrections.threadOf(message)) + "?at=" + message + "#m-" + message;
    }

    @GetMapping("/messages/{message}/history")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    View history(@PathVariable String message) {
        return page(Uuid7.parse(message), null, "", List.of());
    }

    private static String newest(Corrections.History history) {
        return history.versions().isEmpty() ? "" : history.versions().getLast().text();
    }

    private View page(
            UUID message,
            @org.jspecify.annotations.Nullable String typed,
            String reason,
            List<Refusal.Invalid> refusals) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            Corrections.History history = corrections.history(message);
            return View.of("conversation/history", "history", history)
                    .with("back", at(message))
                    .with("typed", typed == null ? newest(history) : typed)
                    .with("reason", reason)
                    .with("refusals", refusals);
        }));
    }

    @PostMapping("/messages/{message}/edit")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    org.springframework.web.servlet.View edit(
            @PathVariable String message,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam(defaultValue = "") String text) {
        UUID id = Uuid7.parse(message);
        try {
            replies.edit(id, seen.length() == 36 ? Uuid7.parse(seen) : id, text);
            return Redirects.to(Objects.requireNonNull(transaction.execute(_ -> at(id))));
        } catch (Refusal.Invalid refusal) {
            return page(id, text, "", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping("/messages/{message}/withdrawal")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    org.springframework.web.servlet.View withdraw(
            @PathVariable String message, @RequestParam(defaultValue = "") String reason) {
        UUID id = Uuid7.parse(message);
        try {
            return change(id, each -> corrections.withdraw(each, reason));
        } catch (Refusal.Invalid refusal) {
            return page(id, null, reason, List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping("/messages/{message}/pin")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    org.springframework.web.servlet.View pin(
            @PathVariable String message, @RequestParam(defaultValue = "") String pinned) {
        return change(Uuid7.parse(message), each -> pins.set(each, pinned.equals("yes")));
    }

    private org.springframework.web.servlet.View change(UUID message, Consumer<UUID> step) {
        return Redirects.to(Objects.requireNonNull(transaction.execute(_ -> {
            step.accept(message);
            return at(message);
        })));
    }

    /** Takes a message back; its words stand in the composer again. */
    @PostMapping("/messages/{message}/undo")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    org.springframework.web.servlet.View undo(@PathVariable String message) {
        UUID id = Uuid7.parse(message);
        return Redirects.to(Objects.requireNonNull(transaction.execute(_ -> {
            ThreadId thread = corrections.threadOf(id);
            undo.take(id);
            return pages.path(thread) + "?latest=yes&restore=" + id + "#composer";
        })));
    }
}
