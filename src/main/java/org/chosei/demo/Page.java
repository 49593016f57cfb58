package org.chosei.demo;

import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** One answer of the server, redirects followed. */
record Page(int status, String path, byte[] bytes, Document html) {

    static Page of(int status, String path, byte[] bytes) {
        return new Page(status, path, bytes, Jsoup.parse(new String(bytes, StandardCharsets.UTF_8)));
    }

    String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The element, or the step ends: the page is not what it should be. */
    Element element(String selector) {
        Element found = html.selectFirst(selector);
        StepFailed.unless(found != null, "%s (%d) has no %s: %s", path, status, selector, words());
        return java.util.Objects.requireNonNull(found);
    }

    boolean has(String selector) {
        return html.selectFirst(selector) != null;
    }

    FormElement form(String selector) {
        StepFailed.unless(element(selector) instanceof FormElement, "%s is no form", selector);
        return (FormElement) element(selector);
    }

    /** The slug of the refusal shown, or empty. */
    String refusal() {
        return html.select("[data-refusal]").attr("data-refusal");
    }

    /** This page, if it is what people get when all is well. */
    Page fine() {
        StepFailed.unless(status == 200, "%s answered %d %s", path, status, words());
        StepFailed.unless(refusal().isEmpty(), "%s was refused: %s", path, words());
        return this;
    }

    private String words() {
        String words = html.select("main").text();
        return words.length() > 300 ? words.substring(0, 300) + "…" : words;
    }
}
