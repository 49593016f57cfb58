package org.chosei.ledger.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.testing.TestCheckpointKey;

/** Alters exports as somebody would who has read docs/formats/ledger.md; hashes are computed here a second time. */
final class Forger {
    private static final Pattern LINE =
            Pattern.compile("\\{\"(entry|checkpoint)\":(\\{.*?\\}),\"hash\":\"([0-9a-f]{64})\"(.*)\\}");

    final List<String> lines;

    Forger(List<String> lines) {
        this.lines = new ArrayList<>(lines);
    }

    /** Where the entry with this number lies; there is one chain in these exports. */
    int entry(long seq) {
        return at("{\"entry\":", "\"seq\":" + seq + ",\"subjects\"");
    }

    int checkpoint(long seq) {
        return at("{\"checkpoint\":", "\"seq\":" + seq + ",\"v\":1}");
    }

    int chain() {
        return at("{\"chain\":", "");
    }

    /** Where a line lies that begins so and contains this. */
    int at(String start, String part) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start) && lines.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no line " + start + " with " + part);
    }

    Forger change(int line, UnaryOperator<String> how) {
        String before = lines.get(line);
        String after = how.apply(before);
        if (before.equals(after)) {
            throw new AssertionError("nothing changed in " + before);
        }
        lines.set(line, after);
        return this;
    }

    /** Gives a line the hash of its body. */
    Forger hashed(int line) {
        Matcher parts = parts(line);
        lines.set(
                line,
                "{\"%s\":%s,\"hash\":\"%s\"%s}"
                        .formatted(parts.group(1), parts.group(2), sha256(parts.group(2)), parts.group(4)));
        return this;
    }

    String body(int line) {
        return parts(line).group(2);
    }

    String hash(int line) {
        return parts(line).group(3);
    }

    private Matcher parts(int line) {
        Matcher parts = LINE.matcher(lines.get(line));
        if (!parts.matches()) {
            throw new AssertionError(lines.get(line));
        }
        return parts;
    }

    /** Numbers, links and hashes all entries anew, and the chain's own line with them. */
    Forger rehashed() {
        String previous = "0".repeat(64);
        int seq = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("{\"entry\":")) {
                seq++;
                lines.set(
                        i,
                        lines.get(i)
                                .replaceAll("\"previous\":\"[0-9a-f]{64}\"", "\"previous\":\"" + previous + "\"")
                                .replaceAll("\"seq\":\\d+", "\"seq\":" + seq));
                hashed(i);
                previous = hash(i);
            }
        }
        String head = previous;
        int entries = seq;
        lines.replaceAll(line -> line.startsWith("{\"chain\":")
                ? line.replaceAll("\"head\":\".*", "\"head\":\"" + head + "\",\"seq\":" + entries + "}")
                : line);
        return counted();
    }

    /** Makes the last line say what is there. */
    Forger counted() {
        lines.set(
                lines.size() - 1,
                "{\"end\":{\"chains\":%d,\"checkpoints\":%d,\"entries\":%d}}"
                        .formatted(count("{\"chain\":"), count("{\"checkpoint\":"), count("{\"entry\":")));
        return this;
    }

    private long count(String start) {
        return lines.stream().filter(line -> line.startsWith(start)).count();
    }

    /** Signs all checkpoints over the heads that the entries now have, links them, and puts this key in. */
    Forger resigned(TestCheckpointKey key) {
        org.chosei.ledger.VerificationKey half = new org.chosei.ledger.VerificationKey(key.publicKey());
        String previous = null;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("{\"key\":")) {
                lines.set(
                        i,
                        "{\"key\":\""
                                + java.util.Base64.getEncoder()
                                        .encodeToString(key.publicKey().getEncoded()) + "\"}");
            }
            if (lines.get(i).startsWith("{\"checkpoint\":")) {
                String body = reheaded(body(i));
                if (previous != null) {
                    body = body.replaceAll("\"previous\":\"[0-9a-f]{64}\"", "\"previous\":\"" + previous + "\"");
                }
                previous = sha256(body);
                lines.set(
                        i,
                        "{\"checkpoint\":%s,\"hash\":\"%s\",\"key\":\"%s\",\"signature\":\"%s\"}"
                                .formatted(
                                        body,
                                        previous,
                                        half.id(),
                                        java.util.Base64.getEncoder().encodeToString(key.sign(body.getBytes(UTF_8)))));
            }
        }
        return this;
    }

    private String reheaded(String body) {
        String chain = lines.get(chain()).substring("{\"chain\":\"".length()).substring(0, 36);
        return Pattern.compile("\\[\"" + chain + "\",(\\d+),\"[0-9a-f]{64}\"\\]")
                .matcher(body)
                .replaceAll(head -> "[\"%s\",%s,\"%s\"]"
                        .formatted(chain, head.group(1), hash(entry(Long.parseLong(head.group(1))))));
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
