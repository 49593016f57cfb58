package org.chosei.intake.reporting.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.intake.reporting.Filled;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.MailSettings;
import org.chosei.mail.OwnKeys;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Makes the pages of the report form, for the public and for vendors alike. */
@Component
class FormPages {
    private final OwnKeys keys;
    private final MailSettings mail;
    private final InstantSource clock;

    FormPages(OwnKeys keys, MailSettings mail, InstantSource clock) {
        this.keys = keys;
        this.mail = mail;
        this.clock = clock;
    }

    View blank(String path, boolean contact) {
        return form(page(path, contact, Uuid7.at(clock.instant()), "", Filled.blank(), List.of()));
    }

    /** The form with what was typed, to be changed. */
    View change(String path, boolean contact, UUID form, Map<String, String> typed) {
        return form(page(path, contact, form, "", Filled.read(typed), List.of()));
    }

    /** The answers once more, or the form again with what is to be mended. */
    View check(String path, boolean contact, UUID form, Map<String, String> typed, String code) {
        Filled filled = Filled.read(typed);
        List<Refusal.Invalid> problems = filled.problems(contact);
        FormPage page = page(path, contact, form, code, filled, problems);
        return problems.isEmpty()
                ? View.of("reporting/check", "page", page).with("wait", 0L)
                : form(page).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static View form(FormPage page) {
        return View.of("reporting/form", "page", page);
    }

    private FormPage page(
            String path, boolean contact, UUID form, String code, Filled filled, List<Refusal.Invalid> problems) {
        String fingerprint = keys.certificate().fingerprint().replaceAll("(.{4})(?!$)", "$1 ");
        return new FormPage(path, contact, form.toString(), code, filled, problems, fingerprint, mail.fromAddress());
    }
}
