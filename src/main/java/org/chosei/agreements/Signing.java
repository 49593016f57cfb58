package org.chosei.agreements;

import org.chosei.agreements.Act.Proof;
import org.chosei.identity.Reauthentication;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.springframework.stereotype.Component;

/**
 * Signing, and ending what was signed, by a person at a browser, who proves anew who it is. What else is wrong is said before, so that it costs no code;
 * the proof stands between two transactions, because its hash is slow.
 */
@Component
public class Signing {
    private final Agreements agreements;
    private final Countersignatures countersignatures;
    private final Reauthentication reauthentication;

    Signing(Agreements agreements, Countersignatures countersignatures, Reauthentication reauthentication) {
        this.agreements = agreements;
        this.countersignatures = countersignatures;
        this.reauthentication = reauthentication;
    }

    /** Password and code as typed, and the literal IP address of the request. */
    public record Typed(String password, String code, String address) {}

    /** Signs for the acting person's organisation. */
    public void sign(AgreementKind kind, Agreements.Shown shown, Act act, Typed typed) {
        agreements.check(kind, shown, act);
        agreements.sign(kind, shown, act, prove(typed));
    }

    /** Ends an agreement of the acting person's organisation. */
    public void end(AgreementKind kind, String reason, Typed typed) {
        agreements.checkEnd(kind, reason);
        prove(typed);
        agreements.endOwn(kind, reason);
    }

    /** Signs for the CSIRT under an organisation's signature. */
    public void countersign(OrganisationId organisation, AgreementKind kind, int version, Act act, Typed typed) {
        countersignatures.check(organisation, kind, version, act);
        countersignatures.sign(organisation, kind, version, act, prove(typed));
    }

    private Proof prove(Typed typed) {
        if (!reauthentication.proves(typed.password(), typed.code(), typed.address())) {
            throw new Refusal.Invalid("code", "agreement-proof");
        }
        return Proof.passwordAndCode(typed.address());
    }
}
