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

/**
 * The canonical words of a notice: UTF-8, NFC, LF line ends, Japanese then English, addressed to all alike, so that every
 * vendor gets the same bytes. The hash is of these bytes.
 */
record NoticeText(String text) {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);
    private static final String RULE = "-".repeat(70);

    /** What the coordinator wrote. */
    record Draft(String titleJa, String bodyJa, String titleEn, String bodyEn) {}

    static NoticeText of(Tlp tlp, String number, int ordinal, Draft draft, Embargo embargo) {
        String text = String.join(
                "\n",
                tlp.label(),
                "[" + number + "] #" + ordinal,
                "",
                "各位",
                "",
                clean(draft.titleJa()),
                "",
                clean(draft.bodyJa()),
                "",
                RULE,
                "To all recipients",
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

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** SHA-256 of the bytes, lower-case hex. */
    String sha256() {
        return Sha256.hex(bytes());
    }
}
