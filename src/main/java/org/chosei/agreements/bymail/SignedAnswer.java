package org.chosei.agreements.bymail;

import java.util.UUID;

/**
 * A mail that its organisation signed.
 *
 * @param mailSha256 of the bytes that arrived
 * @param fingerprint of the certificate that signed
 * @param peer the address that handed it over, which is mostly a relay's
 */
record SignedAnswer(UUID mail, String mailSha256, String fingerprint, String sender, String peer) {}
