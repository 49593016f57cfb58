package org.chosei.identity;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.springframework.transaction.support.TransactionOperations;

/** Somebody with an account, an authenticator app and a browser. */
public final class TestPerson {
    /** Everybody's password in tests. */
    public static final String PASSWORD = "correct horse battery";

    private final Application application;
    private final Browser browser;
    private final String email;
    private final String secret;

    private TestPerson(Application application, Browser browser, String email, String secret) {
        this.application = application;
        this.browser = browser;
        this.email = email;
        this.secret = secret;
    }

    /** Invited, joined over the real pages, and signed in. */
    public static TestPerson joined(
            Application application, String name, String email, OrganisationId organisation, Role... roles) {
        String link = link(application, name, email, organisation, roles);
        Browser browser = application.browser();
        String secret = browser.get(link).html().select("#secret").text().replace(" ", "");
        TestPerson person = new TestPerson(application, browser, email, secret);
        Browser.Page page =
                browser.post(link, "password", PASSWORD, "again", PASSWORD, "code", person.code(), "language", "en");
        if (page.status() != 303) {
            throw new AssertionError("not joined: " + page.text());
        }
        return person;
    }

    /** The link that an invitation mail would carry. */
    public static String link(
            Application application, String name, String email, OrganisationId organisation, Role... roles) {
        Invitations invitations = application.bean(Invitations.class);
        return Scopes.as(
                new Scope.System(Purpose.SETUP),
                () -> application
                        .bean(TransactionOperations.class)
                        .execute(_ -> invitations
                                .issue(
                                        new InvitationStore.Guest(name, email),
                                        organisation,
                                        Set.of(roles),
                                        Locale.ENGLISH)
                                .link()));
    }

    /** The browser in which the person joined. */
    public Browser browser() {
        return browser;
    }

    public String email() {
        return email;
    }

    /** What the authenticator app shows now. */
    public String code() {
        return code(secret, application);
    }

    /** The next code, which was not used yet. */
    public String nextCode() {
        application.advance(Duration.ofSeconds(30));
        return code();
    }

    /** Signs in with a fresh code in this browser. */
    public Browser.Page signIn(Browser in) {
        in.get("/sign-in");
        return in.post("/sign-in", "email", email, "password", PASSWORD, "code", nextCode());
    }

    static String code(String secret, Application application) {
        try {
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(
                            new SecretKeySpec(decoded(secret), "HmacSHA1"),
                            application.clock().instant());
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 4648 base 32, written here a second time so that the test agrees with the RFC and not with the code. */
    public static byte[] decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder bits = new StringBuilder();
        for (char each : text.toCharArray()) {
            int value = each >= 'A' ? each - 'A' : each - '2' + 26;
            bits.append(String.format(Locale.ROOT, "%5s", Integer.toBinaryString(value))
                    .replace(' ', '0'));
        }
        for (int i = 0; i + 8 <= bits.length(); i += 8) {
            bytes.write(Integer.parseInt(bits.substring(i, i + 8), 2));
        }
        return bytes.toByteArray();
    }
}
