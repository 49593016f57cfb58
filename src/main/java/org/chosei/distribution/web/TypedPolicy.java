package org.chosei.distribution.web;

import java.util.Objects;
import java.util.UUID;
import org.chosei.distribution.Policy;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.web.Choice;

/**
 * A version of the policy as it is typed.
 *
 * @param form names the form, so that a second click makes nothing further
 * @param seen the version that was in force when the form was opened
 * @param note "yes" when the note is asked for, as {@code nda} the NDA
 */
public record TypedPolicy(
        UUID form,
        String seen,
        String note,
        String nda,
        String individual,
        String vetting,
        String days,
        String red,
        String wishes,
        String approval,
        String approvalFrom,
        String ja,
        String en,
        String reason) {

    static TypedPolicy of(Policy policy, int inForce, UUID form) {
        return new TypedPolicy(
                form,
                String.valueOf(inForce),
                yes(policy.requiresNote()),
                yes(policy.requiresCurrentNda()),
                Objects.requireNonNullElse(
                                policy.individual(),
                                policy.individualRegistrationReceives()
                                        ? Policy.Individual.EVERYTHING
                                        : Policy.Individual.NOTHING)
                        .name(),
                Objects.requireNonNullElse(policy.vetting(), Policy.Asked.NOBODY)
                        .name(),
                String.valueOf(policy.standingConsentDays()),
                Objects.requireNonNullElse(policy.red(), Policy.Red.AS_OTHERS).name(),
                Objects.requireNonNullElse(policy.wishes(), Policy.Wishes.BINDING)
                        .name(),
                Objects.requireNonNullElse(policy.approval(), Policy.Approval.NONE)
                        .name(),
                Objects.requireNonNullElse(policy.approvalFrom(), Tlp.AMBER_STRICT)
                        .name(),
                policy.ja(),
                policy.en(),
                "");
    }

    private static String yes(boolean asked) {
        return asked ? "yes" : "";
    }

    /** Registration and proved keys are no choice: what is not registered is unknown, and mail never leaves in clear. */
    Policy read() {
        if (!days.strip().matches("[0-9]{1,4}")) {
            throw new Refusal.Invalid("days", "policy-days", 3650);
        }
        return new Policy(
                0,
                true,
                note.equals("yes"),
                nda.equals("yes"),
                individual.equals(Policy.Individual.EVERYTHING.name()),
                Integer.parseInt(days.strip()),
                true,
                Choice.of(Policy.Asked.class, vetting, "vetting", "policy-choice"),
                Choice.of(Policy.Individual.class, individual, "individual", "policy-choice"),
                Choice.of(Policy.Red.class, red, "red", "policy-choice"),
                Choice.of(Policy.Wishes.class, wishes, "wishes", "policy-choice"),
                Choice.of(Policy.Approval.class, approval, "approval", "policy-choice"),
                Choice.of(Tlp.class, approvalFrom, "approvalFrom", "policy-choice"),
                ja,
                en);
    }
}
