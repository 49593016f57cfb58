package org.chosei.agreements.bymail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chosei.agreements.AgreementKind;
import org.chosei.kernel.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The texts that were mailed to be signed, and which signature came of one. */
@Component
class MailingStore {
    private static final String SELECT = """
            select id, organisation_id, kind, version, language, text_sha256, reference, address, signer_name, capacity,
                   statement, asked_at
              from agreement_mailing
            """;

    private final JdbcClient jdbc;

    MailingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Mailing mailing) {
        jdbc.sql("""
                        insert into agreement_mailing (id, organisation_id, kind, version, language, text_sha256,
                                                       reference, address, signer_name, capacity, statement)
                        values (:id, :organisation, :kind, :version, :language, :sha256, :reference, :address, :signer,
                                :capacity, :statement)
                        """)
                .param("id", mailing.id())
                .param("organisation", mailing.organisation().value())
                .param("kind", mailing.kind().label())
                .param("version", mailing.version())
                .param("language", mailing.language())
                .param("sha256", mailing.textSha256())
                .param("reference", mailing.reference())
                .param("address", mailing.address())
                .param("signer", mailing.signer())
                .param("capacity", mailing.capacity())
                .param("statement", mailing.statement())
                .update();
    }

    Optional<Mailing> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    Optional<Mailing> find(String reference) {
        return jdbc.sql(SELECT + " where reference = :reference")
                .param("reference", reference)
                .query((row, _) -> read(row))
                .optional();
    }

    /** All of one organisation, newest first. */
    List<Mailing> of(OrganisationId organisation) {
        return jdbc.sql(SELECT + " where organisation_id = :organisation order by id desc")
                .param("organisation", organisation.value())
                .query((row, _) -> read(row))
                .list();
    }

    /** True for the one caller that mails it. */
    boolean markMailed(UUID id) {
        return jdbc.sql("update agreement_mailing set mailed_at = chosei_now() where id = :id and mailed_at is null")
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Makes answers to the same mailing wait for each other, and says whether one was a signature already. */
    boolean lockAndAskWhetherSigned(UUID mailing) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "agreement-mailing:" + mailing)
                .query((_, _) -> true)
                .single();
        return jdbc.sql("select exists (select from agreement_signed_mail where mailing_id = :mailing)")
                .param("mailing", mailing)
                .query(Boolean.class)
                .single();
    }

    /** Keeps by what a signature is proved. */
    void keepProof(UUID signature, Mailing mailing, SignedAnswer answer) {
        jdbc.sql("""
                        insert into agreement_signed_mail (signature_id, organisation_id, mailing_id, mail_id,
                                                           mail_sha256, key_fingerprint, sender, reference)
                        values (:signature, :organisation, :mailing, :mail, :sha256, :key, :sender,
                                :reference)
                        """)
                .param("signature", signature)
                .param("organisation", mailing.organisation().value())
                .param("mailing", mailing.id())
                .param("mail", answer.mail())
                .param("sha256", answer.mailSha256())
                .param("key", answer.fingerprint())
                .param("sender", answer.sender())
                .param("reference", mailing.reference())
                .update();
    }

    private static Mailing read(ResultSet row) throws SQLException {
        return new Mailing(
                row.getObject("id", UUID.class),
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                AgreementKind.of(row.getString("kind")),
                row.getInt("version"),
                row.getString("language"),
                row.getString("text_sha256"),
                row.getString("reference"),
                row.getString("address"),
                row.getString("signer_name"),
                row.getString("capacity"),
                row.getString("statement"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant());
    }
}
