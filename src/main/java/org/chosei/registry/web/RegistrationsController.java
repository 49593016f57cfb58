package org.chosei.registry.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.TextDecoding;
import org.chosei.kernel.TextDecoding.Decoded;
import org.chosei.kernel.Uuid7;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.Unparseable;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.Registration;
import org.chosei.registry.Registration.State;
import org.chosei.registry.Registrations;
import org.chosei.registry.blanks.BlankForms;
import org.chosei.registry.form.FormField;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The review of registrations. */
@Controller
class RegistrationsController {
    private static final int PAGE = 50;

    private final Registrations registrations;
    private final BlankForms blanks;
    private final ActorNames actors;

    RegistrationsController(Registrations registrations, BlankForms blanks, ActorNames actors) {
        this.registrations = registrations;
        this.blanks = blanks;
        this.actors = actors;
    }

    @GetMapping("/registrations")
    @Allow(Permission.REGISTRY)
    View list(@RequestParam(defaultValue = "open") String state, @RequestParam Optional<String> before) {
        Set<State> states = switch (state) {
            case "open" -> Set.of(State.RECEIVED, State.INCOMPLETE);
            case "accepted" -> Set.of(State.ACCEPTED);
            case "refused" -> Set.of(State.REFUSED);
            default -> throw new Refusal.NotFound();
        };
        List<Registration> page =
                registrations.page(states, before.map(Uuid7::parse).orElse(null), PAGE);
        return View.of("registry/registrations", "items", page)
                .with("state", state)
                .with("more", page.size() == PAGE ? page.getLast().id().toString() : "");
    }

    @GetMapping("/registrations/{id}")
    @Allow(Permission.REGISTRY)
    View show(@PathVariable String id, @RequestParam(defaultValue = "") String done) {
        Registration registration = registrations.get(Uuid7.parse(id));
        // what turns the text around is spelled out, so that the reviewer sees what there is to take away
        String name = JapaneseText.withVisibleBidi(registration.answer(FormField.ORGANIZATION_NAME));
        boolean japanese = registration.language().equals(Locale.JAPANESE);
        return page(registration, japanese ? name : "", japanese ? "" : name, "", "")
                .with("done", done);
    }

    @GetMapping("/registrations/{id}/original")
    @Allow(Permission.REGISTRY)
    ResponseEntity<byte[]> original(@PathVariable String id) {
        Registration registration = registrations.get(Uuid7.parse(id));
        String ending = registration.source() == Registration.Source.MAIL ? ".eml" : ".txt";
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + registration.number() + ending + "\"")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .body(registrations.original(registration.id()));
    }

    @PostMapping("/registrations/{id}/acceptance")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View accept(
            @PathVariable String id,
            @RequestParam String seen,
            @RequestParam(name = "class", defaultValue = "") String limit,
            @RequestParam(defaultValue = "") String nameJa,
            @RequestParam(defaultValue = "") String nameEn) {
        UUID registration = Uuid7.parse(id);
        try {
            registrations.accept(
                    registration, Uuid7.parse(seen), new Registrations.Acceptance(nameJa, nameEn, readClass(limit)));
        } catch (Refusal.Invalid refusal) {
            return page(registrations.get(registration), nameJa, nameEn, limit, "")
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/registrations/" + id + "?done=accepted");
    }

    @PostMapping("/registrations/{id}/refusal")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View refuse(
            @PathVariable String id, @RequestParam String seen, @RequestParam(defaultValue = "") String reason) {
        UUID registration = Uuid7.parse(id);
        try {
            registrations.refuse(registration, Uuid7.parse(seen), reason);
        } catch (Refusal.Invalid refusal) {
            return page(registrations.get(registration), "", "", "", reason)
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/registrations/" + id + "?done=refused");
    }

    @PostMapping("/registrations/{id}/missing")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View ask(@PathVariable String id, @RequestParam String seen) {
        registrations.askForMissing(Uuid7.parse(id), Uuid7.parse(seen));
        return Redirects.to("/registrations/" + id + "?done=asked");
    }

    private static RegistrationClass readClass(String name) {
        for (RegistrationClass each : RegistrationClass.values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        throw new Refusal.Invalid("class", "registration-class");
    }

    private View page(Registration registration, String nameJa, String nameEn, String limit, String reason) {
        return View.of("registry/registration", "registration", registration)
                .with("template", registration.form())
                .with("current", blanks.current().key())
                .with(
                        "actors",
                        actors.of(registration.steps().stream()
                                .map(Registration.Step::by)
                                .toList()))
                .with("original", text(registration, registrations.original(registration.id())))
                .with("nameJa", nameJa)
                .with("nameEn", nameEn)
                .with("limit", limit)
                .with("reason", reason)
                .with("done", "")
                .with("refusals", List.of());
    }

    /** What the sender wrote, as text; what would turn the text around is spelled out. */
    private static String text(Registration registration, byte[] original) {
        String text = switch (registration.source()) {
            case WEB -> decoded(original);
            case MAIL ->
                switch (IncomingMail.read(original)) {
                    case IncomingMail mail -> mail.text().text();
                    case Unparseable _ -> decoded(original);
                };
        };
        return JapaneseText.withVisibleBidi(JapaneseText.withoutControls(text));
    }

    private static String decoded(byte[] bytes) {
        return TextDecoding.decode(bytes, null).map(Decoded::text).orElseGet(() -> TextDecoding.damaged(bytes, null));
    }
}
