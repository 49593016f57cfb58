package org.chosei.web;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.springframework.web.util.HtmlUtils;

/**
 * What Tomcat answers by itself, because it could not make an address out of what was sent ({@code %00}, {@code <}): no filter
 * and no handler has run, so nobody is known. A page in both languages that names no program, under the same headers as others.
 */
final class UnreadableRequests extends ErrorReportValve {
    private final Map<String, String> headers;
    private final String page;

    UnreadableRequests(Site site, Messages messages) {
        this.headers = SecurityHeaders.without(site);
        this.page = "<!doctype html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>"
                + escaped(messages, Locale.JAPANESE, "web.unreadable")
                + "</title><link rel=\"stylesheet\" href=\"/assets/chosei.css\"></head><body><main>"
                + part(messages, Locale.JAPANESE)
                + part(messages, Locale.ENGLISH)
                + "</main></body></html>\n";
    }

    private static String part(Messages messages, Locale locale) {
        return "<section lang=\"" + locale.getLanguage() + "\"><h1>" + escaped(messages, locale, "web.unreadable")
                + "</h1><p>" + escaped(messages, locale, "web.unreadable-text") + "</p><p><a href=\"/\">"
                + escaped(messages, locale, "web.front-page") + "</a></p></section>";
    }

    private static String escaped(Messages messages, Locale locale, String key) {
        return HtmlUtils.htmlEscape(messages.text(locale, key), "UTF-8");
    }

    /** As the overridden method does, in its order: only an error that nobody answered yet, and only while one can write. */
    @Override
    protected void report(Request request, Response response, Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        AtomicBoolean writable = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, writable);
        if (!writable.get()) {
            return;
        }
        headers.forEach(response::setHeader);
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        try {
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(page);
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException gone) {
            // whoever sent it no longer listens
        }
    }
}
