package org.chosei.agreements.pdf;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.chosei.agreements.AgreementText;
import org.chosei.agreements.Agreements;
import org.chosei.agreements.Signature;
import org.chosei.identity.OrganisationNames;
import org.chosei.web.Messages;
import org.chosei.web.Site;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts the record of a signature together, for staff and for the organisation that signed; for others there is none. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class SignatureRecords {
    private final Agreements agreements;
    private final OrganisationNames organisations;
    private final JdbcClient jdbc;
    private final Messages words;
    private final Site site;

    SignatureRecords(
            Agreements agreements, OrganisationNames organisations, JdbcClient jdbc, Messages words, Site site) {
        this.agreements = agreements;
        this.organisations = organisations;
        this.jdbc = jdbc;
        this.words = words;
        this.site = site;
    }

    /** Where the installation's chain holds what happened to a signature. */
    record LedgerEntry(String kind, long seq, String hash) {}

    /** The record, or "not found". */
    public SignatureRecord of(UUID id) {
        Signature signature = agreements.signature(id);
        AgreementText text = agreements.text(signature.kind(), signature.version(), signature.language());
        Locale language = Locale.of(signature.language());
        RecordFacts facts = new RecordFacts(words, language, site);
        return new SignatureRecord(
                id,
                signature.signedAt(),
                language,
                words.text(language, "agreements.record.title"),
                facts.of(signature, organisations.name(signature.organisation(), language), entries(id)),
                words.text(language, "agreements.record.text"),
                text.body(),
                words.text(language, "agreements.record.missing"));
    }

    private List<LedgerEntry> entries(UUID signature) {
        return jdbc.sql("select kind, seq, hash from agreement_entries(:signature)")
                .param("signature", signature)
                .query((row, _) -> new LedgerEntry(row.getString(1), row.getLong(2), row.getString(3)))
                .list();
    }
}
