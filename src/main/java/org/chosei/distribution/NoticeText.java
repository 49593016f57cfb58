package org.chosei.distribution;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.chosei.cases.embargo.Embargo;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Sha256;
import org.chosei.kernel.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * The canonical words of a notice: UTF-8, NFC, LF line ends, Japanese then English, addressed to all alike, so that every
 * vendor gets the same bytes. The hash is of these bytes.
 */
record NoticeText(String text) {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);
    private static final String RULE = "-".repeat(70);

    private static final String ALL = "To all recipients";
    private static final String EACH = "各位";

    /** What the coordinator wrote. */
    record Draft(String titleJa, String bodyJa, String titleEn, String bodyEn) {}

    /** Which earlier notice it corrects or recalls: its ordinal. */
    record Earlier(Amends.How how, int ordinal) {
        String line() {
            return switch (how) {
                case CORRECTS -> "通知 #" + ordinal + " を訂正します / This notice corrects notice #" + ordinal;
                case RECALLS -> "通知 #" + ordinal + " を取り下げます / This notice recalls notice #" + ordinal;
            };
        }
    }

    static NoticeText of(Tlp tlp, String number, int ordinal, Draft draft, @Nullable Earlier earlier, Embargo embargo) {
        String text = String.join(
                "\n",
                tlp.label(),
                "[" + number + "] #" + ordinal + (earlier == null ? "" : "\n" + earlier.line()),
                "",
                EACH,
                "",
                clean(draft.titleJa()),
                "",
                clean(draft.bodyJa()),
                "",
                RULE,
                ALL,
                "",
                clean(draft.titleEn()),
                "",
                clean(draft.bodyEn()),
                "",
                RULE,
                embargo(embargo),
                tlp.label(),
                "");
        return new NoticeText(text);
    }

    private static String embargo(Embargo embargo) {
        return switch (embargo) {
            case Embargo.None _ -> "公表待機期間なし / No embargo was agreed";
            case Embargo.Active active ->
                "公表待機期限 / Embargo until: " + LOCAL.format(active.until()) + " ("
                        + active.until().withZoneSameInstant(ZoneOffset.UTC).toInstant() + ")";
            case Embargo.Ended _ -> "公表待機期間は終了しました / The embargo has ended";
        };
    }

    private static String clean(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        return Normalizer.normalize(JapaneseText.withoutControls(lines).strip(), Normalizer.Form.NFC);
    }

    /**
     * What the coordinator wrote, read back from the words that were distributed, so that others get the same ones later.
     * Whatever the words contain, the text made of what is read here is the same again.
     */
    static Draft draft(String text) {
        String words = text.substring(text.indexOf("\n" + EACH + "\n\n") + EACH.length() + 3);
        String half = "\n\n" + RULE + "\n" + ALL + "\n\n";
        int middle = words.indexOf(half, words.indexOf("\n\n") + 1);
        int end = words.lastIndexOf("\n\n" + RULE + "\n");
        String ja = words.substring(0, middle);
        String en = words.substring(middle + half.length(), end);
        return new Draft(first(ja), rest(ja), first(en), rest(en));
    }

    private static String first(String part) {
        return part.substring(0, part.indexOf("\n\n"));
    }

    private static String rest(String part) {
        return part.substring(part.indexOf("\n\n") + 2);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** SHA-256 of the bytes, lower-case hex. */
    String sha256() {
        return Sha256.hex(bytes());
    }
}
