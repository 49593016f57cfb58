package org.chosei.mail.wire;

import java.io.IOException;
import org.chosei.mail.wire.SmtpListener.Protocol;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.internal.server.CommandHandler;
import org.subethamail.smtp.server.Session;

/**
 * Three commands of the SMTP library answered by ourselves. Its DATA reads the rest of a refused message as commands and
 * does not undo a dot at the very start; its BDAT takes a broken connection for the end of a message; its EHLO cannot
 * stop offering BDAT.
 */
final class SmtpCommands {
    private SmtpCommands() {}

    static void replaceIn(CommandHandler commands, Protocol protocol) {
        switch (protocol) {
            case SMTP -> {
                commands.addCommand(new Hello("EHLO"));
                commands.addCommand(new Data(false));
            }
            case LMTP -> {
                commands.addCommand(new Hello("LHLO"));
                commands.addCommand(new NotHere("EHLO"));
                commands.addCommand(new NotHere("HELO"));
                commands.addCommand(new Data(true));
            }
        }
        commands.addCommand(new NoBdat());
    }

    private static final class Hello extends BaseCommand {
        private final String verb;

        Hello(String verb) {
            super(verb, "Introduce yourself.", "<hostname>");
            this.verb = verb;
        }

        @Override
        public void execute(String line, Session session) throws IOException {
            String[] words = getArgs(line);
            if (words.length < 2) {
                session.sendResponse("501 5.5.4 Syntax: " + verb + " hostname");
                return;
            }
            session.resetMailTransaction();
            session.setHelo(words[1]);
            var server = session.getServer();
            String startTls = server.getEnableTLS() && !session.isTLSStarted() ? "250-STARTTLS\r\n" : "";
            session.sendResponse("250-" + server.getHostName() + "\r\n250-PIPELINING\r\n250-8BITMIME\r\n" + startTls
                    + "250 SIZE " + server.getMaxMessageSize());
        }
    }

    /** RFC 2033 §4.1: who speaks SMTP at this door is told so. */
    private static final class NotHere extends BaseCommand {
        NotHere(String verb) {
            super(verb, "Not spoken here; LHLO is.");
        }

        @Override
        public void execute(String line, Session session) throws IOException {
            session.sendResponse("500 5.5.1 This is LMTP; say LHLO");
        }
    }

    private static final class Data extends BaseCommand {
        private final boolean forEach;

        Data(boolean forEach) {
            super("DATA", "Following text is collected as the message.\nEnd data with <CR><LF>.<CR><LF>");
            this.forEach = forEach;
        }

        @Override
        public void execute(String line, Session session) throws IOException, DropConnectionException {
            if (!session.isMailTransactionInProgress()) {
                session.sendResponse("503 5.5.1 MAIL first");
                return;
            }
            if (session.getRecipientCount() == 0) {
                session.sendResponse("554 5.5.1 No valid recipients");
                return;
            }
            session.sendResponse("354 End data with <CR><LF>.<CR><LF>");
            String reply;
            try {
                reply = "250 " + session.getMessageHandler().data(session.getRawInput());
            } catch (DropConnectionException e) {
                throw e;
            } catch (RejectException e) {
                reply = e.getErrorResponse();
            }
            int replies = forEach ? session.getRecipientCount() : 1;
            session.resetMailTransaction();
            for (int i = 0; i < replies; i++) {
                session.sendResponse(reply);
            }
        }
    }

    private static final class NoBdat extends BaseCommand {
        NoBdat() {
            super("BDAT", "Not offered.");
        }

        // The chunk follows unasked; reading it as commands would be smuggling, so the connection ends.
        @Override
        public void execute(String line, Session session) throws DropConnectionException {
            throw new DropConnectionException(502, "5.5.1 BDAT is not offered");
        }
    }
}
