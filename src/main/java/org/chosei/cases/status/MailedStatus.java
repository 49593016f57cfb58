package org.chosei.cases.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.chosei.kernel.JapaneseText;

/**
 * The status that a reply names in its first line of its own. Nothing is guessed: the line must be one of the words and
 * nothing else, and no other line may be another of them; every other mail is a message and no more.
 *
 * @param text what stands below it, without quotations and signature; empty if there is nothing
 */
public record MailedStatus(VendorStatus status, String text) {
    private static final Pattern QUOTED = Pattern.compile("^[\\s\\p{Z}]*[>＞|｜].*");
    private static final Pattern ATTRIBUTION = Pattern.compile(".*[:：][\\s\\p{Z}]*$");
    private static final Pattern END = Pattern.compile("[.。．!！、,]+$");
    private static final Map<String, VendorStatus> WORDS = words();

    private static Map<String, VendorStatus> words() {
        Map<String, VendorStatus> words = new HashMap<>();
        put(words, VendorStatus.AFFECTED, "affected", "該当あり", "該当製品あり", "影響あり");
        put(
                words,
                VendorStatus.NOT_AFFECTED,
                "not affected",
                "not-affected",
                "not_affected",
                "該当なし",
                "該当製品なし",
                "影響なし",
                "該当しない");
        put(words, VendorStatus.INVESTIGATING, "investigating", "under investigation", "調査中");
        put(words, VendorStatus.FIXED, "fixed", "修正済み", "修正済", "対策済み", "対策済");
        put(words, VendorStatus.DECLINED, "declined", "対応しない", "辞退");
        return Map.copyOf(words);
    }

    private static void put(Map<String, VendorStatus> words, VendorStatus status, String... each) {
        for (String word : each) {
            words.put(JapaneseText.folded(word), status);
        }
    }

    /** Reads the text of a mail; empty where it names no status, or more than one. */
    public static Optional<MailedStatus> read(String mail) {
        List<String> own = own(JapaneseText.withoutControls(mail).split("\n", -1));
        Optional<VendorStatus> first = own.isEmpty() ? Optional.empty() : word(own.getFirst());
        if (first.isEmpty()) {
            return Optional.empty();
        }
        List<String> rest = own.subList(1, own.size());
        boolean clear = rest.stream().flatMap(line -> word(line).stream()).allMatch(first.get()::equals);
        String text = String.join("\n", rest).strip();
        return clear
                ? Optional.of(new MailedStatus(
                        first.get(), JapaneseText.codePoints(text) > Statement.LONGEST_TEXT ? "" : text))
                : Optional.empty();
    }

    /** The lines that are neither quoted nor announce a quotation, from the first that says anything to the signature. */
    private static List<String> own(String[] lines) {
        List<String> own = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].equals("-- ") || lines[i].equals("--")) {
                break;
            }
            boolean announces = ATTRIBUTION.matcher(lines[i]).matches()
                    && i + 1 < lines.length
                    && QUOTED.matcher(lines[i + 1]).matches();
            boolean nothingYet = own.isEmpty() && lines[i].isBlank();
            if (!announces && !nothingYet && !QUOTED.matcher(lines[i]).matches()) {
                own.add(lines[i]);
            }
        }
        return own;
    }

    private static Optional<VendorStatus> word(String line) {
        String folded = JapaneseText.folded(line);
        return Optional.ofNullable(
                WORDS.get(END.matcher(folded).replaceFirst("").strip()));
    }
}
