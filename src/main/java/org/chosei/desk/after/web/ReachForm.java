package org.chosei.desk.after.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.chosei.distribution.asks.Acted;
import org.chosei.distribution.asks.Reaching;
import org.chosei.distribution.asks.Rung;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.ZonedTime;
import org.chosei.web.Choice;
import org.jspecify.annotations.Nullable;

/** What was typed of a call, a letter or a fax; {@code which} names the form, so that the other one stays as it was. */
public record ReachForm(String which, Map<String, String> values) {
    static final String CALL = "calls";
    static final String PAPER = "papers";

    static ReachForm blank() {
        return new ReachForm("", Map.of());
    }

    /** What a field held when this form was refused, or {@code otherwise}. */
    public String value(String form, String field, String otherwise) {
        return which.equals(form) ? values.getOrDefault(field, otherwise) : otherwise;
    }

    private String value(String field) {
        return values.getOrDefault(field, "").strip();
    }

    Reaching.Done read() {
        Rung rung = which.equals(CALL) ? Rung.TELEPHONE : Choice.of(Rung.class, value("rung"), "rung", "ask-paper");
        if (which.equals(PAPER) && rung != Rung.LETTER && rung != Rung.FAX) {
            throw new Refusal.Invalid("rung", "ask-paper");
        }
        return new Reaching.Done(
                rung,
                ZonedTime.read("when", value("when"), value("zone")).toInstant(),
                value("whom"),
                Choice.of(Acted.Result.class, value("result"), "result", "ask-result"),
                Choice.of(Acted.Next.class, value("next"), "next", "ask-next"),
                again(),
                value("note"));
    }

    private @Nullable LocalDate again() {
        String typed = value("again");
        if (typed.isEmpty()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(typed);
            if (day.getYear() >= 2000 && day.getYear() <= 2200) {
                return day;
            }
        } catch (DateTimeParseException e) {
            throw new Refusal.Invalid("again", "date-malformed", typed);
        }
        throw new Refusal.Invalid("again", "date-malformed", typed);
    }
}
