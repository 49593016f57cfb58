package org.chosei.demo;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/**
 * Somebody of the cast with an account.
 *
 * @param secret the second factor, base 32 as the page shows it
 */
public record Person(String name, String email, String password, String secret, Visitor browser, AtomicLong usedStep) {
    private static final int STEP = 30;
    /** A code is not used when it might no longer be taken by the time it arrives. */
    private static final int MARGIN = 10;

    /** Opens an invitation's link and makes the account; {@code email} is typed only where the page asks for it. */
    static Person join(Stage stage, String link, String name, String email, Locale language) {
        Visitor browser = stage.visitor();
        Page offer = browser.open(link).fine();
        String secret = offer.element("#secret").text().replace(" ", "");
        String password = randomPassword();
        Person person = new Person(name, email, password, secret, browser, new AtomicLong());
        List<String> fields = new ArrayList<>(List.of("password", password, "again", password));
        fields.addAll(List.of("code", person.unusedCode(), "language", language.getLanguage()));
        if (offer.has("input[name=name]")) {
            fields.addAll(List.of("name", name, "email", email));
        }
        Page home = browser.submit(offer, "form[action^='/invitation/']", fields.toArray(String[]::new))
                .fine();
        StepFailed.unless(home.has("form[action='/sign-out']"), "%s is not signed in after joining", email);
        return person;
    }

    private static String randomPassword() {
        byte[] random = new byte[15];
        new SecureRandom().nextBytes(random);
        return Base32.toBase32String(random).toLowerCase(Locale.ROOT).replaceAll("(.{6})(?!$)", "$1-");
    }

    /** What the authenticator app shows now. */
    public String code() {
        return code(Instant.now());
    }

    /**
     * A code that was not used yet, as each signature asks for. Of those that a server takes whose clock may differ by a
     * step it is the oldest, so that the next one seldom has to be waited for.
     */
    String unusedCode() {
        Instant now = Instant.now();
        long oldest = Math.floorDiv(now.getEpochSecond() - (STEP - MARGIN), STEP);
        long step = usedStep.updateAndGet(used -> Math.max(used + 1, oldest));
        Wait.untilAfter(Instant.ofEpochSecond((step - 1) * STEP));
        return code(Instant.ofEpochSecond(step * STEP));
    }

    private String code(Instant at) {
        try {
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(new SecretKeySpec(Base32.decode(padded()), "HmacSHA1"), at);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private String padded() {
        return secret + "=".repeat((8 - secret.length() % 8) % 8);
    }

    Page open(String path) {
        return browser.open(path);
    }

    Page fetch(String path) {
        return browser.fetch(path);
    }
}
