package org.chosei.agreements;

import java.util.List;
import java.util.stream.Stream;
import org.chosei.agreements.Agreements.Agreement;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.NextStep;
import org.chosei.registry.NextStep.State;
import org.chosei.registry.OwnSteps;
import org.springframework.stereotype.Component;

/** Signing note and NDA, and the CSIRT's signatures under them. */
@Component
class AgreementSteps implements OwnSteps {
    private final Agreements agreements;

    AgreementSteps(Agreements agreements) {
        this.agreements = agreements;
    }

    @Override
    public List<NextStep> of(OrganisationId organisation) {
        return AgreementKind.toSign().stream()
                .map(kind -> agreements.of(organisation, kind, "en"))
                .flatMap(AgreementSteps::steps)
                .toList();
    }

    private static Stream<NextStep> steps(Agreement agreement) {
        String kind = agreement.text().kind().label();
        Signature signature = agreement.signature();
        boolean countersigned = signature != null && signature.countersignature() != null;
        return Stream.of(
                NextStep.of(kind, agreement.stands(), State.YOURS, "/agreements#" + kind),
                NextStep.of(
                        kind + "-countersigned",
                        countersigned,
                        signature == null ? State.LATER : State.CSIRT,
                        "/agreements#" + kind));
    }
}
