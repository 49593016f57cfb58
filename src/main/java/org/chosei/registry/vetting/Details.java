package org.chosei.registry.vetting;

import java.nio.charset.StandardCharsets;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.registry.vetting.Result.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What was said and seen: free text about people, so it is kept sealed and never in a column. */
public sealed interface Details {
    /** Longest note, in code points. */
    int LONGEST = 2000;

    /**
     * A call to a number that was found independently.
     *
     * @param source where exactly it was found: an address, a page, a book
     * @param talkedTo empty when nobody answered
     */
    record CallBack(String number, NumberSource found, String source, String talkedTo, String note)
            implements Details {}

    /** A meeting, in a room or by video: who took part for the CSIRT and who for the organisation. */
    record Meeting(String place, String ours, String theirs, String note) implements Details {}

    /** What is to be said of a document beyond which it is. */
    record Document(String note) implements Details {}

    /** The organisation's key was destroyed, and with it the words. */
    record Gone(String note) implements Details {
        Gone() {
            this("");
        }
    }

    /** What a person wrote about it. */
    String note();

    default byte[] bytes() {
        return JsonMapper.shared().writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    }

    static Details read(Kind kind, byte @Nullable [] bytes) {
        if (bytes == null) {
            return new Gone();
        }
        JsonMapper json = JsonMapper.shared();
        return switch (kind) {
            case CALL_BACK -> json.readValue(bytes, CallBack.class);
            case MEETING -> json.readValue(bytes, Meeting.class);
            case DOCUMENT -> json.readValue(bytes, Document.class);
        };
    }

    /** Text as typed, without what no text should hold; refused where it must not be empty or is too long. */
    static String text(String field, String typed, boolean needed) {
        String text = JapaneseText.withoutControls(typed).strip();
        if (needed && text.isEmpty()) {
            throw new Refusal.Invalid(field, "vetting-missing");
        }
        if (JapaneseText.codePoints(text) > LONGEST) {
            throw new Refusal.Invalid(field, "vetting-long", LONGEST);
        }
        return text;
    }
}
