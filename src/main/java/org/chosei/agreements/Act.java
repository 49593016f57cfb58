package org.chosei.agreements;

import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;

/**
 * What somebody typed to sign: a name, in what capacity, and the tick that it is meant.
 *
 * @param otherName whether the signer knows that the name is another than that of the account
 */
public record Act(String name, String capacity, boolean agreed, boolean otherName) {
    /** Any script, one line, nothing invisible that would reorder the text around it. */
    private static final Pattern LINE = Pattern.compile(
            "[^\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]{1,120}");

    public Act {
        name = name.strip();
        capacity = capacity.strip();
    }

    /** An act without an account of a person, as by mail or on paper. */
    public Act(String name, String capacity, boolean agreed) {
        this(name, capacity, agreed, true);
    }

    /** Whether two names are the same to a reader: width, case and spaces make no difference. */
    static boolean isSameName(String one, String other) {
        return words(one).equals(words(other));
    }

    private static String words(String name) {
        return JapaneseText.folded(name).replaceAll("\\s", "");
    }

    /**
     * By what the signer proved who it is, and where it came from.
     *
     * @param address as a literal IP address; empty for a paper
     */
    public record Proof(String by, String address) {
        /** Password and a code of the second factor, given anew for this act. */
        public static Proof passwordAndCode(String address) {
            return new Proof("password-totp", address);
        }

        /** A mail signed by a proved key of the organisation, handed over from this address. */
        public static Proof signedMail(String address) {
            return new Proof("signed-mail", address);
        }

        /** A paper that two persons read alike. */
        public static Proof paper() {
            return new Proof("paper", "");
        }
    }

    /** Whether it is one line that can stand in a record. */
    public static boolean isLine(String text) {
        return LINE.matcher(text).matches();
    }

    /**
     * Refuses what is no act of signing by this account: another name is signed only by whoever says that it is meant.
     *
     * @param account the name of the account
     */
    void require(String account) {
        require();
        if (!otherName && !isSameName(name, account)) {
            throw new Refusal.Invalid("name", "agreement-name-differs", name, account);
        }
    }

    /** Refuses what is no act of signing. */
    public void require() {
        if (!agreed) {
            throw new Refusal.Invalid("agree", "agreement-agree");
        }
        if (!isLine(name)) {
            throw new Refusal.Invalid("name", "agreement-name");
        }
        if (!isLine(capacity)) {
            throw new Refusal.Invalid("capacity", "agreement-capacity");
        }
    }
}
