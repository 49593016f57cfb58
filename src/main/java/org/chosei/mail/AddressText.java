package org.chosei.mail;

import java.util.regex.Pattern;

/** What an address may look like where a wrong character would become a command or a header. */
final class AddressText {
    // Consecutive and trailing dots are not RFC 5321 but exist on addresses given out by Japanese mobile carriers.
    private static final Pattern OUTGOING = Pattern.compile("[!#-'*+\\-./0-9=?A-Z^-~]{1,64}@[A-Za-z0-9.-]{1,253}");
    private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?A-~]{1,120}@[!-;=?A-~]{1,120}>");
    private static final int LONGEST = 320;

    private AddressText() {}

    /** True for whatever can be an address in a peer's command, the empty reverse path included. */
    static boolean acceptedOnWire(String address) {
        return address.length() <= LONGEST
                && address.chars().noneMatch(c -> c <= ' ' || c == 127 || c == '<' || c == '>');
    }

    /** @throws IllegalArgumentException unless mail can be sent to {@code address} */
    static String requireAddress(String address) {
        if (!OUTGOING.matcher(address).matches()) {
            throw new IllegalArgumentException("Not a mail address: " + HeaderText.shown(address));
        }
        return address;
    }

    /** @throws IllegalArgumentException unless it is {@code <left@right>} in ASCII */
    static String requireMessageId(String id) {
        if (!MESSAGE_ID.matcher(id).matches()) {
            throw new IllegalArgumentException("Not a Message-ID: " + HeaderText.shown(id));
        }
        return id;
    }
}
