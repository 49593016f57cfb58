package org.chosei.conversation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.chosei.kernel.JapaneseText;

/** Finds where a text names somebody by {@code @name}, by the rule of {@link Mentions}, so that a page can mark it. */
public final class MentionMarks {
    /** Nobody names more in one message; what is further on is shown unmarked. */
    private static final int MOST = 200;

    private MentionMarks() {}

    /** How a piece is shown. */
    public enum Kind {
        PLAIN,
        /** Names somebody. */
        NAMED,
        /** Names the reader. */
        READER
    }

    /** A piece of the text as it stands there; all of them together are the text. */
    public record Piece(String text, Kind kind) {}

    private record Name(String folded, boolean reader) {}

    /** {@code own} is the reader's name, which counts whether it is among the {@code names} or not. */
    public static List<Piece> of(String text, Collection<String> names, String own) {
        List<Name> known = new ArrayList<>();
        String reader = JapaneseText.folded(own);
        names.stream()
                .map(JapaneseText::folded)
                .filter(name -> !name.isEmpty() && !name.equals(reader))
                .distinct()
                .forEach(name -> known.add(new Name(name, false)));
        if (!reader.isEmpty()) {
            known.add(new Name(reader, true));
        }
        known.sort(
                Comparator.comparingInt((Name name) -> name.folded().length()).reversed());
        List<Piece> pieces = new ArrayList<>();
        int done = 0;
        int looked = 0;
        for (int at = next(text, 0); at >= 0 && looked < MOST; at = next(text, Math.max(at + 1, done))) {
            looked++;
            for (Name name : known) {
                int end = end(text, at, name.folded());
                if (end > 0) {
                    plain(pieces, text.substring(done, at));
                    pieces.add(new Piece(text.substring(at, end), name.reader() ? Kind.READER : Kind.NAMED));
                    done = end;
                    break;
                }
            }
        }
        plain(pieces, text.substring(done));
        return pieces;
    }

    private static void plain(List<Piece> pieces, String text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, Kind.PLAIN));
        }
    }

    private static int next(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '@' || text.charAt(i) == '\uff20') {
                return i;
            }
        }
        return -1;
    }

    /** Where the name that begins after this sign ends; -1 when it is another. Folded, a name may be longer or shorter. */
    private static int end(String text, int sign, String name) {
        int most = Math.min(text.length(), sign + 1 + 2 * name.length());
        for (int end = sign + 2; end <= most; end++) {
            boolean whole = end == text.length()
                    || !Character.isLowSurrogate(text.charAt(end))
                            && !Mentions.runsOn(text.charAt(end - 1), text.charAt(end));
            if (whole && JapaneseText.folded(text.substring(sign + 1, end)).equals(name)) {
                return Character.isWhitespace(text.charAt(sign + 1)) ? -1 : end;
            }
        }
        return -1;
    }
}
