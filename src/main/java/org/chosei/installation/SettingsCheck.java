package org.chosei.installation;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts single values together and checks what only the whole shows. */
final class SettingsCheck {
    private final SettingValues values;

    private SettingsCheck(SettingValues values) {
        this.values = values;
    }

    static Settings of(SettingValues values) {
        Settings settings = new SettingsCheck(values).settings();
        values.refuseIfAnyProblem();
        return settings;
    }

    private Settings settings() {
        URI baseUrl = values.find(Setting.BASE_URL).orElseGet(this::baseUrlOfPort);
        Settings.Web web = web(baseUrl);
        return new Settings(
                baseUrl,
                web,
                mail(baseUrl, web.tls()),
                values.of(Setting.DATA_DIRECTORY),
                databaseServer(),
                csirt(baseUrl),
                values.of(Setting.TIME_ZONE),
                values.of(Setting.CASE_NUMBER_PREFIX),
                values.find(Setting.NUMBER_SCHEMES).orElse(List.of()),
                values.of(Setting.CONTACTS_STALE_AFTER_DAYS),
                values.of(Setting.FILES_LARGEST_MB),
                values.find(Setting.FONT_FILE),
                values.find(Setting.CWE_LIST_FILE));
    }

    /** Whoever changes only the port would otherwise be sent to the old one by every link. */
    private URI baseUrlOfPort() {
        int port = values.of(Setting.LISTEN_PORT);
        return port == 0 ? values.of(Setting.BASE_URL) : URI.create("http://127.0.0.1:" + port);
    }

    private Settings.Web web(URI baseUrl) {
        InetAddress address = values.of(Setting.LISTEN_ADDRESS);
        Optional<Settings.Tls> tls = tls(Setting.TLS_CERTIFICATE_FILE, Setting.TLS_KEY_FILE);
        List<AddressRange> proxies = values.find(Setting.TRUSTED_PROXY).orElse(List.of());
        boolean protectedByTls =
                values.isWritten(Setting.TLS_CERTIFICATE_FILE) || values.isWritten(Setting.TRUSTED_PROXY);
        boolean https = "https".equals(baseUrl.getScheme().toLowerCase(Locale.ROOT));
        if (!address.isLoopbackAddress() && !protectedByTls) {
            values.problem(
                    Setting.LISTEN_ADDRESS,
                    "other hosts could then connect without TLS",
                    "Set tls.certificate-file and tls.key-file, or trusted-proxy to the address of the proxy that terminates TLS, or listen on 127.0.0.1");
        } else if (https && !protectedByTls) {
            values.problem(
                    Setting.BASE_URL,
                    "nothing here speaks TLS",
                    "Set tls.certificate-file and tls.key-file, or trusted-proxy to the address of the proxy that does");
        }
        if (!https && values.isWritten(Setting.TLS_CERTIFICATE_FILE)) {
            values.problem(
                    Setting.BASE_URL,
                    "tls.certificate-file is set, so this server speaks only TLS",
                    "Begin it with https://");
        }
        return new Settings.Web(address, values.of(Setting.LISTEN_PORT), tls, proxies);
    }

    private Optional<Settings.Tls> tls(Setting<Path> certificateFile, Setting<Path> keyFile) {
        bothOrNone(certificateFile, keyFile);
        var certificate = values.find(certificateFile);
        var key = values.find(keyFile);
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        TlsFiles.check(values, certificateFile, certificate.get(), keyFile, key.get());
        return Optional.of(new Settings.Tls(certificate.get(), key.get()));
    }

    private Settings.Mail mail(URI baseUrl, Optional<Settings.Tls> certificate) {
        String host = baseUrl.getHost();
        String domain = values.find(Setting.MAIL_DOMAIN).orElse(Loopback.names(host) ? "localhost" : host);
        String from = values.find(Setting.MAIL_FROM_ADDRESS).orElse("chosei@" + domain);
        String envelope = values.find(Setting.MAIL_ENVELOPE_ADDRESS).orElse(from);
        return new Settings.Mail(
                relay(),
                domain,
                from,
                envelope,
                incoming(certificate),
                values.of(Setting.MAIL_LMTP_PORT),
                imap(),
                values.of(Setting.MAIL_BELIEVE_DOMAINS));
    }

    private Settings.Relay relay() {
        String host = values.of(Setting.MAIL_RELAY_HOST);
        boolean here = Loopback.names(host);
        boolean tls = values.find(Setting.MAIL_RELAY_TLS).orElse(!here);
        if (!tls && !here) {
            values.problem(
                    Setting.MAIL_RELAY_TLS,
                    "the relay %s is another host, which would get every mail in clear".formatted(host),
                    "Write required, or relay through a mail server on this host");
        }
        bothOrNone(Setting.MAIL_RELAY_USER, Setting.MAIL_RELAY_PASSWORD_FILE);
        Optional<Secret> password = values.find(Setting.MAIL_RELAY_PASSWORD_FILE);
        Optional<Settings.Login> login = values.find(Setting.MAIL_RELAY_USER)
                .flatMap(user -> password.map(secret -> new Settings.Login(user, secret)));
        return new Settings.Relay(host, values.of(Setting.MAIL_RELAY_PORT), tls, login);
    }

    private Optional<Settings.Imap> imap() {
        bothOrNone(Setting.MAIL_IMAP_HOST, Setting.MAIL_IMAP_USER);
        bothOrNone(Setting.MAIL_IMAP_USER, Setting.MAIL_IMAP_PASSWORD_FILE);
        Optional<String> host = values.find(Setting.MAIL_IMAP_HOST);
        boolean tls = values.of(Setting.MAIL_IMAP_TLS);
        if (!tls && host.filter(Loopback::names).isEmpty()) {
            values.problem(
                    Setting.MAIL_IMAP_TLS,
                    "the mailbox is on another host, so password and mail would travel in clear",
                    "Write required");
        }
        Optional<Secret> password = values.find(Setting.MAIL_IMAP_PASSWORD_FILE);
        return host.flatMap(name -> values.find(Setting.MAIL_IMAP_USER)
                .flatMap(user -> password.map(secret -> new Settings.Imap(
                        name,
                        values.of(Setting.MAIL_IMAP_PORT),
                        tls,
                        new Settings.Login(user, secret),
                        values.of(Setting.MAIL_IMAP_FOLDER)))));
    }

    private Optional<Settings.Incoming> incoming(Optional<Settings.Tls> ofTheWeb) {
        InetAddress address = values.of(Setting.MAIL_LISTEN_ADDRESS);
        OptionalInt port = values.of(Setting.MAIL_LISTEN_PORT);
        Optional<Settings.Tls> certificate = tls(Setting.MAIL_LISTEN_CERTIFICATE_FILE, Setting.MAIL_LISTEN_KEY_FILE)
                .or(() -> ofTheWeb);
        boolean offered =
                values.find(Setting.MAIL_LISTEN_TLS).orElse(certificate.isPresent() || !address.isLoopbackAddress());
        return port.isPresent()
                ? Optional.of(new Settings.Incoming(address, port.getAsInt(), offered, certificate))
                : Optional.empty();
    }

    private Optional<Database> databaseServer() {
        List<Setting<?>> five = List.of(
                Setting.DATABASE_URL,
                Setting.DATABASE_OWNER_USER,
                Setting.DATABASE_OWNER_PASSWORD_FILE,
                Setting.DATABASE_APP_USER,
                Setting.DATABASE_APP_PASSWORD_FILE);
        Optional<Setting<?>> there = five.stream().filter(values::isWritten).findFirst();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        for (Setting<?> one : five) {
            if (!values.isWritten(one)) {
                values.problem(
                        one,
                        there.get().key() + " is",
                        "Set all five of database.*, or none of them for the embedded database");
            }
        }
        var url = values.find(Setting.DATABASE_URL);
        var owner = values.find(Setting.DATABASE_OWNER_USER);
        var ownerPassword = values.find(Setting.DATABASE_OWNER_PASSWORD_FILE);
        var app = values.find(Setting.DATABASE_APP_USER);
        var appPassword = values.find(Setting.DATABASE_APP_PASSWORD_FILE);
        if (owner.isPresent() && owner.equals(app)) {
            values.problem(
                    Setting.DATABASE_APP_USER,
                    "that is the owner, whom row-level security does not hold back in the same way",
                    "Make a second role that owns nothing (docs/operations.md shows the SQL)");
        }
        if (url.isEmpty() || owner.isEmpty() || ownerPassword.isEmpty() || app.isEmpty() || appPassword.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Database(
                url.get(),
                owner.get(),
                ownerPassword.get().value(),
                url.get(),
                app.get(),
                appPassword.get().value()));
    }

    private Settings.Csirt csirt(URI baseUrl) {
        if (!Loopback.names(baseUrl.getHost())) {
            for (Setting<?> needed : List.of(Setting.CSIRT_NAME_JA, Setting.CSIRT_NAME_EN, Setting.MAIL_FROM_ADDRESS)) {
                if (!values.isWritten(needed)) {
                    values.problem(
                            needed, "vendors will see it as soon as base-url is not loopback", "Set " + needed.key());
                }
            }
        }
        return new Settings.Csirt(values.of(Setting.CSIRT_NAME_JA), values.of(Setting.CSIRT_NAME_EN));
    }

    private void bothOrNone(Setting<?> one, Setting<?> other) {
        if (values.isWritten(one) != values.isWritten(other)) {
            Setting<?> missing = values.isWritten(one) ? other : one;
            Setting<?> there = values.isWritten(one) ? one : other;
            values.problem(missing, there.key() + " is", "Set both or neither");
        }
    }
}
