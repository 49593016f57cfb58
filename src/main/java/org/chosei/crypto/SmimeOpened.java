package org.chosei.crypto;

/** What came of opening a message that is encrypted with S/MIME. */
public sealed interface SmimeOpened {
    /**
     * Decrypted.
     *
     * @param authenticated whether nobody can have changed it on its way. With CBC anybody can, and can build a text that
     *     sends the rest to a stranger once it is rendered: such content is never rendered and nothing it names is fetched
     */
    record Plain(byte[] content, boolean authenticated) implements SmimeOpened {}

    /** Encrypted to none of our keys. */
    record NotForUs() implements SmimeOpened {}

    /** Not to be shown, and why. */
    record Broken(Opened.Reason reason) implements SmimeOpened {}
}
