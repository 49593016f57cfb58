package org.chosei.demo;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Somebody without an account who reports a weakness on the public form. */
public final class AnonymousReport implements AutoCloseable {
    private final HttpVisitor visitor;
    private final Page checked;
    private @Nullable Page last;

    private AnonymousReport(HttpVisitor visitor, Page checked) {
        this.visitor = visitor;
        this.checked = checked;
    }

    /** Fills the form in with these words and stops before it is sent. */
    public static AnonymousReport written(URI base, String words) {
        HttpVisitor visitor = new HttpVisitor(base);
        Page form = visitor.open("/report").fine();
        Page checked = visitor.submit(
                form,
                "#report",
                "product",
                "Gadget",
                "version",
                "unknown",
                "weakness",
                words,
                "impact",
                words,
                "channel",
                "receipt");
        return new AnonymousReport(visitor, checked);
    }

    /** What the sender saw: the refusal's slug or nothing, and whether a page of ours still holds every word. */
    public record Answer(int status, String refusal, boolean wordsKept) {}

    /** Sends it; after a refusal that gave the words back, from the page that did. */
    public Answer send(String words) {
        Page from = last;
        last = from == null || !from.has("#sent-words")
                ? visitor.submit(checked, "#checked")
                : visitor.submit(from, "#sent-words");
        return new Answer(
                last.status(),
                last.refusal(),
                last.html().select("#sent-words textarea").stream()
                        .anyMatch(field -> field.val().contains(words)));
    }

    @Override
    public void close() {
        visitor.close();
    }
}
