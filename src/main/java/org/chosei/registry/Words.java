package org.chosei.registry;

import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;

/** What names and addresses must look like to be registered: whole, in one line, and safe in a mail's salutation. */
public final class Words {
    private static final Pattern NAME = Pattern.compile("(?!.*://)[^\\p{Cntrl}\\u0080-\\u009f\\u061c\\u2028\\u2029"
            + "\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]{1,120}");
    /** What a relay takes and an account can be made for. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){1,8}");

    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    private Words() {}

    /** A name that may be empty. */
    public static String name(String field, String typed) {
        String name = typed.strip();
        if (!name.isEmpty() && (!NAME.matcher(name).matches() || JapaneseText.codePoints(name) > 120)) {
            throw new Refusal.Invalid(field, "registry-name-form");
        }
        return name;
    }

    public static String requireName(String field, String typed) {
        String name = name(field, typed);
        if (name.isEmpty()) {
            throw new Refusal.Invalid(field, "registry-name-missing");
        }
        return name;
    }

    public static String requireAddress(String field, String typed) {
        String address = typed.strip();
        if (!isAddress(address)) {
            throw new Refusal.Invalid(field, "registry-address-form");
        }
        return address;
    }

    /** Whether it is an address to be registered. */
    public static boolean isAddress(String address) {
        return address.length() <= 254 && ADDRESS.matcher(address).matches();
    }

    public static String requireReason(String field, String typed) {
        String reason = JapaneseText.withoutControls(typed).strip();
        if (reason.isEmpty() || JapaneseText.codePoints(reason) > 1000) {
            throw new Refusal.Invalid(field, "registry-reason-missing");
        }
        return reason;
    }

    static boolean isJapanese(String text) {
        return JAPANESE.matcher(text).find();
    }
}
