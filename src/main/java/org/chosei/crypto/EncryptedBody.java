package org.chosei.crypto;

/**
 * A body encrypted once. Any number of recipients get these very bytes after, or around, a packet of their own.
 *
 * @param format how it is written
 * @param packet the encrypted data packet (RFC 9580 §5.13), or what follows the recipients in CMS; not to be changed by
 *     anybody who holds it
 * @param sessionKey what {@link OpenPgpMessages#addressTo} and {@link SmimeMessages#addressTo} wrap for each recipient
 */
public record EncryptedBody(BodyFormat format, byte[] packet, SessionKey sessionKey) {}
