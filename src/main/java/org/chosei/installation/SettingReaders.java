package org.chosei.installation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How each kind of setting is read and checked. */
final class SettingReaders {
    private static final Pattern HOST =
            Pattern.compile("(?i)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern LOCAL_PART = Pattern.compile("[A-Za-z0-9.!#$%&'*/=?^_`{|}~+-]{1,64}");

    private static final Pattern NUMBER_SCHEME =
            Pattern.compile("([A-Z][A-Z0-9-]{0,14}[#-]):(random|sequential)-([4-9]|1[0-2])");

    private SettingReaders() {}

    static URI baseUrl(String text) throws BadValue {
        String example =
                "Write scheme, host and, where it is not the usual one, port, for example https://chosei.example.jp";
        URI url;
        try {
            url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (URISyntaxException e) {
            throw new BadValue("it is not a URL", example);
        }
        String scheme = orEmpty(url.getScheme()).toLowerCase(Locale.ROOT);
        String host = orEmpty(url.getHost());
        if (host.isEmpty() || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new BadValue("it is not an https:// address with a host", example);
        }
        if (scheme.equals("http") && !Loopback.names(host)) {
            throw new BadValue(
                    "http:// is allowed for loopback only, since reports and passwords would travel in clear",
                    "Write https://" + host + " and see the settings tls.* and trusted-proxy");
        }
        boolean more = !orEmpty(url.getRawPath()).isEmpty()
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || url.getRawUserInfo() != null;
        if (more) {
            throw new BadValue("it says more than scheme, host and port", example);
        }
        return url;
    }

    static InetAddress address(String text) throws BadValue {
        try {
            return InetAddress.ofLiteral(text.equals("localhost") ? "127.0.0.1" : text);
        } catch (IllegalArgumentException e) {
            throw new BadValue("it is not an IP address", "Write for example 127.0.0.1, ::1 or 0.0.0.0");
        }
    }

    static Integer port(String text) throws BadValue {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65535) {
            return Integer.valueOf(text);
        }
        throw new BadValue("it is not a port number", "Write a number from 0 to 65535");
    }

    static Integer days(String text) throws BadValue {
        if (text.matches("[1-9]\\d{0,3}") && Integer.parseInt(text) <= 3650) {
            return Integer.valueOf(text);
        }
        throw new BadValue("it is not a number of days", "Write a number from 1 to 3650");
    }

    static Integer megabytes(String text) throws BadValue {
        if (text.matches("[1-9]\\d{0,5}") && Integer.parseInt(text) <= 102_400) {
            return Integer.valueOf(text);
        }
        throw new BadValue("it is not a size in MiB", "Write a number from 1 to 102400");
    }

    static Integer usedPort(String text) throws BadValue {
        Integer port = port(text);
        if (port == 0) {
            throw new BadValue("it is not the port of a server", "Write a number from 1 to 65535");
        }
        return port;
    }

    static OptionalInt portOrOff(String text) throws BadValue {
        if (text.equals("off")) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(port(text));
        } catch (BadValue e) {
            throw new BadValue("it is neither a port number nor off", "Write a number from 0 to 65535, or off");
        }
    }

    /** True for the first word, false for the second. */
    static Setting.Reader<Boolean> either(String yes, String no) {
        return text -> {
            if (!text.equals(yes) && !text.equals(no)) {
                throw new BadValue("it is neither " + yes + " nor " + no, "Write one of the two");
            }
            return text.equals(yes);
        };
    }

    static List<AddressRange> ranges(String text) throws BadValue {
        List<AddressRange> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            try {
                ranges.add(AddressRange.parse(part.strip()));
            } catch (IllegalArgumentException e) {
                throw new BadValue(
                        "\"%s\" is neither an IP address nor a CIDR range".formatted(part.strip()),
                        "Write for example 127.0.0.1, 10.1.0.0/24");
            }
        }
        return List.copyOf(ranges);
    }

    static String host(String text) throws BadValue {
        if (HOST.matcher(text).matches() || isAddress(text)) {
            return text;
        }
        throw new BadValue("it is not a host name or IP address", "Write for example mail.example.jp");
    }

    static String mailDomain(String text) throws BadValue {
        if (HOST.matcher(text).matches() && !isAddress(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        throw new BadValue(
                "it is not a domain name", "Write for example chosei.example.jp, in ASCII (xn--… for other scripts)");
    }

    static String mailAddress(String text) throws BadValue {
        int at = text.lastIndexOf('@');
        if (at > 0
                && LOCAL_PART.matcher(text.substring(0, at)).matches()
                && HOST.matcher(text.substring(at + 1)).matches()) {
            return text;
        }
        throw new BadValue(
                "it is not a plain mail address",
                "Write only the address, for example chosei@example.jp, without a name");
    }

    static String text(String text) throws BadValue {
        if (text.length() > 200 || text.codePoints().anyMatch(Character::isISOControl)) {
            throw new BadValue("it is longer than 200 characters or has control characters", "Write one short line");
        }
        return text;
    }

    static Path path(String text) throws BadValue {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new BadValue("it is not a path", "Write the path of a directory");
        }
    }

    static Path readableFile(String text) throws BadValue {
        Path file = path(text);
        if (!Files.isRegularFile(file)) {
            throw new BadValue("there is no such file", "Put the file there, or write its absolute path");
        }
        if (!Files.isReadable(file)) {
            throw new BadValue("the file cannot be read", "Give the user that runs Chosei read permission");
        }
        return file;
    }

    static Secret secretFile(String text) throws BadValue {
        Path file = readableFile(text);
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                throw new BadValue("every user of this host can read the file", "Run: chmod o-rwx " + file);
            }
            String secret = Files.readString(file, UTF_8).replaceFirst("\\R\\z", "");
            if (secret.isEmpty() || secret.lines().count() != 1) {
                throw new BadValue("the file does not hold exactly one line", "Write the password alone into it");
            }
            return new Secret(secret);
        } catch (IOException e) {
            throw new BadValue("the file cannot be read as UTF-8 text", "Write the password alone into it");
        }
    }

    static String databaseUrl(String text) throws BadValue {
        String example = "Write for example jdbc:postgresql://db.example.jp/chosei?sslmode=verify-full";
        String prefix = "jdbc:postgresql://";
        if (!text.startsWith(prefix)) {
            throw new BadValue("it does not begin with " + prefix, example);
        }
        if (Pattern.compile("[?&](user|password)=").matcher(text).find()) {
            throw new BadValue(
                    "it holds a user or a password", "Use database.owner-user, database.owner-password-file and so on");
        }
        String hosts = text.substring(prefix.length()).replaceFirst("[/?].*", "");
        for (String host : hosts.split(",", -1)) {
            boolean here = Loopback.names(host.replaceFirst(":\\d+$", ""));
            if (!here
                    && !Pattern.compile("[?&]sslmode=verify-full(&|$)")
                            .matcher(text)
                            .find()) {
                throw new BadValue(
                        "the server is another host and the connection would not check who answers",
                        "Add sslmode=verify-full (and sslrootcert=… for an own certificate authority)");
            }
        }
        return text;
    }

    static ZoneId zone(String text) throws BadValue {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new BadValue("it is not a time zone", "Write a name like Asia/Tokyo or UTC");
        }
    }

    static String prefix(String text) throws BadValue {
        if (text.matches("[A-Z][A-Z0-9]{1,9}")) {
            return text;
        }
        throw new BadValue("it is not a plain prefix", "Write 2 to 10 capital letters and digits, a letter first");
    }

    static List<NumberScheme> numberSchemes(String text) throws BadValue {
        List<NumberScheme> schemes = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            Matcher scheme = NUMBER_SCHEME.matcher(each.strip());
            if (!scheme.matches()) {
                throw new BadValue(
                        "\"" + each.strip() + "\" is not a scheme",
                        "Write for example JVN#:random-8, JVNVU#:random-8, ADV-:sequential-5, with 4 to 12 digits");
            }
            String prefix = scheme.group(1);
            if (schemes.stream().anyMatch(known -> known.prefix().equals(prefix))) {
                throw new BadValue(prefix + " is there twice", "Write each prefix once");
            }
            schemes.add(new NumberScheme(prefix, scheme.group(2).equals("random"), Integer.parseInt(scheme.group(3))));
        }
        return schemes;
    }

    private static boolean isAddress(String text) {
        try {
            return !InetAddress.ofLiteral(text).isAnyLocalAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
