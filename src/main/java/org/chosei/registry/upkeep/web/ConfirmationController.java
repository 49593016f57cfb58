package org.chosei.registry.upkeep.web;

import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.upkeep.ContactUpkeep;
import org.chosei.web.Redirects;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The responsible person says that the own contacts are right as they stand on the page. */
@Controller
class ConfirmationController {
    private final ContactUpkeep upkeep;
    private final TransactionOperations transaction;

    ConfirmationController(ContactUpkeep upkeep, TransactionOperations transaction) {
        this.upkeep = upkeep;
        this.transaction = transaction;
    }

    @PostMapping("/organisation/confirmation")
    @Allow(Permission.KEEP_ORGANISATION)
    View confirm(@RequestParam String form) {
        transaction.executeWithoutResult(_ -> upkeep.confirm(Uuid7.parse(form)));
        return Redirects.to("/organisation?done=confirmed#contacts");
    }
}
