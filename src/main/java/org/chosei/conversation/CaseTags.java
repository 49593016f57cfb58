package org.chosei.conversation;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.cases.CaseNumbering;
import org.chosei.cases.numbers.Aliases;
import org.chosei.cases.numbers.NumberSchemes;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.mail.reading.OpenPgpShape;
import org.chosei.mail.reading.SmimeShape;
import org.springframework.stereotype.Component;

/**
 * Finds the numbers that the subjects of a mail name, inside and outside its encryption, in any script width: our own, those of
 * our numbering schemes, and those of coordinators abroad and JVN. A number proves nothing; it says what a mail is about.
 */
@Component
class CaseTags {
    private static final String FOREIGN = "(?:VU|CASE|JVN|JVNVU|JVNTA) ?# ?[0-9]{3,12}|VRF ?# ?[0-9A-Z][0-9A-Z-]{2,29}";
    /** Each is a look-up; no honest subject names as many. */
    private static final int MOST = 10;

    private final Aliases aliases;
    private final Pattern own;
    private final Pattern any;

    CaseTags(Aliases aliases, CaseNumbering numbering, NumberSchemes schemes) {
        this.aliases = aliases;
        String ours = Pattern.quote(numbering.prefix().toUpperCase(Locale.ROOT)) + "-[0-9]{4}-[0-9]{5,9}";
        String given = schemes.all().stream()
                .map(scheme -> "|"
                        + Pattern.quote(JapaneseText.plain(scheme.prefix()).toUpperCase(Locale.ROOT)) + "[0-9]{3,12}")
                .collect(Collectors.joining());
        this.own = Pattern.compile(ours);
        this.any = Pattern.compile("(?<![0-9A-Z])(?:" + ours + given + "|" + FOREIGN + ")(?![0-9A-Z])");
    }

    /**
     * What the subjects name.
     *
     * @param all the numbers, in canonical form
     * @param cases those that have one of them
     * @param own whether one of our own numbers is among them: who writes that means a case here. Others' numbers stand in much
     *     that is no answer, such as a partner's new report
     */
    record Named(Set<String> all, Set<CaseId> cases, boolean own) {

        /** Whether they lead elsewhere and nothing leads to this case. */
        boolean contradict(CaseId of) {
            return !cases.isEmpty() && !cases.contains(of);
        }

        String words() {
            return String.join(", ", all);
        }
    }

    Named in(ArrivedMail mail) {
        Set<String> all = subjects(mail)
                .flatMap(subject -> found(subject).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<CaseId> cases = new LinkedHashSet<>();
        for (String tag : all) {
            cases.addAll(aliases.find(tag));
        }
        return new Named(
                all, cases, all.stream().anyMatch(tag -> own.matcher(tag).matches()));
    }

    /**
     * Whether what a signature of this mail covers names the case itself. Words that anybody could have collected, under a
     * subject that anybody could have written, were signed for nothing else; that they are encrypted to us says nothing, as
     * whoever got them can encrypt them anew.
     */
    boolean isSignedFor(ArrivedMail mail, CaseId of) {
        return mail.content() instanceof ArrivedMail.Content.Readable readable
                && Stream.of(
                                signedSubject(mail, readable),
                                readable.mail().text().text())
                        .flatMap(text -> found(text).stream())
                        .distinct()
                        .anyMatch(tag -> aliases.find(tag).contains(of));
    }

    /** The subject inside an entity that was signed as a whole; one outside of the signature is anybody's. */
    private static String signedSubject(ArrivedMail mail, ArrivedMail.Content.Readable readable) {
        IncomingMail inside = readable.mail();
        boolean whole = inside != mail.outer()
                && inside.openPgp() instanceof OpenPgpShape.Clear
                && inside.smime() instanceof SmimeShape.None;
        return whole ? inside.subject() : "";
    }

    private Set<String> found(String text) {
        return any.matcher(JapaneseText.plain(text).toUpperCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .map(tag -> tag.replace(" ", ""))
                .limit(MOST)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> subjects(ArrivedMail mail) {
        return switch (mail.content()) {
            case ArrivedMail.Content.Readable readable ->
                Stream.of(readable.mail().subject(), mail.outer().subject());
            case ArrivedMail.Content.Unreadable _ -> Stream.of(mail.outer().subject());
        };
    }
}
