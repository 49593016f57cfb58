package org.chosei.mail.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Between whom one mail goes. Whoever reads the mail sees nothing of it.
 *
 * @param from where bounces go; empty for none
 * @param to the main recipient, which the mail itself names
 * @param further more addresses of the same recipient, in the same transaction
 * @param onlyEncrypted whether the mail must not be passed on in clear by anybody (REQUIRETLS, RFC 8689)
 */
public record RelayEnvelope(String from, String to, List<String> further, boolean onlyEncrypted) {

    /** @throws IllegalArgumentException when an address could smuggle a command */
    public RelayEnvelope {
        if (!from.isEmpty()) {
            AddressText.requireAddress(from);
        }
        AddressText.requireAddress(to);
        further = further.stream().map(AddressText::requireAddress).toList();
    }

    /** To one address, on whatever way. */
    public static RelayEnvelope of(String from, String to) {
        return new RelayEnvelope(from, to, List.of(), false);
    }

    /** All of them, the main one first. */
    List<String> recipients() {
        List<String> all = new ArrayList<>(further.size() + 1);
        all.add(to);
        all.addAll(further);
        return all;
    }
}
