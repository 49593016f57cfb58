package org.chosei.desk.web;

import org.chosei.access.Anyone;
import org.chosei.access.Permission;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.registry.NextSteps;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The front door: the public sees what Chosei is for and where to go; whoever is signed in lands on the daily work. */
@Controller
class StartController {
    private final NextSteps steps;

    StartController(NextSteps steps) {
        this.steps = steps;
    }

    @GetMapping("/")
    @Anyone("the front door")
    org.springframework.web.servlet.View start() {
        return switch (Scopes.current()) {
            case Scope.Person person -> Redirects.to(home(person));
            case Scope.Public _, Scope.Organisation _, Scope.Reporter _, Scope.System _ -> View.of("desk/start");
        };
    }

    /** A vendor that is not through yet sees first what is missing. */
    private String home(Scope.Person person) {
        if (person.may(Permission.COORDINATE)) {
            return "/inbox";
        }
        if (!person.may(Permission.VENDOR_WORK)) {
            return "/account";
        }
        return steps.open(person.organisation()) ? "/organisation" : "/inbox";
    }
}
