package org.chosei.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.chosei.access.Audiences;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.status.ToldStatuses;
import org.chosei.cases.status.VendorStatus;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Sha256;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.server.Server;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes the rows that a wave to many vendors leaves behind, without the signatures, keys and mails that a real one needs of
 * each: what is measured is how the pages read them.
 */
final class LargeCaseRows {
    private final Server server;
    private final Scope staff;
    private final JdbcClient jdbc;

    LargeCaseRows(Server server, Scope staff) {
        this.server = server;
        this.staff = staff;
        this.jdbc = server.part(JdbcClient.class);
    }

    void add(CaseId of, List<OrganisationId> vendors) {
        inOne(() -> wave(of, vendors));
        Map<VendorStatus, List<OrganisationId>> answers = new LinkedHashMap<>();
        int fifth = vendors.size() / 10;
        VendorStatus[] all = VendorStatus.values();
        for (int i = 0; i < all.length; i++) {
            answers.put(all[i], vendors.subList(i * fifth, (i + 1) * fifth));
        }
        answers.forEach((status, those) -> inOne(() -> told(of, status, those)));
    }

    private boolean wave(CaseId of, List<OrganisationId> vendors) {
        UUID wave = Uuid7.at(now());
        UUID notice = Uuid7.at(now());
        UUID[] ids = vendors.stream().map(OrganisationId::value).toArray(UUID[]::new);
        Audiences audiences = server.part(Audiences.class);
        AudienceId group = audiences.openGroup(of, wave);
        audiences.openEach(of, vendors);
        SealedId body = server.part(Vault.class).seal(of, group, "Notice");
        jdbc.sql(
                        "insert into notice (id, case_id, audience_id, ordinal, body, sha256) values (:id, :case, :group, 1, :body, :hash)")
                .param("id", notice)
                .param("case", of.value())
                .param("group", group.value())
                .param("body", body.value())
                .param("hash", Sha256.hex("Notice".getBytes(StandardCharsets.UTF_8)))
                .update();
        jdbc.sql("""
                        insert into wave (id, case_id, notice_id, policy_version, visible_from)
                        select :id, :case, :notice, max(version), chosei_now() from distribution_policy
                        """)
                .param("id", wave)
                .param("case", of.value())
                .param("notice", notice)
                .update();
        for (String rows : List.of("""
                insert into wave_selection (wave_id, case_id, organisation_id, answer, reasons, chosen)
                select :wave, :case, v, 'PORTAL_ONLY', '{NO_KEY}', true from unnest(:vendors::uuid[]) as v
                """, """
                insert into access_grant (case_id, audience_id, organisation_id, wave_id, visible_from)
                select a.case_id, a.id, a.organisation_id, :wave, chosei_now() from audience a
                 where a.case_id = :case and a.organisation_id = any(:vendors::uuid[])
                """, """
                insert into thread (id, case_id, audience_id, organisation_id)
                select uuidv7(), a.case_id, a.id, a.organisation_id from audience a
                 where a.case_id = :case and a.organisation_id = any(:vendors::uuid[]) and :wave::uuid is not null
                """, """
                insert into participant (case_id, organisation_id, role)
                select :case, v, 'vendor' from unnest(:vendors::uuid[]) as v where :wave::uuid is not null
                """)) {
            jdbc.sql(rows)
                    .param("wave", wave)
                    .param("case", of.value())
                    .param("vendors", ids)
                    .update();
        }
        for (OrganisationId vendor : vendors.subList(0, vendors.size() * 8 / 10)) {
            server.part(Ledger.class)
                    .append(Entry.of(of, "content.read")
                            .about("organisation", vendor)
                            .about("sealed", body.value()));
        }
        return true;
    }

    private boolean told(CaseId of, VendorStatus status, List<OrganisationId> vendors) {
        Map<OrganisationId, String> by = new LinkedHashMap<>();
        vendors.forEach(vendor -> by.put(vendor, "PSIRT"));
        ToldStatuses.Outcome outcome = server.part(ToldStatuses.class)
                .record(of, Uuid7.at(now()), null, new ToldStatuses.Call(status, by, now(), List.of()));
        StepFailed.unless(
                outcome.not().isEmpty(),
                "%d answers were not recorded",
                outcome.not().size());
        return true;
    }

    private <T> T inOne(Supplier<T> work) {
        TransactionOperations transaction = server.part(TransactionOperations.class);
        return Scopes.as(staff, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }
}
