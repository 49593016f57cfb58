package org.chosei.mail.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Opens a session: greeting, EHLO, STARTTLS where it is asked for, login (RFC 5321, 3207, 4954). */
final class RelayGreeting {
    private RelayGreeting() {}

    /** What the relay offers (its EHLO keywords), under TLS when that is required. */
    record Offers(Map<String, String> keywords) {
        boolean has(String keyword) {
            return keywords.containsKey(keyword);
        }

        List<String> of(String keyword) {
            return Arrays.asList(keywords.getOrDefault(keyword, "").split(" ", -1));
        }
    }

    static Offers exchange(RelayConnection to, SmtpRelay.Settings settings) throws IOException {
        if (settings.tls() == SmtpRelay.Tls.FROM_THE_START) {
            to.secure();
        }
        require(to.reply(), "the relay's greeting");
        Offers offers = hello(to, settings);
        if (settings.tls() == SmtpRelay.Tls.REQUIRED) {
            offers = secured(to, settings, offers);
        }
        SmtpRelay.Login login = settings.login();
        if (login != null) {
            login(to, offers, login);
        }
        return offers;
    }

    /** What was offered in clear may have been a stranger's words. */
    private static Offers secured(RelayConnection to, SmtpRelay.Settings settings, Offers inClear) throws IOException {
        if (!inClear.has("STARTTLS")) {
            throw new ProtocolException("TLS is required and the relay offers none");
        }
        require(to.ask("STARTTLS"), "STARTTLS");
        to.secure();
        return hello(to, settings);
    }

    private static Offers hello(RelayConnection to, SmtpRelay.Settings settings) throws IOException {
        SmtpReply reply = require(to.ask("EHLO " + settings.heloName()), "EHLO");
        Map<String, String> keywords = new HashMap<>();
        for (String line : reply.lines().subList(1, reply.lines().size())) {
            String[] words = line.strip().toUpperCase(Locale.ROOT).split(" ", 2);
            keywords.put(words[0], words.length == 2 ? words[1] : "");
        }
        return new Offers(keywords);
    }

    /** Only ever under TLS: settings with a password and without TLS are refused. */
    private static void login(RelayConnection to, Offers offers, SmtpRelay.Login login) throws IOException {
        List<String> ways = offers.of("AUTH");
        if (ways.contains("PLAIN")) {
            require(to.ask("AUTH PLAIN " + base64("\0" + login.user() + "\0" + login.password())), "the login");
        } else if (ways.contains("LOGIN")) {
            goOn(to.ask("AUTH LOGIN"));
            goOn(to.ask(base64(login.user())));
            require(to.ask(base64(login.password())), "the login");
        } else {
            throw new ProtocolException("the relay offers no login by password");
        }
    }

    private static void goOn(SmtpReply reply) throws IOException {
        if (!reply.goOn()) {
            throw new ProtocolException("the login was answered with " + reply.text());
        }
    }

    private static SmtpReply require(SmtpReply reply, String to) throws IOException {
        if (!reply.done()) {
            throw new ProtocolException(to + " was answered with " + reply.text());
        }
        return reply;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
