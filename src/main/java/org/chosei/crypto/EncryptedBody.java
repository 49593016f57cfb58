package org.chosei.crypto;

/**
 * A body encrypted and signed once. Any number of recipients get these very bytes after a packet of their own.
 *
 * @param packet the encrypted data packet (RFC 9580 §5.13.1); not to be changed by anybody who holds it
 * @param sessionKey what {@link OpenPgpMessages#addressTo} wraps for each recipient
 */
public record EncryptedBody(byte[] packet, SessionKey sessionKey) {}
