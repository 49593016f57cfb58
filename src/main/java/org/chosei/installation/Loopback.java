package org.chosei.installation;

import java.net.InetAddress;

/** Addresses that do not leave this host, where the rules about encryption are relaxed. */
final class Loopback {
    private Loopback() {}

    /** By the text alone: no name is looked up. */
    static boolean names(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
