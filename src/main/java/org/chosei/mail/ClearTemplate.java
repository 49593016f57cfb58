package org.chosei.mail;

import static org.chosei.mail.ClearVariable.AT;
import static org.chosei.mail.ClearVariable.CASES;
import static org.chosei.mail.ClearVariable.FINGERPRINT;
import static org.chosei.mail.ClearVariable.INVITER;
import static org.chosei.mail.ClearVariable.ITEMS;
import static org.chosei.mail.ClearVariable.LINK;
import static org.chosei.mail.ClearVariable.NUMBER;
import static org.chosei.mail.ClearVariable.ORGANISATION;
import static org.chosei.mail.ClearVariable.OWN;
import static org.chosei.mail.ClearVariable.PERSON;
import static org.chosei.mail.ClearVariable.RECEIVED;
import static org.chosei.mail.ClearVariable.STATEMENT;
import static org.chosei.mail.ClearVariable.TEAM;
import static org.chosei.mail.ClearVariable.TEXT;
import static org.chosei.mail.ClearVariable.UNTIL;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The only mails that leave unencrypted. Each names the variables it needs; besides them {@code organisation} and
 * {@code person} may be given and make the salutation; where a number is needed, {@code own} may be added. No template has a place for a product or a flaw.
 */
public enum ClearTemplate {
    /** The link with which a person opens an account, or joins with the one it has, to act for the organisation that invites. */
    INVITATION("auto-generated", TEAM, INVITER, LINK, UNTIL),
    /** The link with which a person whom two of the staff recognised sets a new password and second factor. */
    ACCOUNT_RECOVERY("auto-generated", TEAM, LINK, UNTIL),
    /** Somebody of an organisation gets such a link; told to its team. */
    ACCOUNT_RECOVERY_TOLD("auto-generated", TEAM, AT, LINK),
    /** A registration form arrived and waits for review. */
    REGISTRATION_RECEIVED("auto-replied", TEAM, RECEIVED),
    /** A registration was reviewed and has its number. */
    REGISTRATION_NUMBER("auto-generated", TEAM, NUMBER, LINK),
    /** A registration was reviewed and some items of the form are missing. */
    REGISTRATION_INCOMPLETE("auto-generated", TEAM, NUMBER, ITEMS),
    /** A registration was reviewed and not accepted; why, is told by a person who is asked. */
    REGISTRATION_REFUSED("auto-generated", TEAM, NUMBER),
    /** A report was read by a person and has its case number. */
    REPORT_ACKNOWLEDGEMENT("auto-generated", TEAM, NUMBER),
    /** Somebody answered under a report's reference; what, is said only behind the receipt. */
    REPORT_NEWS("auto-generated", TEAM, NUMBER, LINK),
    /** A contact was changed; told to the address that was used before. */
    CONTACT_CHANGED("auto-generated", TEAM, AT, LINK),
    /** An organisation's registration has ended for good; told to its team. */
    WITHDRAWN("auto-generated", TEAM, AT),
    /** An organisation has withdrawn its registration; told to the CSIRT's own mailbox. */
    WITHDRAWAL_TOLD("auto-generated", TEAM, AT, LINK),
    /** A contact was removed; told to the address that it had. */
    CONTACT_REMOVED("auto-generated", TEAM, AT, LINK),
    /** Asks whether the registered contacts are still right; the link shows them masked and takes the answer. */
    CONTACTS_CONFIRM("auto-generated", TEAM, LINK, UNTIL),
    /** A drill: asks whoever reads the address to answer. */
    CONTACT_DRILL("auto-generated", TEAM, LINK, UNTIL),
    /** A key ends soon. */
    KEY_RUNS_OUT("auto-generated", TEAM, FINGERPRINT, UNTIL, LINK),
    /** A key can no longer be used; why, is said on the portal. */
    KEY_UNFIT("auto-generated", TEAM, FINGERPRINT, AT, LINK),
    /** A key was given, or a newer copy of one; told to the team and to the person who answers for it. */
    KEY_ADDED("auto-generated", TEAM, FINGERPRINT, AT, LINK),
    /** A key was proved, so that it is used from now on. */
    KEY_PROVED("auto-generated", TEAM, FINGERPRINT, AT, LINK),
    /** A key is used no more, because somebody ended it. */
    KEY_ENDED("auto-generated", TEAM, FINGERPRINT, AT, LINK),
    /** A published agreement, with the statement that its reader signs and sends back. */
    AGREEMENT_TO_SIGN("auto-generated", TEAM, NUMBER, UNTIL, STATEMENT, TEXT),
    /** Terms of an embargo want an answer; which, is said on the portal. */
    EMBARGO_ASKED("auto-generated", TEAM, NUMBER, UNTIL, LINK),
    /** Terms that an organisation had declined came into force, so that it sees the case no more; told to its team. */
    EMBARGO_ACCESS_ENDED("auto-generated", TEAM, NUMBER),
    /** The receipt of a notice has not been confirmed in time. */
    ASK_RECEIPT("auto-generated", TEAM, NUMBER, UNTIL, LINK),
    /** Whether its reader is affected was not said in time; by what, is said only on the portal. */
    ASK_AFFECTED("auto-generated", TEAM, NUMBER, UNTIL, LINK),
    /** A fix or its date was not named in time; of what, is said only on the portal. */
    ASK_FIX("auto-generated", TEAM, NUMBER, UNTIL, LINK),
    /** Something waits on the portal; what, is said only there. */
    NOTICE("auto-generated", TEAM, NUMBER, LINK),
    /** Something happened in a case that its reader works on; what, is said on the portal. */
    CASE_NEWS("auto-generated", TEAM, NUMBER, LINK),
    /** The same of several cases. */
    CASES_NEWS("auto-generated", TEAM, CASES, LINK),
    /** Something happened in a case that does not wait; what, is said on the portal. */
    CASE_URGENT("auto-generated", TEAM, NUMBER, LINK),
    /** The same of several cases. */
    CASES_URGENT("auto-generated", TEAM, CASES, LINK),
    /** A proved sender's mail waits for a person. */
    MAIL_RECEIVED("auto-replied", TEAM, RECEIVED, NUMBER, LINK),
    /** A proved sender's mail cannot be opened; how to send it readably. */
    MAIL_UNREADABLE("auto-replied", TEAM, RECEIVED, NUMBER, LINK),
    /** A proved sender sent an encrypted archive; where to upload it instead. */
    MAIL_UPLOAD("auto-replied", TEAM, RECEIVED, NUMBER, LINK),
    /** A mail arrived; no person has read it yet. */
    RECEIPT("auto-replied", TEAM, RECEIVED);

    private static final Set<ClearVariable> SALUTATION = EnumSet.of(ORGANISATION, PERSON);
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    private final String autoSubmitted;
    private final Set<ClearVariable> required;

    ClearTemplate(String autoSubmitted, ClearVariable... required) {
        this.autoSubmitted = autoSubmitted;
        this.required = EnumSet.copyOf(Arrays.asList(required));
    }

    /**
     * Fills in the template in one language, or in Japanese and English when the reader's is unknown or neither.
     *
     * @throws IllegalArgumentException for a missing or unknown variable, or a value that has not its form
     */
    public ClearMail render(@Nullable Locale locale, Map<String, String> variables) {
        requireExactly(variables);
        String number = tag(NUMBER, variables) + tag(OWN, variables);
        Optional<Locale> language = language(locale);
        if (language.isPresent()) {
            var texts = texts(language.get());
            return new ClearMail(this, number + fill("subject", texts, variables), body(texts, variables));
        }
        var japanese = texts(Locale.JAPANESE);
        var english = texts(Locale.ENGLISH);
        return new ClearMail(
                this,
                number + fill("subject", japanese, variables) + " / " + fill("subject", english, variables),
                body(japanese, variables) + "\n" + "-".repeat(70) + "\n\n" + body(english, variables));
    }

    private static String tag(ClearVariable variable, Map<String, String> variables) {
        String value = variables.get(variable.key());
        return value == null ? "" : "[" + value + "] ";
    }

    /** The names a caller must give; {@code organisation} and {@code person} may be added. */
    public Set<String> required() {
        return required.stream().map(ClearVariable::key).collect(Collectors.toUnmodifiableSet());
    }

    String autoSubmitted() {
        return autoSubmitted;
    }

    private void requireExactly(Map<String, String> variables) {
        var missing = EnumSet.copyOf(required);
        variables.forEach((name, value) -> {
            ClearVariable variable = Arrays.stream(ClearVariable.values())
                    .filter(v -> v.key().equals(name) && (required.contains(v) || may(v)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Template " + this + " has no variable " + HeaderText.shown(name)));
            variable.require(value);
            missing.remove(variable);
        });
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("Template " + this + " lacks " + missing);
        }
    }

    private boolean may(ClearVariable variable) {
        return SALUTATION.contains(variable) || variable == OWN && required.contains(NUMBER);
    }

    private String body(ResourceBundle texts, Map<String, String> variables) {
        return Salutation.of(texts, variables) + "\n\n" + fill("body", texts, variables) + "\n\n"
                + (variables.containsKey(OWN.key()) ? fill(texts.getString("mail.own"), variables) + "\n\n" : "")
                + fill(texts.getString("mail.signature"), variables) + "\n";
    }

    private String fill(String part, ResourceBundle texts, Map<String, String> variables) {
        String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
        return fill(texts.getString("mail." + name + "." + part), variables);
    }

    // One pass: a value that looks like a place is never filled in again.
    static String fill(String text, Map<String, String> variables) {
        return PLACE.matcher(text).replaceAll(place -> {
            String value = variables.get(place.group(1));
            if (value == null) {
                throw new IllegalStateException("The mail texts name a variable that is not given: " + place.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static Optional<Locale> language(@Nullable Locale locale) {
        return Optional.ofNullable(locale)
                .map(l -> Locale.of(l.getLanguage()))
                .filter(l -> l.equals(Locale.JAPANESE) || l.equals(Locale.ENGLISH));
    }

    private static ResourceBundle texts(Locale locale) {
        return ResourceBundle.getBundle(
                "messages.mail",
                locale,
                ClearTemplate.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
