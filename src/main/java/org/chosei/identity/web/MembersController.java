package org.chosei.identity.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Role;
import org.chosei.identity.Members;
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

/** The people of the own organisation: who they are, inviting and shutting out. */
@Controller
class MembersController {
    private final Members members;
    private final InstantSource clock;

    MembersController(Members members, InstantSource clock) {
        this.members = members;
        this.clock = clock;
    }

    @GetMapping("/members")
    @Allow(Permission.KEEP_ORGANISATION)
    View page(@RequestParam(defaultValue = "") String done) {
        return page("", "", "", "ja").with("done", done);
    }

    @PostMapping("/members")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View invite(
            @RequestParam String form,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "ja") String language) {
        try {
            members.invite(Uuid7.parse(form), name, email, Set.of(read(role)), Languages.read(language));
        } catch (Refusal.Invalid refusal) {
            return page(name, email, role, language)
                    .with("problems", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/members?done=invited");
    }

    @PostMapping("/members/{id}/shutting-out")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View shutOut(@PathVariable String id) {
        members.shutOut(PersonId.of(id));
        return Redirects.to("/members?done=shut-out");
    }

    private static Role read(String name) {
        return switch (name) {
            case "RESPONSIBLE" -> Role.RESPONSIBLE;
            case "MEMBER" -> Role.MEMBER;
            default -> throw new Refusal.Invalid("role", "roles-none");
        };
    }

    /** With what was typed, so that a refusal loses nothing. */
    private View page(String name, String email, String role, String language) {
        return View.of("identity/members")
                .with("form", Uuid7.at(clock.instant()).toString())
                .with("roster", members.roster())
                .with("name", name)
                .with("email", email)
                .with("role", role)
                .with("language", language)
                .with("done", "")
                .with("problems", List.of());
    }
}
