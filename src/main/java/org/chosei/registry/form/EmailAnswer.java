package org.chosei.registry.form;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chosei.kernel.JapaneseText;

/**
 * An e-mail address as people write it into a form: full-width, in angle brackets, or doubled by a mailer's link.
 *
 * @param value the address alone if there is exactly one, else everything that was written, folded
 */
record EmailAnswer(String value, boolean complete) {
    static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@"
            + "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,62}\\.)[\\p{L}\\p{N}.-]{0,180}[\\p{L}]{2}");
    private static final Pattern DECORATION = Pattern.compile("(?i)mailto:|[<>\\[\\]\"'\\s]");
    private static final Pattern BROKEN_LOCAL = Pattern.compile("^\\.|\\.\\.|\\.@|[.-]$");
    private static final Pattern FULL_NAME = Pattern.compile("[a-z]+[._-][a-z]+");
    private static final Set<String> FREEMAIL = words("freemail-domains.txt");
    private static final Set<String> ROLES = words("role-mailboxes.txt");

    /** RFC 5321 allows 254 characters; twice that is room for a mailer's doubled link. */
    private static final int MAX_ANSWER = 600;

    static EmailAnswer read(String answer) {
        String folded = JapaneseText.plain(answer);
        if (folded.length() > MAX_ANSWER) {
            return new EmailAnswer(folded, false);
        }
        List<String> found = ADDRESS.matcher(folded.replaceAll("(?i)mailto:", " "))
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        if (found.size() != 1) {
            return new EmailAnswer(folded, false);
        }
        String address = found.getFirst();
        String rest = DECORATION.matcher(folded.replace(address, "")).replaceAll("");
        boolean complete = rest.isEmpty() && !BROKEN_LOCAL.matcher(address).find();
        return complete ? new EmailAnswer(address, true) : new EmailAnswer(folded, false);
    }

    /** Whether the mailbox is a person's: by its shape, or because the form names that person or that address again. */
    boolean looksPersonal(Map<FormField, String> written) {
        String local = value.substring(0, value.indexOf('@')).toLowerCase(Locale.ROOT);
        List<String> words = List.of(local.split("[._+-]", -1));
        if (words.stream().anyMatch(ROLES::contains)) {
            return false;
        }
        String name = JapaneseText.folded(written.getOrDefault(FormField.NAME, ""));
        boolean same = value.equalsIgnoreCase(
                read(written.getOrDefault(FormField.CONTACT_EMAIL, "")).value());
        boolean afterName =
                Arrays.stream(name.split("[^a-z]+", -1)).anyMatch(part -> part.length() > 2 && local.contains(part));
        return same || afterName || FULL_NAME.matcher(local).matches();
    }

    boolean isFreemail() {
        String domain = value.substring(value.indexOf('@') + 1).toLowerCase(Locale.ROOT);
        return FREEMAIL.stream().anyMatch(free -> domain.equals(free) || domain.endsWith("." + free));
    }

    private static Set<String> words(String resource) {
        return FormTemplate.resource(resource)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
