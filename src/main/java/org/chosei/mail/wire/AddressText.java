package org.chosei.mail.wire;

import java.util.BitSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What an address may look like where a wrong character would become a command or a header. */
public final class AddressText {
    // Consecutive and trailing dots are not RFC 5321 but exist on addresses given out by Japanese mobile carriers.
    private static final BitSet LOCAL = characters("[!#-'*+\\-./0-9=?A-Z^-~]");
    private static final BitSet DOMAIN = characters("[A-Za-z0-9.-]");
    private static final BitSet ID = characters("[!-;=?A-~]");
    private static final int LONGEST = 320;

    private AddressText() {}

    /** True for whatever can be an address in a peer's command, the empty reverse path included. */
    public static boolean acceptedOnWire(String address) {
        return address.length() <= LONGEST
                && address.chars().noneMatch(c -> c <= ' ' || c == 127 || c == '<' || c == '>');
    }

    /** Whether mail can be sent to {@code address}. */
    public static boolean isAddress(String address) {
        int at = address.indexOf('@');
        return of(LOCAL, address, 0, at, 64) && of(DOMAIN, address, at + 1, address.length(), 253);
    }

    /**
     * The address itself.
     *
     * @throws IllegalArgumentException unless mail can be sent to {@code address}
     */
    public static String requireAddress(String address) {
        if (!isAddress(address)) {
            throw new IllegalArgumentException("Not a mail address: " + shown(address));
        }
        return address;
    }

    /**
     * The id itself.
     *
     * @throws IllegalArgumentException unless it is {@code <left@right>} in ASCII
     */
    public static String requireMessageId(String id) {
        int at = id.indexOf('@');
        int end = id.length() - 1;
        if (!id.startsWith("<") || !id.endsWith(">") || !of(ID, id, 1, at, 120) || !of(ID, id, at + 1, end, 120)) {
            throw new IllegalArgumentException("Not a Message-ID: " + shown(id));
        }
        return id;
    }

    /** Whether what stands between these places is something, not too long, and of these characters alone. */
    private static boolean of(BitSet characters, String text, int from, int to, int longest) {
        if (to <= from || to - from > longest) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!characters.get(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static BitSet characters(String expression) {
        Predicate<String> matches = Pattern.compile(expression).asMatchPredicate();
        BitSet characters = new BitSet(128);
        for (char c = 0; c < 128; c++) {
            characters.set(c, matches.test(String.valueOf(c)));
        }
        return characters;
    }

    private static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }
}
