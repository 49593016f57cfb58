package org.chosei.identity;

import java.util.Locale;

/**
 * What an open invitation shows to whoever holds its link.
 *
 * @param email empty when the guest shall give name and address
 * @param known somebody with this address has an account already and joins with it
 * @param shutOut that account was shut out, so that nobody can join with it
 * @param secret the second factor's secret for an authenticator app, in groups of four
 * @param authenticator the same as an address that opens the app
 */
public record Offer(
        String name,
        String email,
        String organisation,
        Locale locale,
        boolean known,
        boolean shutOut,
        String secret,
        String authenticator) {

    @Override
    public String toString() {
        return "Offer[hidden]";
    }
}
