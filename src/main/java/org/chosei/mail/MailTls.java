package org.chosei.mail;

import java.nio.file.Path;

/** Whether the listener offers STARTTLS, and with which certificate. */
public sealed interface MailTls {
    /** It does not. */
    record Off() implements MailTls {}

    /** With a certificate that it makes for itself at each start. */
    record SelfMade() implements MailTls {}

    /** With the operator's own: a chain and its key as PEM, read again when they are renewed. */
    record Files(Path chain, Path key) implements MailTls {}
}
