package org.chosei.registry.web;

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
            @RequestParam(defaultValue = "") String agree) {
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
        return Redirects.to("/register/" + registrations.take(id, answers));
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

    /** Says the reference again; tells nothing about whether there is such a registration. */
    @GetMapping("/register/{number}")
    @Anyone("shows only the number that its address holds")
    View registered(@PathVariable String number) {
        if (!NUMBER.matcher(number).matches()) {
            throw new Refusal.NotFound();
        }
        return View.of("registry/registered", "number", number);
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
