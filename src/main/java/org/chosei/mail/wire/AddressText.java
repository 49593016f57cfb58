package org.chosei.mail.wire;

import java.util.regex.Pattern;

/** What an address may look like where a wrong character would become a command or a header. */
public final class AddressText {
    // Consecutive and trailing dots are not RFC 5321 but exist on addresses given out by Japanese mobile carriers.
    private static final Pattern OUTGOING = Pattern.compile("[!#-'*+\\-./0-9=?A-Z^-~]{1,64}@[A-Za-z0-9.-]{1,253}");
    private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?A-~]{1,120}@[!-;=?A-~]{1,120}>");
    private static final int LONGEST = 320;

    private AddressText() {}

    /** True for whatever can be an address in a peer's command, the empty reverse path included. */
    public static boolean acceptedOnWire(String address) {
        return address.length() <= LONGEST
                && address.chars().noneMatch(c -> c <= ' ' || c == 127 || c == '<' || c == '>');
    }

    /** Whether mail can be sent to {@code address}. */
    public static boolean isAddress(String address) {
        return OUTGOING.matcher(address).matches();
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
        if (!MESSAGE_ID.matcher(id).matches()) {
            throw new IllegalArgumentException("Not a Message-ID: " + shown(id));
        }
        return id;
    }

    private static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }
}
