package org.chosei.mail;

import org.jspecify.annotations.Nullable;

/**
 * The other ways on which mail comes in, beside the SMTP listener, and what protects the listener.
 *
 * @param lmtpPort on the SMTP listener's address; 0 takes a free one, -1 none
 * @param imap the mailbox that is asked again and again; null when there is none
 */
public record MailInSettings(int lmtpPort, @Nullable Imap imap, MailTls tls) {
    /** No other way, and no STARTTLS. */
    public static final MailInSettings NONE = new MailInSettings(-1, null);

    /** Without STARTTLS. */
    public MailInSettings(int lmtpPort, @Nullable Imap imap) {
        this(lmtpPort, imap, new MailTls.Off());
    }

    /**
     * A mailbox on an IMAP server.
     *
     * @param tls from the first byte; off is for loopback alone
     */
    public record Imap(String host, int port, boolean tls, String user, String password, String folder) {
        /** Names the mailbox where its state is kept. */
        String name() {
            return user + "@" + host + ":" + port + "/" + folder;
        }

        @Override
        public String toString() {
            return "Imap[" + name() + ", password hidden]";
        }
    }
}
