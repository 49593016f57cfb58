package org.chosei.registry.form;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chosei.registry.form.FormProblem.Code;

/** The form's checks of a single address or number, for contacts that come another way than by the form. */
public final class ContactChecks {
    private ContactChecks() {}

    /** The number as it is kept, with its extension; empty when it cannot be called. */
    public static Optional<String> phone(String typed) {
        String folded = PhoneAnswer.folded(typed).strip();
        return PhoneAnswer.isComplete(folded) ? Optional.of(folded) : Optional.empty();
    }

    /** Whether the address is of a mail service for everybody, so that its domain says nothing of an organisation. */
    public static boolean isFreemail(String email) {
        return EmailAnswer.read(email).isFreemail();
    }

    /**
     * What a reader should be warned of, though it is accepted.
     *
     * @param person whose mailbox a team's should not be: name and address of the person who answers for it
     */
    public static Set<Code> mailbox(String email, boolean team, String person, String personsEmail) {
        Set<Code> warnings = EnumSet.noneOf(Code.class);
        EmailAnswer answer = EmailAnswer.read(email);
        if (!answer.complete()) {
            return warnings;
        }
        if (answer.isFreemail()) {
            warnings.add(Code.FREEMAIL);
        }
        if (team && answer.looksPersonal(Map.of(FormField.NAME, person, FormField.CONTACT_EMAIL, personsEmail))) {
            warnings.add(Code.PERSONAL_ADDRESS);
        }
        return warnings;
    }
}
