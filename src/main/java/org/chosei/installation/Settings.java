package org.chosei.installation;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How this installation is to run, checked as a whole before anything starts. */
public record Settings(
        URI baseUrl,
        Web web,
        Mail mail,
        Path dataDirectory,
        Optional<Database> databaseServer,
        Csirt csirt,
        ZoneId timeZone,
        String caseNumberPrefix,
        List<NumberScheme> numberSchemes,
        int contactsStaleAfterDays,
        int filesLargestMb,
        Optional<Path> fontFile,
        Optional<Path> cweListFile) {

    /** Where pages are served. Forwarded headers count only from the trusted proxies; none means from nobody. */
    public record Web(InetAddress address, int port, Optional<Tls> tls, List<AddressRange> trustedProxies) {}

    /** PEM files that were read and found to belong together. */
    public record Tls(Path certificateFile, Path keyFile) {}

    /** Who mail is from, where it goes out and where it comes in; no {@code incoming} means that none is taken. */
    public record Mail(
            Relay relay,
            String domain,
            String fromAddress,
            String envelopeAddress,
            Optional<Incoming> incoming,
            OptionalInt lmtpPort,
            Optional<Imap> imap,
            boolean believesDomains) {}

    /** A mailbox that is read from its server. */
    public record Imap(String host, int port, boolean tls, Login login, String folder) {}

    /** The SMTP server for outgoing mail. */
    public record Relay(String host, int port, boolean tlsRequired, Optional<Login> login) {}

    /** A user name with its password. */
    public record Login(String user, Secret password) {}

    /** The listener for incoming SMTP; port 0 means any free one. */
    public record Incoming(InetAddress address, int port, boolean tlsOffered, Optional<Tls> certificate) {}

    /** The coordinating organisation's names, as pages and mails show them. */
    public record Csirt(String nameJa, String nameEn) {}

    /**
     * Reads the file, if there is one, and the environment, which wins.
     *
     * @throws InstallationRefused with a sentence for each problem
     */
    public static Settings read(@Nullable Path file, Map<String, String> environment) {
        SettingValues values = new SettingValues();
        if (file != null) {
            SettingsFile.readInto(values, file);
        }
        values.environment(environment);
        return SettingsCheck.of(values);
    }

    /** Settings made by the program itself, under the same checks. */
    public static Settings of(Map<String, String> byKey) {
        SettingValues values = new SettingValues();
        byKey.forEach((key, value) -> values.write(key, value, "given by the program"));
        return SettingsCheck.of(values);
    }
}
