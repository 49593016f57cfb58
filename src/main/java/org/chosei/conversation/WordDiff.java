package org.chosei.conversation;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What changed between two versions of a text: Japanese character by character, other scripts word by word. */
public final class WordDiff {
    /** Beyond this many words a comparison would cost more than it tells. */
    private static final int MOST = 20_000;

    private static final String CJK = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\u3000-\\u30ff";
    private static final Pattern TOKEN =
            Pattern.compile("[" + CJK + "]|[\\p{L}\\p{M}\\p{N}'’_\\-&&[^" + CJK + "]]+|\\s+|.", Pattern.DOTALL);

    private WordDiff() {}

    /** Whether a piece stands in both, only in the new text, or only in the old one. */
    public enum Kind {
        SAME,
        ADDED,
        REMOVED
    }

    /** A run of words of one kind. */
    public record Piece(Kind kind, String text) {}

    /** The pieces in the order of reading; the old text is what is same and removed, the new what is same and added. */
    public static List<Piece> between(String before, String after) {
        List<String> old = tokens(before);
        List<String> now = tokens(after);
        List<Piece> pieces = new ArrayList<>();
        if (old.size() + now.size() > MOST) {
            add(pieces, Kind.REMOVED, before);
            add(pieces, Kind.ADDED, after);
            return pieces;
        }
        int at = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(old, now).getDeltas()) {
            int start = delta.getSource().getPosition();
            add(pieces, Kind.SAME, String.join("", old.subList(at, start)));
            add(pieces, Kind.REMOVED, String.join("", delta.getSource().getLines()));
            add(pieces, Kind.ADDED, String.join("", delta.getTarget().getLines()));
            at = start + delta.getSource().size();
        }
        add(pieces, Kind.SAME, String.join("", old.subList(at, old.size())));
        return pieces;
    }

    private static List<String> tokens(String text) {
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    private static void add(List<Piece> pieces, Kind kind, String text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(kind, text));
        }
    }
}
