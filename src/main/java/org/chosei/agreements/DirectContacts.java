package org.chosei.agreements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which other CSIRTs an organisation is in direct contact with. Recorded by itself or by staff and shown to both, so that
 * nobody tells twice what is known; nothing is ever decided from it.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class DirectContacts {
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final InstantSource clock;

    DirectContacts(JdbcClient jdbc, Ledger ledger, InstantSource clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A contact that was recorded and not ended. */
    public record DirectContact(String csirt, Instant recordedAt) {}

    /** Those of one organisation that last, oldest first. */
    public List<DirectContact> of(OrganisationId organisation) {
        return jdbc.sql("""
                        select csirt, recorded_at from direct_contact
                         where organisation_id = :organisation and ended_at is null order by id
                        """)
                .param("organisation", organisation.value())
                .query((row, _) -> read(row))
                .list();
    }

    private static DirectContact read(ResultSet row) throws SQLException {
        return new DirectContact(
                row.getString("csirt"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant());
    }

    /** Records one; recording it again changes nothing. */
    public void record(OrganisationId organisation, String csirt) {
        String name = csirt.strip();
        if (!Act.isLine(name)) {
            throw new Refusal.Invalid("csirt", "direct-contact-csirt");
        }
        int added = jdbc.sql("""
                        insert into direct_contact (id, organisation_id, csirt) values (:id, :organisation, :csirt)
                        on conflict do nothing
                        """)
                .param("id", Uuid7.at(clock.instant()))
                .param("organisation", organisation.value())
                .param("csirt", name)
                .update();
        if (added == 1) {
            ledger.append(entry("organisation.direct-contact-recorded", organisation, name));
        }
    }

    /** The contact no longer lasts; ending it again changes nothing. */
    public void end(OrganisationId organisation, String csirt) {
        int ended = jdbc.sql("""
                        update direct_contact set ended_at = chosei_now(), ended_by = scope_actor()
                         where organisation_id = :organisation and lower(csirt) = lower(:csirt) and ended_at is null
                        """)
                .param("organisation", organisation.value())
                .param("csirt", csirt.strip())
                .update();
        if (ended > 0) {
            ledger.append(entry("organisation.direct-contact-ended", organisation, csirt.strip()));
        }
    }

    private static Entry entry(String kind, OrganisationId organisation, String csirt) {
        return Entry.ofInstallation(kind).about("organisation", organisation).detail("csirt", csirt);
    }
}
