package org.chosei.distribution;

import java.util.List;
import java.util.Locale;
import org.chosei.kernel.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a policy says, for the table of its rules and to compare two versions.
 *
 * @param key its words are {@code distribution.rule.KEY}
 * @param value how it is decided: {@code distribution.rule.KEY.VALUE}
 * @param argument a number or label within those words; empty when there is none
 */
public record PolicyRule(String key, String value, String argument) {

    /** The message key of how it is decided. */
    public String words() {
        return "distribution.rule." + key + "." + value;
    }

    /** All that a version says, in the order in which the gate asks. */
    public static List<PolicyRule> of(Policy policy) {
        Tlp from = policy.approvalFrom();
        boolean tlp = policy.approval() == Policy.Approval.FROM_TLP;
        return List.of(
                rule("registration", policy.requiresActiveRegistration()),
                rule("note", policy.requiresNote()),
                rule("nda", policy.requiresCurrentNda()),
                rule("individual", policy.forIndividual()),
                rule("vetting", policy.vetting() == null ? Policy.Asked.NOBODY : policy.vetting()),
                new PolicyRule("consent", "days", String.valueOf(policy.standingConsentDays())),
                rule("red", policy.forRed()),
                rule("wishes", policy.wishesBind() ? Policy.Wishes.BINDING : Policy.Wishes.IGNORED),
                rule("key", policy.mailNeedsProvedKey()),
                new PolicyRule(
                        "approval", value(policy.approval()), tlp ? (from == null ? Tlp.CLEAR : from).label() : ""));
    }

    /** Which of these the other version says otherwise, or does not say. */
    public static List<String> differing(Policy one, @Nullable Policy other) {
        if (other == null) {
            return List.of();
        }
        List<PolicyRule> before = of(other);
        return of(one).stream()
                .filter(rule -> !before.contains(rule))
                .map(PolicyRule::key)
                .toList();
    }

    private static PolicyRule rule(String key, boolean asked) {
        return new PolicyRule(key, asked ? "yes" : "no", "");
    }

    private static PolicyRule rule(String key, Enum<?> value) {
        return new PolicyRule(key, code(value), "");
    }

    private static String value(Policy.@Nullable Approval approval) {
        return code(approval == null ? Policy.Approval.NONE : approval);
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
