package org.chosei.identity.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Role;
import org.chosei.identity.Staff;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The people of the CSIRT: who they are, inviting, shutting out and letting in again. */
@Controller
class PeopleController {
    private final Staff staff;
    private final InstantSource clock;

    PeopleController(Staff staff, InstantSource clock) {
        this.staff = staff;
        this.clock = clock;
    }

    @GetMapping("/people")
    @Allow(Permission.STAFF_ACCOUNTS)
    View page(@RequestParam(defaultValue = "") String done) {
        return page("", "", Set.of(), "ja").with("done", done);
    }

    @PostMapping("/people")
    @Allow(Permission.STAFF_ACCOUNTS)
    org.springframework.web.servlet.View invite(
            @RequestParam(defaultValue = "") String form,
            @RequestParam String name,
            @RequestParam String email,
            @RequestParam(defaultValue = "") Set<String> roles,
            @RequestParam(defaultValue = "ja") String language) {
        try {
            staff.invite(
                    form.isEmpty() ? Uuid7.at(clock.instant()) : Uuid7.parse(form),
                    name,
                    email,
                    read(roles),
                    Languages.read(language));
        } catch (Refusal.Invalid refusal) {
            return page(name, email, roles, language)
                    .with("problems", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/people?done=invited");
    }

    @PostMapping("/people/{id}/disabling")
    @Allow(Permission.STAFF_ACCOUNTS)
    org.springframework.web.servlet.View disable(@PathVariable String id) {
        staff.disable(PersonId.of(id));
        return Redirects.to("/people?done=disabled");
    }

    @PostMapping("/people/{id}/enabling")
    @Allow(Permission.STAFF_ACCOUNTS)
    org.springframework.web.servlet.View enable(@PathVariable String id) {
        staff.enable(PersonId.of(id));
        return Redirects.to("/people?done=enabled");
    }

    private static Set<Role> read(Set<String> names) {
        return names.stream().map(PeopleController::role).collect(Collectors.toUnmodifiableSet());
    }

    private static Role role(String name) {
        return Set.of(Role.values()).stream()
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("roles", "roles-foreign"));
    }

    /** With what was typed, so that a refusal loses nothing. */
    private View page(String name, String email, Set<String> roles, String language) {
        return View.of("identity/people")
                .with("form", Uuid7.at(clock.instant()).toString())
                .with("roster", staff.roster())
                .with("name", name)
                .with("email", email)
                .with("roles", roles)
                .with("language", language)
                .with("done", "")
                .with("problems", List.of());
    }
}
