package org.chosei.backup;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URI;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.identity.TestPerson;
import org.chosei.installation.Settings;
import org.chosei.ledger.Checkpoints;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.server.Server;
import org.chosei.testing.Browser;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.transaction.support.TransactionOperations;

/** The real server on a data directory of its own, and the administrator who uses it. */
final class TestInstallation implements AutoCloseable {
    static final String EMAIL = "administrator@csirt.example";

    private final Server server;
    private String secret = "";

    private TestInstallation(Server server) {
        this.server = server;
    }

    static Settings settings(Path data) {
        return Settings.of(Map.of(
                "data-directory", data.toString(),
                "listen-port", "0",
                "mail.listen-port", "0"));
    }

    static TestInstallation start(Path data) {
        return new TestInstallation(Server.start(settings(data)));
    }

    Browser browser() {
        return new Browser(URI.create("http://127.0.0.1:" + server.port()));
    }

    /** The administrator joins, and invites somebody: a mail that waits, because no relay answers. */
    void open() {
        String link = URI.create(server.administratorLink().orElseThrow()).getPath();
        Browser browser = browser();
        secret = browser.get(link).html().select("#secret").text().replace(" ", "");
        accepted(browser.post(
                link,
                "name",
                "調整 花子",
                "email",
                EMAIL,
                "password",
                TestPerson.PASSWORD,
                "again",
                TestPerson.PASSWORD,
                "code",
                code(secret, Instant.now()),
                "language",
                "ja"));
        browser.get("/people");
        accepted(browser.post(
                "/people", "name", "Taro Backslash \\N", "email", "taro@csirt.example", "roles", "COORDINATOR"));
    }

    private static void accepted(Browser.Page page) {
        if (page.status() != 303) {
            throw new AssertionError(page.status() + ": " + page.text());
        }
    }

    /** The authenticator's secret, which the administrator keeps. */
    String secret() {
        return secret;
    }

    /** Signs in as the administrator with the code after the current one, which nobody used yet. */
    Browser.Page signIn(String withSecret) {
        Browser browser = browser();
        browser.get("/sign-in");
        return browser.post(
                "/sign-in",
                "email",
                EMAIL,
                "password",
                TestPerson.PASSWORD,
                "code",
                code(withSecret, Instant.now().plus(Duration.ofSeconds(30))));
    }

    private static String code(String secret, Instant at) {
        try {
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(new SecretKeySpec(TestPerson.decoded(secret), "HmacSHA1"), at);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Seals, and records that in the same transaction. */
    SealedId seal(byte[] content) {
        return inSetup(() -> {
            SealedId id = server.part(Vault.class).sealSecret(content);
            server.part(Ledger.class)
                    .append(Entry.ofInstallation("backup.drilled").about("sealed", id));
            return id;
        });
    }

    byte[] opened(SealedId id) {
        return inSetup(() -> server.part(Vault.class).open(OpenPurpose.WORK, id).bytes());
    }

    void checkpoint() {
        server.part(Checkpoints.class).make();
    }

    private <T> T inSetup(java.util.function.Supplier<T> work) {
        return Scopes.as(
                new Scope.System(Purpose.SETUP),
                () -> server.part(TransactionOperations.class).execute(_ -> work.get()));
    }

    @Override
    public void close() {
        server.close();
    }
}
