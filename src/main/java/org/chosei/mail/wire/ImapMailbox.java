package org.chosei.mail.wire;

import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPMessage;

/** Reads a mailbox on an IMAP server from where it was read before. Nothing on the server is changed, flags included. */
public final class ImapMailbox {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A run ends here; the next goes on. */
    private static final int MOST = 500;

    private ImapMailbox() {}

    /** Where the mailbox is and who reads it. */
    public record Account(String host, int port, boolean tls, String user, String password, String folder) {}

    /**
     * How far a mailbox was read.
     *
     * @param validity of the server's numbers (RFC 3501 §2.3.1.1): when it changes, all are read again
     * @param uid of the last message that was kept
     */
    public record Position(long validity, long uid) {}

    /** Takes one message and where it stood; what it throws ends the run before anything is passed over. */
    @FunctionalInterface
    public interface Taker {
        void take(byte[] raw, Position at) throws Exception;
    }

    /**
     * Hands over what came after a position, oldest first. Messages above {@code largest} bytes are handed over cut at one
     * byte more, so that nothing is passed over in silence.
     *
     * @throws IOException when the server cannot be reached or does not let us in
     */
    public static void read(Account account, Position from, int largest, Taker taker) throws Exception {
        Properties properties = new Properties();
        String protocol = account.tls() ? "imaps" : "imap";
        for (String each : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.put("mail." + protocol + "." + each, String.valueOf(PATIENCE.toMillis()));
        }
        properties.put("mail." + protocol + ".ssl.checkserveridentity", "true");
        properties.put("mail." + protocol + ".peek", "true");
        properties.put("mail." + protocol + ".partialfetch", "true");
        try (Store store = Session.getInstance(properties).getStore(protocol)) {
            store.connect(account.host(), account.port(), account.user(), account.password());
            Folder folder = store.getFolder(account.folder());
            folder.open(Folder.READ_ONLY);
            try {
                read(folder, from, largest, taker);
            } finally {
                folder.close(false);
            }
        } catch (MessagingException e) {
            throw new IOException(
                    "The mailbox of " + account.user() + " at " + account.host() + " was not read: " + e.getMessage(),
                    e);
        }
    }

    private static void read(Folder folder, Position from, int largest, Taker taker) throws Exception {
        UIDFolder numbered = (UIDFolder) folder;
        long validity = numbered.getUIDValidity();
        long after = validity == from.validity() ? from.uid() : 0;
        Message[] messages = numbered.getMessagesByUID(after + 1, UIDFolder.LASTUID);
        FetchProfile profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        folder.fetch(messages, profile);
        int taken = 0;
        for (Message message : messages) {
            // the last message is given even when its number is lower (RFC 3501 §6.4.8)
            long uid = numbered.getUID(message);
            if (uid > after && taken++ < MOST && message instanceof IMAPMessage whole) {
                taker.take(bytes(whole, largest), new Position(validity, uid));
            }
        }
    }

    /** As the server has it, byte for byte. */
    private static byte[] bytes(IMAPMessage message, int largest) throws MessagingException, IOException {
        try (InputStream raw = message.getMimeStream()) {
            var bytes = new ByteArrayOutputStream();
            bytes.write(raw.readNBytes(largest + 1));
            return bytes.toByteArray();
        }
    }
}
