package org.chosei.agreements;

import org.chosei.access.Scopes;
import org.chosei.agreements.Act.Proof;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.registry.Organisations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The CSIRT's own signature under an organisation's. It is shown to both and changes no standing. Staff only. */
@Component
@Transactional
public class Countersignatures {
    private final SignatureStore signatures;
    private final Organisations organisations;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final SigningAccounts accounts;

    Countersignatures(
            SignatureStore signatures,
            Organisations organisations,
            JdbcClient jdbc,
            Ledger ledger,
            SigningAccounts accounts) {
        this.accounts = accounts;
        this.organisations = organisations;
        this.signatures = signatures;
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /** Refuses what could not be signed, before a code is used up for it. */
    @Transactional(readOnly = true)
    public void check(OrganisationId organisation, AgreementKind kind, int version, Act act) {
        open(organisation, kind, version);
        act.require(accounts.acting());
    }

    /** Signs under the open signature of that version. */
    public void sign(OrganisationId organisation, AgreementKind kind, int version, Act act, Proof proof) {
        Signature signature = open(organisation, kind, version);
        act.require(accounts.acting());
        if (!add(signature, act, proof)) {
            throw new Refusal.WrongState("agreement-countersigned");
        }
        ledger.append(Entry.ofInstallation("agreement.countersigned")
                .about("organisation", organisation)
                .about("signature", signature.id())
                .about("text", kind.label() + "-" + version)
                .about("sha256", signature.textSha256()));
    }

    private Signature open(OrganisationId organisation, AgreementKind kind, int version) {
        if (organisations.find(organisation).isEmpty()) {
            throw new Refusal.NotFound();
        }
        Signature signature = signatures.of(organisation).stream()
                .filter(each -> each.kind() == kind && each.version() == version && each.endedAt() == null)
                .findFirst()
                .orElseThrow(() -> new Refusal.WrongState("agreement-not-signed"));
        if (signature.countersignature() != null) {
            throw new Refusal.WrongState("agreement-countersigned");
        }
        if (Scopes.person().id().equals(signature.person())) {
            throw new Refusal.NotPermitted("agreement-own-signature");
        }
        return signature;
    }

    private boolean add(Signature signature, Act act, Proof proof) {
        return jdbc.sql("""
                                insert into agreement_countersignature (signature_id, organisation_id, person_id,
                                                                        signer_name, capacity, from_address, proved_by)
                                values (:signature, :organisation, :person, :name, :capacity, :address, :proof)
                                on conflict do nothing
                                """)
                        .param("signature", signature.id())
                        .param("organisation", signature.organisation().value())
                        .param("person", Scopes.person().id().value())
                        .param("name", act.name())
                        .param("capacity", act.capacity())
                        .param("address", proof.address())
                        .param("proof", proof.by())
                        .update()
                == 1;
    }
}
