package org.chosei.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.proof.ArcFinding;
import org.chosei.mail.proof.DkimFinding;
import org.chosei.mail.proof.DomainProof;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of what was proved of senders. */
@Repository
class SenderProofStore {
    private final JdbcClient jdbc;

    SenderProofStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<SenderProof> find(UUID mail) {
        List<DkimFinding> signatures = jdbc.sql(
                        "select domain, selector, result, aligned from mail_dkim_result where mail_id = :mail order by position")
                .param("mail", mail)
                .query((row, _) -> new DkimFinding(
                        row.getString(1),
                        row.getString(2),
                        DkimFinding.Result.valueOf(row.getString(3)),
                        row.getBoolean(4)))
                .list();
        return jdbc.sql("""
                        select from_domain, domain_outcome, domain_why, domain_policy, arc, arc_sealers, domain_at,
                               signature, signature_key, key_owner, registered_by
                          from mail_sender_proof where mail_id = :mail
                        """)
                .param("mail", mail)
                .query((row, _) -> read(row, signatures))
                .optional();
    }

    /** In short, of many mails at once. */
    Map<UUID, IncomingMails.Brief> briefs(Collection<UUID> mails) {
        Map<UUID, IncomingMails.Brief> briefs = new HashMap<>();
        jdbc.sql("""
                        select mail_id, domain_outcome, signature, key_owner, registered_by from mail_sender_proof
                         where mail_id = any(:ids::uuid[])
                        """).param("ids", mails.toArray(UUID[]::new)).query(row -> {
            briefs.put(
                    row.getObject(1, UUID.class),
                    new IncomingMails.Brief(
                            DomainProof.Outcome.valueOf(row.getString(2)),
                            SenderProof.Signed.valueOf(row.getString(3)),
                            organisation(row.getObject(4, UUID.class)),
                            organisation(row.getObject(5, UUID.class))));
        });
        return briefs;
    }

    private static SenderProof read(ResultSet row, List<DkimFinding> signatures) throws SQLException {
        DomainProof domain = new DomainProof(
                row.getString(1),
                DomainProof.Outcome.valueOf(row.getString(2)),
                DomainProof.Why.valueOf(row.getString(3)),
                row.getString(4),
                signatures,
                new ArcFinding(ArcFinding.State.valueOf(row.getString(5)), Arrays.asList((String[])
                        row.getArray(6).getArray())));
        return new SenderProof(
                domain,
                row.getObject(7, OffsetDateTime.class).toInstant(),
                SenderProof.Signed.valueOf(row.getString(8)),
                row.getString(9),
                organisation(row.getObject(10, UUID.class)),
                organisation(row.getObject(11, UUID.class)));
    }

    void keep(UUID mail, SenderProof proof) {
        DomainProof domain = proof.domain();
        jdbc.sql("""
                        insert into mail_sender_proof (mail_id, from_domain, domain_outcome, domain_why, domain_policy, arc,
                                                       arc_sealers, domain_at, signature, signature_key, key_owner, registered_by)
                        values (:mail, :domain, :outcome, :why, :policy, :arc, :sealers, :at, :signature, :key, :owner, :registered)
                        on conflict (mail_id) do update set from_domain = excluded.from_domain,
                               domain_outcome = excluded.domain_outcome, domain_why = excluded.domain_why,
                               domain_policy = excluded.domain_policy, arc = excluded.arc, arc_sealers = excluded.arc_sealers,
                               domain_at = excluded.domain_at, signature = excluded.signature,
                               signature_key = excluded.signature_key, key_owner = excluded.key_owner,
                               registered_by = excluded.registered_by, checked_at = excluded.checked_at
                        """)
                .param("mail", mail)
                .param("domain", domain.domain())
                .param("outcome", domain.outcome().name())
                .param("why", domain.why().name())
                .param("policy", domain.policy())
                .param("arc", domain.arc().state().name())
                .param("sealers", domain.arc().sealers().toArray(String[]::new))
                .param("at", proof.domainAt().atOffset(ZoneOffset.UTC))
                .param("signature", proof.signature().name())
                .param("key", proof.key())
                .param("owner", value(proof.keyOwner()), Types.OTHER)
                .param("registered", value(proof.registeredBy()), Types.OTHER)
                .update();
        keep(mail, domain.signatures());
    }

    private void keep(UUID mail, List<DkimFinding> all) {
        if (all.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into mail_dkim_result (mail_id, position, domain, selector, result, aligned)
                        select :mail, * from unnest(:positions::int[], :domains::text[], :selectors::text[], :results::text[],
                                                    :aligned::boolean[])
                        on conflict (mail_id, position) do update set result = excluded.result, aligned = excluded.aligned
                        """)
                .param("mail", mail)
                .param("positions", IntStream.range(0, all.size()).boxed().toArray(Integer[]::new))
                .param("domains", all.stream().map(DkimFinding::domain).toArray(String[]::new))
                .param("selectors", all.stream().map(DkimFinding::selector).toArray(String[]::new))
                .param("results", all.stream().map(each -> each.result().name()).toArray(String[]::new))
                .param("aligned", all.stream().map(DkimFinding::aligned).toArray(Boolean[]::new))
                .update();
    }

    private static @Nullable UUID value(@Nullable OrganisationId organisation) {
        return organisation == null ? null : organisation.value();
    }

    private static @Nullable OrganisationId organisation(@Nullable UUID id) {
        return id == null ? null : new OrganisationId(id);
    }
}
