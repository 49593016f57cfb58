package org.chosei.conversation;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tokens in reply addresses: 130 random bits in letters and digits that survive any mailer, of which only the hash is
 * kept. A token leads a mail to its thread; it proves nothing about the sender.
 */
@Component
class ReplyTokens {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Thirty-two, so that the last five bits of a byte draw each of them as often. */
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private static final int LENGTH = 26;
    private static final Pattern ADDRESS =
            Pattern.compile("reply\\+([a-z2-7]{" + LENGTH + "})@.*", Pattern.CASE_INSENSITIVE);

    private final JdbcClient jdbc;

    ReplyTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a token leads. */
    record Target(UUID thread, CaseId caseId, OrganisationId organisation) {}

    /** A new token for each target, kept in one statement; the tokens in the same order. */
    List<String> issue(List<Target> targets) {
        List<String> tokens = new ArrayList<>();
        for (Target _ : targets) {
            tokens.add(random());
        }
        jdbc.sql("""
                        insert into reply_token (token_hash, thread_id, case_id, organisation_id)
                        select * from unnest(:hashes::bytea[], :threads::uuid[], :cases::uuid[], :organisations::uuid[]) as t (hash)
                         order by hash
                        """)
                .param("hashes", tokens.stream().map(ReplyTokens::hash).toArray(byte[][]::new))
                .param("threads", targets.stream().map(Target::thread).toArray(UUID[]::new))
                .param("cases", targets.stream().map(t -> t.caseId().value()).toArray(UUID[]::new))
                .param(
                        "organisations",
                        targets.stream().map(t -> t.organisation().value()).toArray(UUID[]::new))
                .update();
        return tokens;
    }

    /** Where the first token among these addresses leads; empty when there is none or it is unknown. */
    Optional<Target> find(List<String> addresses) {
        return targets(addresses).findFirst();
    }

    /** Where all tokens among these addresses lead, each thread once and in their order. */
    List<Target> all(List<String> addresses) {
        return targets(addresses).distinct().toList();
    }

    private Stream<Target> targets(List<String> addresses) {
        return addresses.stream()
                .map(ADDRESS::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1).toLowerCase(Locale.ROOT))
                .distinct()
                .flatMap(token -> lookUp(token).stream());
    }

    private Optional<Target> lookUp(String token) {
        return jdbc.sql("select thread_id, case_id, organisation_id from reply_token where token_hash = :hash")
                .param("hash", hash(token))
                .query((row, _) -> new Target(
                        row.getObject(1, UUID.class),
                        new CaseId(row.getObject(2, UUID.class)),
                        new OrganisationId(row.getObject(3, UUID.class))))
                .optional();
    }

    private static String random() {
        byte[] drawn = new byte[LENGTH];
        RANDOM.nextBytes(drawn);
        StringBuilder token = new StringBuilder(LENGTH);
        for (byte each : drawn) {
            token.append(ALPHABET.charAt(each & ALPHABET.length() - 1));
        }
        return token.toString();
    }

    private static byte[] hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.US_ASCII));
    }
}
