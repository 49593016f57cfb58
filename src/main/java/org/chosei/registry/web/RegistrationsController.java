package org.chosei.registry.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.Registration;
import org.chosei.registry.Registration.State;
import org.chosei.registry.RegistrationReplies;
import org.chosei.registry.RegistrationReply;
import org.chosei.registry.Registrations;
import org.chosei.registry.blanks.BlankForms;
import org.chosei.registry.form.FormField;
import org.chosei.web.Choice;
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
public class RegistrationsController {
    private static final int PAGE = 50;

    private final Registrations registrations;
    private final RegistrationReplies replies;
    private final BlankForms blanks;
    private final ActorNames actors;

    RegistrationsController(
            Registrations registrations, RegistrationReplies replies, BlankForms blanks, ActorNames actors) {
        this.registrations = registrations;
        this.replies = replies;
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
                .with(
                        "waiting",
                        replies.waiting(page.stream().map(Registration::id).toList()))
                .with("more", page.size() == PAGE ? page.getLast().id().toString() : "");
    }

    @GetMapping("/registrations/{id}")
    @Allow(Permission.REGISTRY)
    View show(@PathVariable String id, @RequestParam(defaultValue = "") String done) {
        Registration registration = registrations.get(Uuid7.parse(id));
        // what turns the text around is spelled out, so that the reviewer sees what there is to take away
        String name = JapaneseText.withVisibleBidi(registration.answer(FormField.ORGANIZATION_NAME));
        boolean japanese = registration.language().equals(Locale.JAPANESE);
        return page(registration, Typed.NOTHING.named(japanese ? name : "", japanese ? "" : name))
                .with("done", done);
    }

    @GetMapping("/registrations/{id}/original")
    @Allow(Permission.REGISTRY)
    ResponseEntity<byte[]> original(@PathVariable String id) {
        Registration registration = registrations.get(Uuid7.parse(id));
        String ending = registration.source() == Registration.Source.MAIL ? ".eml" : ".txt";
        return file(registration.number() + ending, registrations.original(registration.id()));
    }

    /**
     * What was typed into the forms of the page.
     *
     * @param tell whether a refusal is told to the applicant
     */
    public record Typed(
            String nameJa, String nameEn, String limit, boolean other, String otherWhy, String reason, boolean tell) {
        static final Typed NOTHING = new Typed("", "", "", false, "", "", true);

        Typed named(String ja, String en) {
            return new Typed(ja, en, limit, other, otherWhy, reason, tell);
        }
    }

    @PostMapping("/registrations/{id}/acceptance")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View accept(
            @PathVariable String id,
            @RequestParam String seen,
            @RequestParam(name = "class", defaultValue = "") String limit,
            @RequestParam(defaultValue = "") String nameJa,
            @RequestParam(defaultValue = "") String nameEn,
            @RequestParam(defaultValue = "") String other,
            @RequestParam(defaultValue = "") String otherWhy) {
        UUID registration = Uuid7.parse(id);
        Typed typed = new Typed(nameJa, nameEn, limit, other.equals("yes"), otherWhy, "", true);
        try {
            registrations.accept(
                    registration,
                    Uuid7.parse(seen),
                    new Registrations.Acceptance(
                            nameJa,
                            nameEn,
                            Choice.of(RegistrationClass.class, limit, "class", "registration-class"),
                            typed.other(),
                            otherWhy));
        } catch (Refusal.Invalid | Refusal.WrongState | Refusal.Stale refusal) {
            return refused(registration, typed, refusal);
        }
        return Redirects.to("/registrations/" + id + "?done=accepted");
    }

    @PostMapping("/registrations/{id}/refusal")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View refuse(
            @PathVariable String id,
            @RequestParam String seen,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String tell) {
        UUID registration = Uuid7.parse(id);
        Typed typed = new Typed("", "", "", false, "", reason, tell.equals("yes"));
        try {
            registrations.refuse(registration, Uuid7.parse(seen), reason, typed.tell());
        } catch (Refusal.Invalid | Refusal.WrongState | Refusal.Stale refusal) {
            return refused(registration, typed, refusal);
        }
        return Redirects.to("/registrations/" + id + "?done=refused");
    }

    @PostMapping("/registrations/{id}/missing")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View ask(@PathVariable String id, @RequestParam String seen) {
        UUID registration = Uuid7.parse(id);
        try {
            registrations.askForMissing(registration, Uuid7.parse(seen));
        } catch (Refusal.WrongState | Refusal.Stale refusal) {
            return refused(registration, Typed.NOTHING, refusal);
        }
        return Redirects.to("/registrations/" + id + "?done=asked");
    }

    @GetMapping("/registrations/{id}/replies/{reply}/original")
    @Allow(Permission.REGISTRY)
    ResponseEntity<byte[]> reply(@PathVariable String id, @PathVariable String reply) {
        Registration registration = registrations.get(Uuid7.parse(id));
        UUID mail = Uuid7.parse(reply);
        return file(registration.number() + "-" + mail + ".eml", replies.original(registration.id(), mail));
    }

    /** Takes over what a later mail says, or leaves the registration as it is. */
    @PostMapping("/registrations/{id}/replies/{reply}/decision")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View decide(
            @PathVariable String id,
            @PathVariable String reply,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam(defaultValue = "") String take) {
        UUID registration = Uuid7.parse(id);
        boolean taken = take.equals("yes");
        try {
            if (taken) {
                replies.take(registration, Uuid7.parse(reply), Uuid7.parse(seen));
            } else {
                replies.leave(registration, Uuid7.parse(reply));
            }
        } catch (Refusal.WrongState | Refusal.Stale refusal) {
            return refused(registration, Typed.NOTHING, refusal);
        }
        return Redirects.to("/registrations/" + id + "?done=" + (taken ? "reply-taken" : "reply-left"));
    }

    private View refused(UUID id, Typed typed, Refusal refusal) {
        View page = page(registrations.get(id), typed);
        return refusal instanceof Refusal.Invalid invalid
                ? page.with("refusals", List.of(invalid)).status(HttpStatus.UNPROCESSABLE_CONTENT)
                : page.with("over", List.of(refusal)).status(HttpStatus.CONFLICT);
    }

    private View page(Registration registration, Typed typed) {
        List<RegistrationReply> later = replies.of(registration.id());
        return View.of("registry/registration", "registration", registration)
                .with("template", registration.form())
                .with("current", blanks.current().key())
                .with("actors", actors.of(actors(registration, later)))
                .with("original", text(registration))
                .with("duplicates", registration.open() ? registrations.duplicates(registration) : List.of())
                .with("replies", later)
                .with("texts", texts(later))
                .with("typed", typed)
                .with("done", "")
                .with("over", List.of())
                .with("refusals", List.of());
    }

    private static List<String> actors(Registration registration, List<RegistrationReply> later) {
        return Stream.concat(
                        registration.steps().stream().map(Registration.Step::by),
                        later.stream()
                                .flatMap(each -> Stream.ofNullable(each.decision()))
                                .map(RegistrationReply.Decision::by))
                .toList();
    }

    private String text(Registration registration) {
        byte[] original = registrations.original(registration.id());
        return switch (registration.source()) {
            case WEB -> SentText.ofForm(original);
            case MAIL -> SentText.ofMail(original);
        };
    }

    /** The texts of those that wait; the others are behind their links. */
    private Map<UUID, String> texts(List<RegistrationReply> later) {
        return later.stream()
                .filter(RegistrationReply::waits)
                .collect(Collectors.toMap(
                        RegistrationReply::id,
                        each -> SentText.ofMail(replies.original(each.registration(), each.id()))));
    }

    private static ResponseEntity<byte[]> file(String name, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .body(bytes);
    }
}
