package org.chosei.agreements.paper;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a scan may be. Told by the first bytes of the file, never by its name or by what the browser says. */
public enum ScanType {
    PDF("25504446"),
    JPEG("ffd8ff"),
    PNG("89504e470d0a1a0a"),
    /** Little-endian or big-endian (TIFF 6.0, section 2). */
    TIFF("49492a00", "4d4d002a");

    private final List<byte[]> beginnings;

    ScanType(String... beginnings) {
        this.beginnings = Stream.of(beginnings).map(HexFormat.of()::parseHex).toList();
    }

    /** The type of these bytes; empty when it is none of them. */
    static Optional<ScanType> of(byte[] file) {
        return Stream.of(values())
                .filter(type -> type.beginnings.stream().anyMatch(start -> begins(file, start)))
                .findFirst();
    }

    static ScanType of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** As the database writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean begins(byte[] file, byte[] start) {
        return file.length >= start.length && Arrays.equals(file, 0, start.length, start, 0, start.length);
    }

    /** For a scan that came without a name. */
    String anyName() {
        return "scan." + label();
    }
}
