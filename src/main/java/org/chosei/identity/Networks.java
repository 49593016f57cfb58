package org.chosei.identity;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/** The network that an address belongs to, as far as one attacker usually owns it: /24 of IPv4, /64 of IPv6. */
public final class Networks {
    private Networks() {}

    /** The same text for every address of one network. */
    public static String of(String address) {
        InetAddress parsed = InetAddress.ofLiteral(address.replaceFirst("%.*", ""));
        int octets = parsed instanceof Inet4Address ? 3 : 8;
        return Arrays.toString(Arrays.copyOf(parsed.getAddress(), octets));
    }
}
