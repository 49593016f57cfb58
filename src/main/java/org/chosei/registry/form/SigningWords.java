package org.chosei.registry.form;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.kernel.JapaneseText;

/**
 * The sentences with which somebody signs by mail, and the words that may take it back. The first list is what our mail and
 * the vendors' guide ask for, so it is short; the second is generous, because whatever it catches is read by a person.
 */
final class SigningWords {
    private static final Set<String> AGREEING = Stream.of(
                    "Signed", "I sign", "We sign", "I agree", "We agree", "署名します", "署名いたします", "同意します", "同意いたします")
            .map(Labels::words)
            .collect(Collectors.toUnmodifiableSet());
    private static final Pattern END = Pattern.compile("[.。!]");
    private static final Pattern DOUBT = Pattern.compile(
            "\\b(not|cannot|never|nor|declin\\w*|refus\\w*|reject\\w*|disagree\\w*|unable|withdraw\\w*|but|however|although"
                    + "|unless|until|except\\w*|provided|subject to|condition\\w*|if|once|when|pending|draft|instead"
                    + "|before|after|would|could|should|will)\\b|n['’]t\\b|\\?"
                    + "|ません|ませぬ|かね(る|ま|て)|ない|なく|できず|せず|ただし|但し|条件|限り|場合|断り|辞退|拒否|却下|反対|不同意"
                    + "|保留|見送|見合わせ|検討|確認中|質問|予定|撤回|でしょうか|ますか");

    private SigningWords() {}

    /** Whether a line begins with such a sentence and it ends there. */
    static boolean agree(String line) {
        return AGREEING.contains(Labels.words(END.split(JapaneseText.folded(line), 2)[0]));
    }

    /** Whether a line refuses, asks, or makes a condition, or might. */
    static boolean takeBack(String line) {
        return DOUBT.matcher(JapaneseText.folded(line)).find();
    }
}
