package org.chosei.installation;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Every setting there is: name, default, meaning and check in one place, from which the documentation's table is made.
 *
 * @param preset the default as it would be written; empty when there is none or it depends on another setting
 */
record Setting<T>(String key, String preset, String meaning, Reader<T> reader) {
    static final Setting<URI> BASE_URL = new Setting<>(
            "base-url",
            "http://127.0.0.1:8080",
            "Address under which people reach this server; all links use it. https://, or http:// for loopback only. Unset, it follows listen-port",
            SettingReaders::baseUrl);
    static final Setting<InetAddress> LISTEN_ADDRESS = new Setting<>(
            "listen-address",
            "127.0.0.1",
            "IP address on which the web server listens; 0.0.0.0 or :: for all",
            SettingReaders::address);
    static final Setting<Integer> LISTEN_PORT =
            new Setting<>("listen-port", "8080", "Port of the web server; 0 takes any free one", SettingReaders::port);
    static final Setting<Path> TLS_CERTIFICATE_FILE = new Setting<>(
            "tls.certificate-file",
            "",
            "Certificate chain (PEM), when Chosei itself speaks TLS",
            SettingReaders::readableFile);
    static final Setting<Path> TLS_KEY_FILE = new Setting<>(
            "tls.key-file",
            "",
            "Its private key (PEM, PKCS #8, not encrypted, not readable for other users)",
            SettingReaders::readableFile);
    static final Setting<List<AddressRange>> TRUSTED_PROXY = new Setting<>(
            "trusted-proxy",
            "",
            "Addresses or CIDR ranges, separated by commas, of a proxy that terminates TLS. From others, forwarded headers are ignored",
            SettingReaders::ranges);
    static final Setting<String> MAIL_RELAY_HOST =
            new Setting<>("mail.relay-host", "127.0.0.1", "SMTP server that takes outgoing mail", SettingReaders::host);
    static final Setting<Integer> MAIL_RELAY_PORT = new Setting<>(
            "mail.relay-port",
            "25",
            "Its port: 587 or 25 with STARTTLS, 465 with TLS from the first byte",
            SettingReaders::usedPort);
    static final Setting<Boolean> MAIL_RELAY_TLS = new Setting<>(
            "mail.relay-tls",
            "",
            "required, or off (loopback only). Unset: off for a relay on loopback, required otherwise",
            SettingReaders.either("required", "off"));
    static final Setting<String> MAIL_RELAY_USER =
            new Setting<>("mail.relay-user", "", "User name at the relay, if it asks for one", SettingReaders::text);
    static final Setting<Secret> MAIL_RELAY_PASSWORD_FILE =
            new Setting<>("mail.relay-password-file", "", "File with that user's password", SettingReaders::secretFile);
    static final Setting<String> MAIL_DOMAIN = new Setting<>(
            "mail.domain",
            "",
            "Domain of the addresses to which vendors reply. Unset: the host of base-url",
            SettingReaders::mailDomain);
    static final Setting<String> MAIL_FROM_ADDRESS = new Setting<>(
            "mail.from-address",
            "",
            "Address in From. Must be set when base-url is not loopback; unset, it is chosei@ the mail domain",
            SettingReaders::mailAddress);
    static final Setting<String> MAIL_ENVELOPE_ADDRESS = new Setting<>(
            "mail.envelope-address",
            "",
            "Envelope sender, to which bounces return. Unset: the From address",
            SettingReaders::mailAddress);
    static final Setting<InetAddress> MAIL_LISTEN_ADDRESS = new Setting<>(
            "mail.listen-address",
            "127.0.0.1",
            "IP address on which incoming mail (SMTP) is taken",
            SettingReaders::address);
    static final Setting<OptionalInt> MAIL_LISTEN_PORT = new Setting<>(
            "mail.listen-port",
            "2525",
            "Port for incoming mail; 0 takes any free one, off takes no mail",
            SettingReaders::portOrOff);
    static final Setting<Boolean> MAIL_LISTEN_TLS = new Setting<>(
            "mail.listen-tls",
            "",
            "offered (STARTTLS; with a certificate made at each start where the files below and tls.* are unset), or off. Unset: offered when there is a certificate or mail.listen-address is not loopback",
            SettingReaders.either("offered", "off"));
    static final Setting<Path> MAIL_LISTEN_CERTIFICATE_FILE = new Setting<>(
            "mail.listen-certificate-file",
            "",
            "Certificate chain (PEM) of the mail listener, read again when it is renewed. Unset: that of tls.certificate-file",
            SettingReaders::readableFile);
    static final Setting<Path> MAIL_LISTEN_KEY_FILE = new Setting<>(
            "mail.listen-key-file",
            "",
            "Its private key (PEM, PKCS #8, not encrypted, not readable for other users)",
            SettingReaders::readableFile);
    static final Setting<OptionalInt> MAIL_LMTP_PORT = new Setting<>(
            "mail.lmtp-port",
            "off",
            "Port for LMTP from a mail server beside, on mail.listen-address; off does not speak it",
            SettingReaders::portOrOff);
    static final Setting<Boolean> MAIL_BELIEVE_DOMAINS = new Setting<>(
            "mail.believe-domains",
            "off",
            "with-token (a vendor's unsigned mail to its reply address is filed when its domain is proved), or off (only proved keys are believed)",
            SettingReaders.either("with-token", "off"));
    static final Setting<String> MAIL_IMAP_HOST = new Setting<>(
            "mail.imap-host",
            "",
            "IMAP server with a mailbox that is read every minute; nothing on it is changed. Unset: none",
            SettingReaders::host);
    static final Setting<Integer> MAIL_IMAP_PORT =
            new Setting<>("mail.imap-port", "993", "Its port", SettingReaders::usedPort);
    static final Setting<Boolean> MAIL_IMAP_TLS = new Setting<>(
            "mail.imap-tls",
            "required",
            "required (from the first byte), or off (loopback only)",
            SettingReaders.either("required", "off"));
    static final Setting<String> MAIL_IMAP_USER =
            new Setting<>("mail.imap-user", "", "User name at that server", SettingReaders::text);
    static final Setting<Secret> MAIL_IMAP_PASSWORD_FILE =
            new Setting<>("mail.imap-password-file", "", "File with that user's password", SettingReaders::secretFile);
    static final Setting<String> MAIL_IMAP_FOLDER =
            new Setting<>("mail.imap-folder", "INBOX", "The folder that is read", SettingReaders::text);
    static final Setting<Path> DATA_DIRECTORY = new Setting<>(
            "data-directory",
            "chosei-data",
            "Directory of database, keys and logs; see the chapter on keys before you move or copy it",
            SettingReaders::path);
    static final Setting<String> DATABASE_URL = new Setting<>(
            "database.url",
            "",
            "jdbc:postgresql://… of a PostgreSQL server instead of the embedded one; with the four below, or none of the five",
            SettingReaders::databaseUrl);
    static final Setting<String> DATABASE_OWNER_USER = new Setting<>(
            "database.owner-user", "", "Role that owns the database and runs migrations", SettingReaders::text);
    static final Setting<Secret> DATABASE_OWNER_PASSWORD_FILE =
            new Setting<>("database.owner-password-file", "", "File with its password", SettingReaders::secretFile);
    static final Setting<String> DATABASE_APP_USER = new Setting<>(
            "database.app-user", "", "Role of the running application; owns nothing", SettingReaders::text);
    static final Setting<Secret> DATABASE_APP_PASSWORD_FILE =
            new Setting<>("database.app-password-file", "", "File with its password", SettingReaders::secretFile);
    static final Setting<String> CSIRT_NAME_JA = new Setting<>(
            "csirt.name-ja",
            "Chosei（試用）",
            "Japanese name of the coordinating organisation. Must be set when base-url is not loopback",
            SettingReaders::text);
    static final Setting<String> CSIRT_NAME_EN = new Setting<>(
            "csirt.name-en",
            "Chosei (trial)",
            "Its English name. Must be set when base-url is not loopback",
            SettingReaders::text);
    static final Setting<ZoneId> TIME_ZONE = new Setting<>(
            "time-zone",
            "Asia/Tokyo",
            "Zone in which times are shown when a person has not chosen one",
            SettingReaders::zone);
    static final Setting<String> CASE_NUMBER_PREFIX = new Setting<>(
            "case-number.prefix", "CHS", "First part of case numbers, as in CHS-2026-00012", SettingReaders::prefix);
    static final Setting<List<NumberScheme>> NUMBER_SCHEMES = new Setting<>(
            "number-schemes",
            "",
            "Numbers that staff may give out besides, separated by commas: PREFIX:random-DIGITS or PREFIX:sequential-DIGITS, as in JVN#:random-8, JVNVU#:random-8",
            SettingReaders::numberSchemes);
    static final Setting<Integer> CONTACTS_STALE_AFTER_DAYS = new Setting<>(
            "contacts.stale-after-days",
            "90",
            "Days after which an organisation's contacts must be confirmed again; it is then asked by mail",
            SettingReaders::days);
    static final Setting<Integer> FILES_LARGEST_MB = new Setting<>(
            "files.largest-mb",
            "1024",
            "Largest file, in MiB, that somebody may add to a thread; it is kept in the database and in every backup",
            SettingReaders::megabytes);

    static final Setting<Path> FONT_FILE = new Setting<>(
            "font-file",
            "",
            "Font with Japanese characters and TrueType outlines (.ttf, .ttc) for the PDF of a signature. Unset: the first found of IPAex, IPA, Takao, VL Gothic",
            SettingReaders::readableFile);
    static final Setting<Path> CWE_LIST_FILE = new Setting<>(
            "cwe-list-file",
            "",
            "Own list of weaknesses (CWE) to choose from; docs/scoring.md describes the format. Unset: the list that comes with Chosei",
            SettingReaders::readableFile);

    private static final List<Setting<?>> ALL = List.of(
            BASE_URL,
            LISTEN_ADDRESS,
            LISTEN_PORT,
            TLS_CERTIFICATE_FILE,
            TLS_KEY_FILE,
            TRUSTED_PROXY,
            MAIL_RELAY_HOST,
            MAIL_RELAY_PORT,
            MAIL_RELAY_TLS,
            MAIL_RELAY_USER,
            MAIL_RELAY_PASSWORD_FILE,
            MAIL_DOMAIN,
            MAIL_FROM_ADDRESS,
            MAIL_ENVELOPE_ADDRESS,
            MAIL_LISTEN_ADDRESS,
            MAIL_LISTEN_PORT,
            MAIL_LISTEN_TLS,
            MAIL_LISTEN_CERTIFICATE_FILE,
            MAIL_LISTEN_KEY_FILE,
            MAIL_BELIEVE_DOMAINS,
            MAIL_LMTP_PORT,
            MAIL_IMAP_HOST,
            MAIL_IMAP_PORT,
            MAIL_IMAP_TLS,
            MAIL_IMAP_USER,
            MAIL_IMAP_PASSWORD_FILE,
            MAIL_IMAP_FOLDER,
            DATA_DIRECTORY,
            DATABASE_URL,
            DATABASE_OWNER_USER,
            DATABASE_OWNER_PASSWORD_FILE,
            DATABASE_APP_USER,
            DATABASE_APP_PASSWORD_FILE,
            CSIRT_NAME_JA,
            CSIRT_NAME_EN,
            TIME_ZONE,
            CASE_NUMBER_PREFIX,
            NUMBER_SCHEMES,
            CONTACTS_STALE_AFTER_DAYS,
            FILES_LARGEST_MB,
            FONT_FILE,
            CWE_LIST_FILE);

    /** All settings in the order in which the documentation shows them. */
    static List<Setting<?>> all() {
        return ALL;
    }

    /** The environment variable that overrides the file: {@code mail.relay-host} is {@code CHOSEI_MAIL_RELAY_HOST}. */
    String environmentVariable() {
        return "CHOSEI_" + key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    /** Turns the text of a setting into its value, or says why not. */
    interface Reader<T> {
        T read(String text) throws BadValue;
    }
}
