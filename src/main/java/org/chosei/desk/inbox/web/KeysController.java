package org.chosei.desk.inbox.web;

import java.util.List;
import java.util.Objects;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.numbers.Aliases;
import org.chosei.identity.Accounts;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The keys and the commands, as pages that need no script. */
@Controller
class KeysController {
    private final Accounts accounts;
    private final Aliases aliases;
    private final Cases cases;
    private final TransactionOperations transaction;

    KeysController(Accounts accounts, Aliases aliases, Cases cases, TransactionOperations transaction) {
        this.accounts = accounts;
        this.aliases = aliases;
        this.cases = cases;
        this.transaction = transaction;
    }

    @GetMapping("/keys")
    @Allow(Permission.OWN_ACCOUNT)
    View keys(@RequestParam(defaultValue = "") String done) {
        return View.of("inbox/keys", "done", done);
    }

    /** Switches single keys on or off for the acting person. */
    @PostMapping("/keys")
    @Allow(Permission.OWN_ACCOUNT)
    org.springframework.web.servlet.View switchKeys(@RequestParam(defaultValue = "") String on) {
        accounts.useSingleKeys(on.equals("yes"));
        return Redirects.to("/keys?done=yes");
    }

    /** Every command as a link; what looks like the number of one case leads there. */
    @GetMapping("/palette")
    @Allow(Permission.OWN_ACCOUNT)
    org.springframework.web.servlet.View palette(@RequestParam(defaultValue = "") String q) {
        List<CoordinatedCase> found = q.isBlank() ? List.of() : find(q);
        if (found.size() == 1) {
            return Redirects.to(path() + found.getFirst().id());
        }
        return View.of("inbox/palette", "q", q).with("found", found).with("path", path());
    }

    /** A vendor knows cases by our number alone. */
    private List<CoordinatedCase> find(String q) {
        Scope.Person person = Scopes.person();
        if (person.isStaff() ? !person.may(Permission.COORDINATE) : !person.may(Permission.VENDOR_WORK)) {
            return List.of();
        }
        return Objects.requireNonNull(transaction.execute(_ -> person.isStaff()
                ? cases.byId(aliases.find(q))
                : cases.byNumber(q).stream().toList()));
    }

    private static String path() {
        return Scopes.person().isStaff() ? "/cases/" : "/our-cases/";
    }
}
