package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.agreements.AgreementKind;
import org.chosei.agreements.DirectContacts;
import org.chosei.cases.CoordinatedCase;
import org.chosei.distribution.Answer.Level;
import org.chosei.distribution.Answer.Reason;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.testing.Application;
import org.chosei.testing.Gpg;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the gate answers while a new NDA comes into force, and about those who also talk to others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraceAtTheGateTest {
    private final Application application = Application.start();
    private final Vendors vendors = new Vendors(application::bean);
    private final Gpg gpg = new Gpg();
    private final CoordinatedCase of = vendors.openCase(60);

    @AfterAll
    void stop() {
        gpg.close();
        application.close();
    }

    private Answer answer(Vendor vendor) {
        return vendors.asStaff(() -> application.bean(Waves.class).candidates(of.id())).stream()
                .filter(each -> each.vendor().id().equals(vendor.id()))
                .map(Waves.Candidate::answer)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void olderNdaIsEnoughUntilItsGraceEndsAndNotAnInstantLonger() {
        Vendor vendor = vendors.active("Graced", gpg);
        Instant from = vendors.in(Duration.ofDays(1));
        Instant end = from.plus(Duration.ofDays(3));
        vendors.as(
                new Scope.System(Purpose.SETUP),
                () -> vendors.sql()
                        .sql("""
                                insert into agreement_text (kind, version, language, body, sha256, in_force_from, grace_days)
                                select kind, version + 1, language, body || '+', encode(sha256(convert_to(body || '+', 'UTF8')), 'hex'),
                                       :from, 3
                                  from agreement_text where kind = 'nda' and version = 1
                                """)
                        .param("from", from.atOffset(ZoneOffset.UTC))
                        .update());
        for (Instant enough : List.of(from.minusMillis(1), from, end.minusMillis(1))) {
            application.stopAt(enough);
            assertThat(answer(vendor).level()).as(enough.toString()).isEqualTo(Level.FULL);
        }
        application.stopAt(end);
        assertThat(answer(vendor)).isEqualTo(new Answer(Level.NO, List.of(Reason.NDA_NOT_CURRENT)));
        vendors.sign(vendor, AgreementKind.NDA);
        assertThat(answer(vendor).level()).isEqualTo(Level.FULL);
    }

    @Test
    void directContactWithAnotherCsirtChangesNoAnswerOfTheGate() {
        Vendor talking = vendors.active("Talking", gpg);
        Vendor unsigned = vendors.registered("Unsigned", org.chosei.registry.Organisation.RegistrationClass.GENERAL);
        for (Vendor vendor : List.of(talking, unsigned)) {
            Answer before = answer(vendor);
            vendors.as(vendors.memberOf(vendor), () -> {
                application.bean(DirectContacts.class).record(vendor.id(), "CERT/CC");
                return true;
            });
            assertThat(vendors.asStaff(
                            () -> application.bean(DirectContacts.class).of(vendor.id())))
                    .extracting(DirectContacts.DirectContact::csirt)
                    .containsExactly("CERT/CC");
            assertThat(answer(vendor)).isEqualTo(before);
        }
        assertThat(answer(talking).level()).isEqualTo(Level.FULL);
    }
}
