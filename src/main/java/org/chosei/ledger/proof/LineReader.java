package org.chosei.ledger.proof;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads lines of export format 1. Anything else, down to a space, is {@link Line.Unreadable}. */
final class LineReader {
    private LineReader() {}

    static Line read(String text) {
        Cursor in = new Cursor(text);
        try {
            Line line = line(in);
            in.end();
            return line;
        } catch (Cursor.Unexpected e) {
            return new Line.Unreadable();
        }
    }

    private static Line line(Cursor in) throws Cursor.Unexpected {
        if (in.takes("{\"entry\":")) {
            return entry(in);
        }
        if (in.takes("{\"checkpoint\":")) {
            return checkpoint(in);
        }
        if (in.takes("{\"chain\":")) {
            UUID id = in.uuid();
            String head = in.expect(",\"head\":").hash();
            long seq = in.expect(",\"seq\":").number();
            in.expect("}");
            return new Line.Chain(id, seq, head);
        }
        if (in.takes("{\"key\":")) {
            String encoded = in.string();
            in.expect("}");
            return new Line.Key(encoded);
        }
        if (in.takes("{\"end\":{\"chains\":")) {
            long chains = in.number();
            long checkpoints = in.expect(",\"checkpoints\":").number();
            long entries = in.expect(",\"entries\":").number();
            in.expect("}}");
            return new Line.End(chains, checkpoints, entries);
        }
        return header(in);
    }

    private static Line header(Cursor in) throws Cursor.Unexpected {
        in.expect("{\"export\":\"chosei-ledger\",\"v\":1,\"at\":").string();
        UUID caseId = uuidOrNull(in.expect(",\"case\":"));
        in.expect("}");
        return new Line.Header(caseId);
    }

    private static @Nullable UUID uuidOrNull(Cursor in) throws Cursor.Unexpected {
        return in.takes("null") ? null : in.uuid();
    }

    private static Line entry(Cursor in) throws Cursor.Unexpected {
        int from = in.position();
        in.expect("{\"actor\":").string();
        in.expect(",\"at\":").string();
        uuidOrNull(in.expect(",\"audience\":"));
        UUID chain = in.expect(",\"chain\":").uuid();
        String commitment = in.expect(",\"commitment\":").hash();
        in.expect(",\"kind\":").string();
        String previous = in.expect(",\"previous\":").hash();
        int seqAt = in.expect(",\"seq\":").position() - from;
        long seq = in.number();
        in.expect(",\"subjects\":[");
        while (!in.takes("]")) {
            in.string();
            if (!in.sees("]")) {
                in.expect(",");
            }
        }
        in.expect(",\"v\":1}");
        Line.Body body = new Line.Body(in.since(from), seq, seqAt, previous);
        String hash = in.expect(",\"hash\":").hash();
        String details = in.takes(",\"details\":") ? in.untilBefore("}") : null;
        in.expect("}");
        return new Line.Entry(body, chain, commitment, hash, details);
    }

    private static Line checkpoint(Cursor in) throws Cursor.Unexpected {
        int from = in.position();
        String at = in.expect("{\"at\":").string();
        in.expect(",\"heads\":[");
        List<Line.Head> heads = new ArrayList<>();
        while (!in.takes("]")) {
            UUID chain = in.expect("[").uuid();
            long seq = in.expect(",").number();
            heads.add(new Line.Head(chain, seq, in.expect(",").hash()));
            in.expect("]");
            if (!in.sees("]")) {
                in.expect(",");
            }
        }
        String previous = in.expect(",\"previous\":").hash();
        int seqAt = in.expect(",\"seq\":").position() - from;
        long seq = in.number();
        in.expect(",\"v\":1}");
        Line.Body body = new Line.Body(in.since(from), seq, seqAt, previous);
        String hash = in.expect(",\"hash\":").hash();
        String key = in.expect(",\"key\":").string();
        byte[] signature = base64(in.expect(",\"signature\":").string());
        in.expect("}");
        return new Line.Checkpoint(body, at, heads, hash, key, signature);
    }

    private static byte[] base64(String text) throws Cursor.Unexpected {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new Cursor.Unexpected();
    }
}
