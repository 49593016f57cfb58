package org.chosei.installation;

import java.net.InetAddress;

/** One address or a block of them in CIDR notation (RFC 4632), for the proxies whose word about the client is believed. */
public record AddressRange(InetAddress base, int prefixBits) {

    /** Reads {@code 10.0.0.5}, {@code 10.0.0.0/24} or {@code 2001:db8::/32}; anything else is an IllegalArgumentException. */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits = base.getAddress().length * 8;
        int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("prefix length out of range: " + text);
        }
        return new AddressRange(base, prefix);
    }

    /** Whether the address is in the range; never across address families. */
    public boolean contains(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefixBits;
    }
}
