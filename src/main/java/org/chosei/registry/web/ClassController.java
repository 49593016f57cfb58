package org.chosei.registry.web;

import java.util.Arrays;
import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.RegistrationClasses;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A vendor's registration class: what it limits is shown first, then it is asked. */
@Controller
class ClassController {
    private final ClassPages pages;
    private final RegistrationClasses classes;

    ClassController(ClassPages pages, RegistrationClasses classes) {
        this.pages = pages;
        this.classes = classes;
    }

    @GetMapping("/organisations/{id}/class")
    @Allow(Permission.REGISTRY)
    View ask(@PathVariable String id) {
        return View.of("registry/class", "page", pages.of(OrganisationId.of(id)))
                .with("reason", "")
                .with("refusals", List.of());
    }

    @PostMapping("/organisations/{id}/class")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View change(
            @PathVariable String id,
            @RequestParam String seen,
            @RequestParam(name = "class", defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reason) {
        try {
            classes.change(OrganisationId.of(id), Uuid7.parse(seen), read(to), reason);
        } catch (Refusal.Invalid refusal) {
            return ask(id).with("reason", reason)
                    .with("refusals", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/organisations/" + id + "?done=class-changed");
    }

    private static RegistrationClass read(String name) {
        return Arrays.stream(RegistrationClass.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("class", "registration-class"));
    }
}
