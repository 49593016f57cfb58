package org.chosei.registry.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.chosei.access.Anyone;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.RegistrationByWeb;
import org.chosei.registry.blanks.BlankForms;
import org.chosei.registry.form.FormField;
import org.chosei.registry.form.FormProblem;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The public registration form: the ten fields of the mailed one, in the same two sections. */
@Controller
class RegisterController {
    private static final Pattern NUMBER = Pattern.compile("REG-[0-9]{4}-[0-9]{4,9}");

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final RegistrationByWeb registrations;
    private final BlankForms blanks;
    private final InstantSource clock;

    RegisterController(RegistrationByWeb registrations, BlankForms blanks, InstantSource clock) {
        this.registrations = registrations;
        this.blanks = blanks;
        this.clock = clock;
    }

    @GetMapping("/register")
    @Anyone("vendors register before they have an account")
    View form() {
        return page(Uuid7.at(clock.instant()), Map.of(), false);
    }

    @PostMapping("/register")
    @Anyone("vendors register before they have an account")
    org.springframework.web.servlet.View register(
            @RequestParam Map<String, String> typed,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String agree,
            HttpServletRequest request,
            HttpServletResponse response) {
        UUID id = Uuid7.parse(form);
        Map<FormField, String> answers = new EnumMap<>(FormField.class);
        for (FormField field : FormField.values()) {
            answers.put(field, typed.getOrDefault(field.path(), ""));
        }
        boolean agreed = agree.equals("yes");
        List<FormProblem> problems = registrations.problems(answers);
        List<Refusal.Invalid> refusals = refusals(answers, agreed);
        if (!problems.isEmpty() || !refusals.isEmpty()) {
            return page(id, answers, agreed)
                    .with("problems", problems)
                    .with("refusals", refusals)
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            String number = registrations.take(id, answers, request.getRemoteAddr());
            return Redirects.to("/register/" + number + "?form=" + id);
        } catch (Refusal.TooMany refusal) {
            String seconds = refusal.arguments().getFirst().toString();
            response.setHeader(HttpHeaders.RETRY_AFTER, seconds);
            return page(id, answers, agreed)
                    .with(
                            "refusals",
                            List.of(new Refusal.Invalid(
                                    "", refusal.slug(), refusal.arguments().toArray())))
                    .status(HttpStatus.TOO_MANY_REQUESTS);
        }
    }

    private List<Refusal.Invalid> refusals(Map<FormField, String> answers, boolean agreed) {
        List<Refusal.Invalid> refusals = new ArrayList<>();
        if (!agreed) {
            refusals.add(new Refusal.Invalid("agree", "register-no-consent"));
        }
        if (!registrations.fits(answers)) {
            refusals.add(new Refusal.Invalid(FormField.ORGANIZATION_NAME.path(), "register-too-long"));
        }
        return refusals;
    }

    /**
     * Says the reference again; only the browser that handed the form in is told that it was received, so that an address
     * somebody made up proves nothing.
     */
    @GetMapping("/register/{number}")
    @Anyone("shows only the number that its address holds")
    View registered(@PathVariable String number, @RequestParam(defaultValue = "") String form) {
        if (!NUMBER.matcher(number).matches()) {
            throw new Refusal.NotFound();
        }
        boolean received = FORM.matcher(form).matches() && registrations.isTaken(Uuid7.parse(form), number);
        return View.of("registry/registered", "number", number).with("received", received);
    }

    private View page(UUID form, Map<FormField, String> answers, boolean agreed) {
        return View.of("registry/register")
                .with("form", form.toString())
                .with("template", blanks.current())
                .with("answers", answers)
                .with("needed", RegistrationByWeb.NEEDED)
                .with("agreed", agreed)
                .with("problems", List.of())
                .with("refusals", List.of());
    }
}
