package org.chosei.ledger;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the lines of export format 1 (docs/formats/ledger.md). What is hashed is written as it was hashed. */
final class ExportLines {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ExportLines() {}

    static String header(Instant at, @Nullable UUID caseId) {
        return "{\"export\":\"chosei-ledger\",\"v\":1,\"at\":\"%s\",\"case\":%s}"
                .formatted(Times.write(at), caseId == null ? "null" : quoted(caseId));
    }

    static String key(String encoded) {
        return oneLine("{\"key\":\"%s\"}".formatted(encoded));
    }

    static String checkpoint(ExportPages.SignedBody of) {
        return oneLine("{\"checkpoint\":%s,\"hash\":\"%s\",\"key\":\"%s\",\"signature\":\"%s\"}"
                .formatted(
                        of.body(),
                        of.hash(),
                        keyId(of.key()),
                        Base64.getEncoder().encodeToString(of.signature())));
    }

    /** A key that cannot be read belongs to no id. */
    private static String keyId(String encoded) {
        try {
            return VerificationKey.ofEncoded(encoded).id();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    static String chain(ExportPages.Chain of) {
        return oneLine("{\"chain\":\"%s\",\"head\":\"%s\",\"seq\":%d}".formatted(of.id(), of.head(), of.seq()));
    }

    /** {@code details} is JSON as it was committed to; null when details are not revealed. */
    static String entry(UUID chain, ExportPages.Row of, @Nullable String details) {
        String body =
                "{\"actor\":%s,\"at\":\"%s\",\"audience\":%s,\"chain\":\"%s\",\"commitment\":\"%s\",\"kind\":%s,\"previous\":\"%s\",\"seq\":%d,\"subjects\":%s,\"v\":1}"
                        .formatted(
                                quoted(of.actor()),
                                Times.write(of.at()),
                                of.audience() == null ? "null" : quoted(of.audience()),
                                chain,
                                of.commitment(),
                                quoted(of.kind()),
                                of.previous(),
                                of.seq(),
                                of.subjects());
        return oneLine("{\"entry\":%s,\"hash\":\"%s\"%s}"
                .formatted(body, of.hash(), details == null ? "" : ",\"details\":" + details));
    }

    static String end(long chains, long checkpoints, long entries) {
        return "{\"end\":{\"chains\":%d,\"checkpoints\":%d,\"entries\":%d}}".formatted(chains, checkpoints, entries);
    }

    private static String quoted(Object value) {
        return JSON.writeValueAsString(value.toString());
    }

    /** Rows that were tampered with may hold anything; they must not become lines of their own. */
    private static String oneLine(String line) {
        return line.replaceAll("[\\r\\n]", " ");
    }
}
