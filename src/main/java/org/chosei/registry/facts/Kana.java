package org.chosei.registry.facts;

import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;

/** How a name is read: full-width katakana, whichever kana were typed. */
public final class Kana {
    private static final Pattern FORM = Pattern.compile("[\u30a1-\u30fa\u30fb\u30fc ]{0,120}");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final int TO_KATAKANA = 'ア' - 'あ';

    private Kana() {}

    /** Folded, or refused. */
    public static String read(String typed) {
        String plain = SPACE.matcher(JapaneseText.plain(typed)).replaceAll(" ").strip();
        StringBuilder kana = new StringBuilder(plain.length());
        plain.chars().forEach(c -> kana.append((char) (c >= 'ぁ' && c <= 'ゖ' ? c + TO_KATAKANA : c)));
        if (!FORM.matcher(kana).matches()) {
            throw new Refusal.Invalid("kana", "kana-form");
        }
        return kana.toString();
    }
}
