package org.chosei.agreements;

import java.util.List;
import org.chosei.access.Scopes;
import org.chosei.identity.People;
import org.chosei.kernel.PersonId;
import org.springframework.stereotype.Component;

/** What the account is called that signs. */
@Component
class SigningAccounts {
    private final People people;

    SigningAccounts(People people) {
        this.people = people;
    }

    /** The acting person's name; empty where nobody acts. */
    String acting() {
        PersonId person = Scopes.person().id();
        return people.names(List.of(person)).getOrDefault(person, "");
    }
}
