package org.chosei.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Map<String, String> REAL = Map.of(
            "base-url", "https://chosei.example.jp",
            "listen-address", "0.0.0.0",
            "trusted-proxy", "10.1.0.0/24, ::1",
            "mail.from-address", "chosei@example.jp",
            "csirt.name-ja", "調整センター",
            "csirt.name-en", "Coordination Centre");

    @TempDir
    Path temporary;

    @Test
    void withoutAnySettingItRunsOnLoopbackOnly() {
        Settings settings = Settings.read(null, Map.of());
        assertThat(settings.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        assertThat(settings.web().address().isLoopbackAddress()).isTrue();
        assertThat(settings.mail().incoming().orElseThrow().address().isLoopbackAddress())
                .isTrue();
        assertThat(settings.mail().relay()).isEqualTo(new Settings.Relay("127.0.0.1", 25, false, Optional.empty()));
        assertThat(settings.databaseServer()).isEmpty();
        assertThat(settings.timeZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(settings.caseNumberPrefix()).isEqualTo("CHS");
        assertThat(settings.numberSchemes()).isEmpty();
    }

    @Test
    void schemesOfNumbersAreReadInTheirOrder() {
        assertThat(Settings.of(Map.of("number-schemes", "JVN#:random-8,ADV-:sequential-5"))
                        .numberSchemes())
                .containsExactly(new NumberScheme("JVN#", true, 8), new NumberScheme("ADV-", false, 5));
    }

    @Test
    void theBaseUrlFollowsThePortUnlessItIsWritten() {
        assertThat(Settings.of(Map.of("listen-port", "9000")).baseUrl()).isEqualTo(URI.create("http://127.0.0.1:9000"));
        assertThat(Settings.of(Map.of("listen-port", "9000", "base-url", "http://localhost:1"))
                        .baseUrl())
                .isEqualTo(URI.create("http://localhost:1"));
    }

    @Test
    void aPortThatIsTakenIsNamedBeforeAnythingStarts() throws IOException {
        try (ServerSocket web = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket mail = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = Settings.of(Map.of(
                    "listen-port", Integer.toString(web.getLocalPort()),
                    "mail.listen-port", Integer.toString(mail.getLocalPort())));
            assertThat(catchThrowableOfType(InstallationRefused.class, () -> ListenPorts.check(settings))
                            .problems())
                    .satisfiesExactly(
                            one -> assertThat(one).contains("listen-port is " + web.getLocalPort(), "in use"),
                            one -> assertThat(one).contains("mail.listen-port is " + mail.getLocalPort(), "in use"));
        }
        ListenPorts.check(Settings.of(Map.of("listen-port", "0", "mail.listen-port", "0")));
    }

    @Test
    void aSettingsFileThatCannotBeReadSaysWhy() throws IOException {
        Path latin = Files.write(temporary.resolve("latin"), new byte[] {(byte) 0xe9});
        assertThatThrownBy(() -> Settings.read(temporary.resolve("missing.conf"), Map.of()))
                .hasMessageContaining("missing.conf is not there");
        assertThatThrownBy(() -> Settings.read(temporary, Map.of())).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> Settings.read(latin, Map.of())).hasMessageContaining("is not UTF-8 text");
    }

    @Test
    void theFileIsReadWithItsCommentsAndTheEnvironmentWins() throws IOException {
        Path file = file("""
                \uFEFF# 調整センター
                base-url = http://127.0.0.1:9000

                  csirt.name-ja=調整センター
                case-number.prefix = JVN
                """);
        Settings settings = Settings.read(
                file, Map.of("CHOSEI_BASE_URL", "http://localhost:9001", "CHOSEI_SETTINGS", "x", "PATH", "/bin"));
        assertThat(settings.baseUrl()).isEqualTo(URI.create("http://localhost:9001"));
        assertThat(settings.csirt().nameJa()).isEqualTo("調整センター");
        assertThat(settings.caseNumberPrefix()).isEqualTo("JVN");
    }

    @Test
    void aRealInstallationBehindAProxyIsAccepted() throws Exception {
        Settings settings = Settings.of(REAL);
        assertThat(settings.mail().domain()).isEqualTo("chosei.example.jp");
        assertThat(settings.mail().envelopeAddress()).isEqualTo("chosei@example.jp");
        AddressRange range = settings.web().trustedProxies().getFirst();
        assertThat(range.contains(InetAddress.ofLiteral("10.1.0.77"))).isTrue();
        assertThat(range.contains(InetAddress.ofLiteral("10.1.1.77"))).isFalse();
        assertThat(range.contains(InetAddress.ofLiteral("::1"))).isFalse();
    }

    @Test
    void allProblemsAreToldTogetherEachWithSettingValuePlaceAndFix() throws IOException {
        Path file = file("""
                base-url = http://chosei.example.jp
                listen-port = eighty
                tyme-zone = Asia/Tokyo
                time-zone = Tokio
                just words
                """);
        InstallationRefused refused = catchThrowableOfType(
                InstallationRefused.class, () -> Settings.read(file, Map.of("CHOSEI_MAIL_RELAY_PROT", "25")));
        assertThat(refused.problems()).hasSize(6);
        assertThat(refused.getMessage())
                .contains(
                        "The setting base-url is \"http://chosei.example.jp\" (" + file
                                + ", line 1), but http:// is allowed for loopback only, since reports and passwords would travel in clear. Write https://chosei.example.jp")
                .contains("The setting listen-port is \"eighty\" (" + file + ", line 2), but it is not a port number.")
                .contains("There is no setting \"tyme-zone\" (" + file + ", line 3). Did you mean time-zone?")
                .contains("The setting time-zone is \"Tokio\"")
                .contains(file + ", line 5 is \"just words\", which is not a setting.")
                .contains("CHOSEI_MAIL_RELAY_PROT. Did you mean CHOSEI_MAIL_RELAY_PORT?");
        assertThat(refused.problems()).allMatch(problem -> problem.endsWith(".") || problem.endsWith("?"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        base-url             | ftp://chosei.example.jp      | it is not an https:// address
        base-url             | https://chosei.example.jp/x  | it says more than scheme, host and port
        base-url             | https://127.0.0.1            | nothing here speaks TLS
        base-url             | https://a b                  | it is not a URL
        listen-address       | 0.0.0.0                      | other hosts could then connect without TLS
        listen-address       | chosei.example.jp            | it is not an IP address
        listen-port          | 65536                        | it is not a port number
        trusted-proxy        | 10.0.0.0/33                  | neither an IP address nor a CIDR range
        trusted-proxy        | proxy.example.jp             | neither an IP address nor a CIDR range
        mail.relay-port      | 0                            | it is not the port of a server
        mail.relay-host      | mail example                 | it is not a host name
        mail.relay-tls       | maybe                        | it is neither required nor off
        mail.relay-user      | chosei                       | mail.relay-user is
        mail.from-address    | Chosei <a@example.jp>        | it is not a plain mail address
        mail.envelope-address | example.jp                  | it is not a plain mail address
        mail.domain          | 調整.jp                       | it is not a domain name
        mail.listen-port     | on                           | neither a port number nor off
        mail.listen-tls      | required                     | it is neither offered nor off
        mail.listen-certificate-file | /nowhere/cert.pem    | there is no such file
        mail.believe-domains | always                       | it is neither with-token nor off
        tls.certificate-file | /nowhere/cert.pem            | there is no such file
        database.url         | jdbc:mysql://localhost/a     | it does not begin with jdbc:postgresql://
        database.url         | jdbc:postgresql://db/chosei  | would not check who answers
        database.url         | jdbc:postgresql://localhost/a?password=x | it holds a user or a password
        database.app-user    | app                          | Set all five of database.*
        time-zone            | JST+9                        | it is not a time zone
        case-number.prefix   | chs                          | it is not a plain prefix
        number-schemes       | JVN#                         | is not a scheme
        number-schemes       | JVN#:random-3                | is not a scheme
        number-schemes       | JVN#:random-8, JVN#:random-6 | JVN# is there twice
        """)
    void aBadValueIsRefusedInASentence(String key, String value, String why) {
        assertThatThrownBy(() -> Settings.of(Map.of(key, value)))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContaining(key)
                .hasMessageContaining(why);
    }

    @Test
    void aRelayOnAnotherHostGetsNoMailInClear() {
        assertThat(Settings.of(Map.of("mail.relay-host", "mail.example.jp"))
                        .mail()
                        .relay()
                        .tlsRequired())
                .isTrue();
        assertThatThrownBy(() -> Settings.of(Map.of("mail.relay-host", "mail.example.jp", "mail.relay-tls", "off")))
                .hasMessageContaining("would get every mail in clear");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csirt.name-ja", "csirt.name-en", "mail.from-address"})
    void whatVendorsSeeMustBeSetForARealInstallation(String key) {
        Map<String, String> without = new HashMap<>(REAL);
        without.remove(key);
        assertThatThrownBy(() -> Settings.of(without)).hasMessageContaining("The setting " + key + " is not set");
    }

    @Test
    void aSettingWrittenTwiceIsRefused() throws IOException {
        Path file = file("time-zone = UTC\ntime-zone = Asia/Tokyo\n");
        assertThatThrownBy(() -> Settings.read(file, Map.of()))
                .hasMessageContaining("time-zone is written twice (" + file + ", line 1 and " + file + ", line 2)");
    }

    @Test
    void aSettingsFileThatIsNotThereIsRefusedByPath() {
        Path missing = temporary.resolve("missing.conf");
        assertThatThrownBy(() -> Settings.read(missing, Map.of()))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void aDatabaseServerIsTakenWithPasswordsFromFilesThatAreNotShown() throws IOException {
        Path owner = secret("owner.password", "o-secret\n", "rw-------");
        Path app = secret("app.password", "a-secret", "rw-r-----");
        Map<String, String> values = new HashMap<>(Map.of(
                "database.url", "jdbc:postgresql://db.example.jp:5432/chosei?sslmode=verify-full",
                "database.owner-user", "chosei_owner",
                "database.owner-password-file", owner.toString(),
                "database.app-user", "chosei_app",
                "database.app-password-file", app.toString()));
        Settings settings = Settings.of(values);
        Database database = settings.databaseServer().orElseThrow();
        assertThat(List.of(database.ownerPassword(), database.appPassword())).containsExactly("o-secret", "a-secret");
        assertThat(settings.toString()).contains("db.example.jp").doesNotContain("secret");

        values.put("database.app-user", "chosei_owner");
        assertThatThrownBy(() -> Settings.of(values)).hasMessageContaining("that is the owner");
    }

    @Test
    void aPasswordFileThatEverybodyCanReadIsRefused() throws IOException {
        Path open = secret("relay.password", "hidden\n", "rw-r--r--");
        assertThatThrownBy(() ->
                        Settings.of(Map.of("mail.relay-user", "chosei", "mail.relay-password-file", open.toString())))
                .hasMessageContaining("every user of this host can read the file")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void everyDefaultPassesItsOwnCheckAndEverySettingHasItsOwnVariable() throws BadValue {
        for (Setting<?> setting : Setting.all()) {
            assertThat(setting.meaning()).as(setting.key()).isNotBlank();
            if (!setting.preset().isEmpty()) {
                assertThat(setting.reader().read(setting.preset()))
                        .as(setting.key())
                        .isNotNull();
            }
        }
        assertThat(Setting.all().stream().map(Setting::environmentVariable)).doesNotHaveDuplicates();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(temporary.resolve("chosei.conf"), content);
    }

    private Path secret(String name, String content, String mode) throws IOException {
        Path file = Files.writeString(temporary.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
