package org.chosei.registry;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** So many forms an hour from one network (/24 of IPv4, /64 of IPv6), so that one cannot fill the list for all. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class WebFormLimits {
    /** A whole company, or a class that is shown the form, may sit behind one address. */
    static final int FORMS = 30;

    private static final Duration WINDOW = Duration.ofHours(1);

    private final JdbcClient jdbc;

    WebFormLimits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Counted(int forms, Instant since) {}

    /**
     * Counts one form, or refuses it, which undoes the count.
     *
     * @param address a literal IP address
     */
    void count(String address, Instant now) {
        Counted counted = jdbc.sql("""
                        insert into web_form_network as n (key, forms, since) values (:key, 1, :now)
                        on conflict (key) do update
                           set forms = case when n.since <= :before then 1 else n.forms + 1 end,
                               since = case when n.since <= :before then :now else n.since end
                        returning forms, since
                        """)
                .param("key", Sha256.hex(network(address)))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("before", now.minus(WINDOW).atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Counted(
                        row.getInt(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .single();
        if (counted.forms() > FORMS) {
            Duration left = Duration.between(now, counted.since().plus(WINDOW));
            throw new Refusal.TooMany(Math.max(1, left.toSeconds()));
        }
    }

    private static byte[] network(String address) {
        InetAddress parsed = InetAddress.ofLiteral(address.replaceFirst("%.*", ""));
        return Arrays.copyOf(parsed.getAddress(), parsed instanceof Inet4Address ? 3 : 8);
    }
}
