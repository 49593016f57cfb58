package org.chosei.demo;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/**
 * Somebody of the cast with an account.
 *
 * @param secret the second factor, base 32 as the page shows it
 */
public record Person(String name, String email, String password, String secret, Visitor browser) {

    /** Opens an invitation's link and makes the account; {@code email} is typed only where the page asks for it. */
    static Person join(Stage stage, String link, String name, String email, Locale language) {
        Visitor browser = stage.visitor();
        Page offer = browser.open(link).fine();
        String secret = offer.element("#secret").text().replace(" ", "");
        String password = randomPassword();
        Person person = new Person(name, email, password, secret, browser);
        List<String> fields = new ArrayList<>(List.of("password", password, "again", password));
        fields.addAll(List.of("code", person.code(), "language", language.getLanguage()));
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
        try {
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(
                            new SecretKeySpec(Base32.decode(padded()), "HmacSHA1"), Instant.now());
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
