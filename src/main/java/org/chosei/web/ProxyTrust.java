package org.chosei.web;

import java.net.InetAddress;
import java.util.function.Predicate;

/** Whether a peer is a proxy that the operator told us to believe about the client's address. */
public record ProxyTrust(Predicate<InetAddress> trusts) {}
