package org.chosei.identity;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Slows guessing down, by account and by network: after some failures each further try costs a pause that doubles.
 * Accounts that do not exist are counted alike. A try counts as failed until it is forgiven, so that tries sent at the
 * same time cannot slip through.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class AttemptLimits {
    static final int ACCOUNT_FAILURES = 5;
    /** A whole company may sit behind one address. */
    static final int NETWORK_FAILURES = 20;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration MEMORY = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    AttemptLimits(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Counts one try, or refuses it without counting when a pause is still running. */
    void count(String email, String address) {
        count(network(address), NETWORK_FAILURES);
        count(account(email), ACCOUNT_FAILURES);
    }

    /**
     * The try succeeded: the account starts anew; the network keeps the failures of its other tries. First the network,
     * as when counting: in the other order two tries at once would wait for each other.
     */
    void forgive(String email, String address) {
        jdbc.sql("""
                        update sign_in_attempt set failures = greatest(failures - 1, 0), blocked_until = null
                         where key = :key
                        """).param("key", network(address)).update();
        jdbc.sql("update sign_in_attempt set failures = 0, blocked_until = null where key = :key")
                .param("key", account(email))
                .update();
    }

    private void count(String key, int allowed) {
        Instant now = clock.instant();
        int failures = add(key, now).orElseThrow(() -> new Refusal.TooMany(secondsLeft(key, now)));
        if (failures >= allowed) {
            jdbc.sql("update sign_in_attempt set blocked_until = :until where key = :key")
                    .param("until", time(now.plus(pause(failures - allowed))))
                    .param("key", key)
                    .update();
        }
    }

    private Optional<Integer> add(String key, Instant now) {
        return jdbc.sql("""
                        insert into sign_in_attempt as a (key, failures, last_at) values (:key, 1, :now)
                        on conflict (key) do update
                           set failures = case when a.last_at < :forgotten then 1 else a.failures + 1 end,
                               last_at = :now, blocked_until = null
                         where a.blocked_until is null or a.blocked_until <= :now
                        returning failures
                        """)
                .param("key", key)
                .param("now", time(now))
                .param("forgotten", time(now.minus(MEMORY)))
                .query(Integer.class)
                .optional();
    }

    private long secondsLeft(String key, Instant now) {
        OffsetDateTime until = jdbc.sql("select blocked_until from sign_in_attempt where key = :key")
                .param("key", key)
                .query(OffsetDateTime.class)
                .single();
        return Math.max(1, Duration.between(now, until.toInstant()).toSeconds());
    }

    private static Duration pause(int beyond) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(beyond, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private static String account(String email) {
        return "account:" + hash(email.strip().toLowerCase(Locale.ROOT));
    }

    private static String network(String address) {
        return "network:" + hash(Networks.of(address));
    }

    private static String hash(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
