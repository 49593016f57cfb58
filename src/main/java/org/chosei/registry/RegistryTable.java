package org.chosei.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The registry as a table for a spreadsheet, in the columns in which it can come back. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class RegistryTable {
    private final JdbcClient jdbc;
    private final OrganisationIndex index;
    private final ImportWords words;
    private final Ledger ledger;

    RegistryTable(JdbcClient jdbc, OrganisationIndex index, ImportWords words, Ledger ledger) {
        this.jdbc = jdbc;
        this.index = index;
        this.words = words;
        this.ledger = ledger;
    }

    /** How the file is written. */
    public enum Encoding {
        /** With the byte order mark by which spreadsheets know it. */
        UTF_8,
        /** With its vendor extensions (Windows-31J), for programs that read nothing else. */
        SHIFT_JIS
    }

    /** A character that the encoding does not have, and whose it is. */
    public record Lost(String organisation, String character, String codePoint) {}

    /** The file, or, when it would lose characters, nothing but their list. */
    public record Written(byte[] bytes, int organisations, List<Lost> lost) {}

    private record Line(String name, List<String> cells) {}

    /** Writes all organisations but the coordinating CSIRT itself, in the order of the list, and records that. */
    public Written write(Encoding encoding, Locale locale) {
        index.refresh();
        List<Line> lines = lines(locale);
        Charset charset = encoding == Encoding.UTF_8 ? UTF_8 : Charset.forName("windows-31j");
        List<Lost> lost = lost(lines, charset.newEncoder());
        if (!lost.isEmpty()) {
            return new Written(new byte[0], lines.size(), lost);
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(header(locale));
        lines.forEach(line -> rows.add(line.cells()));
        String text = CsvCells.table(rows);
        ledger.append(Entry.ofInstallation("registry.exported").about("organisations", lines.size()));
        return new Written((encoding == Encoding.UTF_8 ? "\uFEFF" + text : text).getBytes(charset), lines.size(), lost);
    }

    private List<String> header(Locale locale) {
        List<String> header = new ArrayList<>();
        for (ImportColumn column : ImportColumn.values()) {
            header.add(words.label(column, locale));
        }
        header.add(words.text("registry.state", locale));
        return header;
    }

    private List<Line> lines(Locale locale) {
        return jdbc.sql("""
                        select coalesce(nullif(o.name_ja, ''), o.name_en) as shown, o.name_ja, o.name_en, o.kind,
                               o.registration_class, c.email, c.phone, c.postal_address, c.language, s.state,
                               o.kana, o.corporate_number, array_to_string(o.domains, ' ') as domains, o.seat,
                               coalesce(nullif(above.corporate_number, ''), nullif(above.name_ja, ''), above.name_en) as parent
                          from organisation o
                          join organisation_index i on i.organisation_id = o.id
                          left join contact_point c on c.organisation_id = o.id and c.role = 'TEAM'
                          left join organisation_parent p on p.organisation_id = o.id
                          left join organisation above on above.id = p.parent_id
                          left join (select distinct on (organisation_id) organisation_id, state from organisation_state
                                      order by organisation_id, id desc) s on s.organisation_id = o.id
                         where o.kind <> 'COORDINATOR' order by i.sort_key collate "C", o.id
                        """)
                .query((row, _) -> new Line(
                        row.getString("shown"),
                        List.of(
                                row.getString("name_ja"),
                                row.getString("name_en"),
                                word("registry.kind.", row.getString("kind"), locale),
                                word("registry.class.", row.getString("registration_class"), locale),
                                word("", row.getString("email"), locale),
                                word("", row.getString("phone"), locale),
                                word("", row.getString("postal_address"), locale),
                                word("", row.getString("language"), locale),
                                row.getString("kana"),
                                word("", row.getString("corporate_number"), locale),
                                row.getString("domains"),
                                word("registry.import-seat.", row.getString("seat"), locale),
                                word("", row.getString("parent"), locale),
                                word("registry.organisation-state.", row.getString("state"), locale))))
                .list();
    }

    /** A value in the reader's words if it has any, and nothing where there is none. */
    private String word(String prefix, @org.jspecify.annotations.Nullable String value, Locale locale) {
        if (value == null) {
            return "";
        }
        return prefix.isEmpty() ? value : words.text(prefix + value, locale);
    }

    private static List<Lost> lost(List<Line> lines, CharsetEncoder encoder) {
        List<Lost> lost = new ArrayList<>();
        for (Line line : lines) {
            String.join("", line.cells()).codePoints().distinct().forEach(point -> {
                String character = Character.toString(point);
                if (!encoder.canEncode(character)) {
                    String hex = HexFormat.of().withUpperCase().toHexDigits(point, point > 0xFFFF ? 5 : 4);
                    lost.add(new Lost(line.name(), character, "U+" + hex));
                }
            });
        }
        return lost;
    }
}
