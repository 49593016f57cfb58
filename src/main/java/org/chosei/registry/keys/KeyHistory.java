package org.chosei.registry.keys;

import java.time.Instant;
import java.util.List;
import org.chosei.kernel.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What an organisation no longer uses: retired keys and replaced copies, with who ended it, when and why. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class KeyHistory {
    private static final int MOST = 100;

    private final JdbcClient jdbc;

    KeyHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Why a key or a copy is no longer used. */
    public enum Why {
        /** Somebody stopped using it. */
        RETIRED,
        /** Its owner took it back, or says that others may have it. */
        REVOKED,
        /** It had run out when its use was ended. */
        EXPIRED,
        /** A newer copy of the same key took its place. */
        REPLACED
    }

    /** One that is over. */
    public record Past(String fingerprint, Instant at, String by, Why why) {}

    /** The newest hundred, newest first. */
    public List<Past> of(OrganisationId organisation) {
        return jdbc.sql("""
                        select fingerprint, retired_at as at, retired_by as by, coalesce(retired_why, 'RETIRED') as why
                          from contact_key where organisation_id = :id and retired_at is not null
                         union all
                        select fingerprint, replaced_at, replaced_by, why
                          from contact_key_copy where organisation_id = :id
                         order by at desc limit :most
                        """)
                .param("id", organisation.value())
                .param("most", MOST)
                .query((row, _) -> new Past(
                        row.getString(1), KeyStore.instant(row, "at"), row.getString(3), Why.valueOf(row.getString(4))))
                .list();
    }
}
