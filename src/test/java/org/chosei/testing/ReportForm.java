package org.chosei.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The report form as somebody fills it in, checks the answers and sends them, without JavaScript. */
public record ReportForm(Browser browser, String path, Map<String, String> fields) {

    /** Opens the form and answers what is needed, each answer naming this word; the public form is answered anonymously. */
    public static ReportForm open(Browser browser, String path, String word) {
        String form = browser.get(path).html().select("#report [name=form]").val();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("form", form);
        fields.put("product", "Gadget of " + word);
        fields.put("version", "unknown");
        fields.put("weakness", "Weakness found by " + word);
        fields.put("impact", "Impact told by " + word);
        fields.put("channel", "receipt");
        return new ReportForm(browser, path, fields);
    }

    /** The same with one answer changed. */
    public ReportForm with(String field, String answer) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(field, answer);
        return new ReportForm(browser, path, more);
    }

    /** The page that shows the answers, or the form with what is to be mended. */
    public Browser.Page check() {
        List<String> sent = new ArrayList<>();
        fields.forEach((name, value) -> sent.addAll(List.of(name, value)));
        return browser.post(path + "/check", sent.toArray(String[]::new));
    }

    /** Checks, and sends what the page of answers carries. */
    public Browser.Page send() {
        return again(check());
    }

    /** Sends what this page of answers carries. */
    public Browser.Page again(Browser.Page checked) {
        return browser.post(path + "/sent", carried(checked));
    }

    /** Every field that the page of answers carries, as name, value. */
    public static String[] carried(Browser.Page checked) {
        Document html = checked.html();
        Element form = Objects.requireNonNull(html.selectFirst("#checked"), checked.text());
        List<String> carried = new ArrayList<>();
        form.select("input[type=hidden]:not([name=_csrf]), textarea")
                .forEach(field -> carried.addAll(List.of(field.attr("name"), field.val())));
        return carried.toArray(String[]::new);
    }
}
