package org.chosei.testing;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.registry.vetting.Confirmations;
import org.chosei.registry.vetting.VettingRecords;
import org.chosei.registry.vetting.VettingRecords.Head;

/** Two people of the CSIRT vet an organisation by the use cases: one calls, meets and takes in a document, the other confirms. */
public final class TestVetting {
    private static final UUID CALLER = new UUID(0x7000L, 0x8000_0000_0000_0ca1L);
    private static final UUID CONFIRMER = new UUID(0x7000L, 0x8000_0000_0000_0cafL);

    private final VettingRecords records;
    private final Confirmations confirmations;
    private final OrganisationId csirt;

    public TestVetting(VettingRecords records, Confirmations confirmations, OrganisationId csirt) {
        this.records = records;
        this.confirmations = confirmations;
        this.csirt = csirt;
    }

    public static TestVetting of(Application application) {
        return new TestVetting(
                application.bean(VettingRecords.class),
                application.bean(Confirmations.class),
                TestOrganisations.COORDINATOR);
    }

    /** All of it. */
    public void vet(OrganisationId organisation, Instant now) {
        call(organisation, now);
        meet(organisation, now);
        UUID last = document(organisation, now);
        Scopes.as(confirmer(), () -> confirmations.confirm(organisation, last, ""));
    }

    public UUID call(OrganisationId organisation, Instant now) {
        Head head = head(organisation, now);
        VettingRecords.TypedCall call = new VettingRecords.TypedCall(
                "0120-444-444", "PUBLIC_REGISTER", "A register", "Somebody", "CONFIRMED", "", false);
        Scopes.as(caller(), () -> records.called(head, call, List.of()));
        return head.form();
    }

    public UUID meet(OrganisationId organisation, Instant now) {
        Head head = head(organisation, now);
        VettingRecords.TypedMeeting meeting =
                new VettingRecords.TypedMeeting("By video", "Caller", "Somebody", "HELD", "");
        Scopes.as(caller(), () -> records.met(head, meeting, List.of()));
        return head.form();
    }

    public UUID document(OrganisationId organisation, Instant now) {
        Head head = head(organisation, now);
        Scopes.as(caller(), () -> records.received(head, "REGISTER_EXTRACT", "In the binder", List.of()));
        return head.form();
    }

    private static Head head(OrganisationId organisation, Instant now) {
        return new Head(UUID.randomUUID(), organisation, now, null);
    }

    public Scope.Person caller() {
        return new Scope.Person(new PersonId(CALLER), csirt, Set.of(Role.COORDINATOR));
    }

    public Scope.Person confirmer() {
        return new Scope.Person(new PersonId(CONFIRMER), csirt, Set.of(Role.APPROVER));
    }
}
