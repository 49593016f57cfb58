package org.chosei.agreements;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.chosei.access.Role;
import org.chosei.agreements.Parties.Vendor;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Browser;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Signing asks again for password and code, and the CSIRT signs under it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningTest {
    private final Parties parties = new Parties();

    @AfterAll
    void stop() {
        parties.close();
    }

    @Test
    void wrongPasswordAndWrongCodeAreRefusedInTheSameWordsAndNothingIsSigned() {
        Vendor vendor = parties.vendor();
        Browser.Page password =
                parties.sign(vendor, "nda", "not the password", vendor.person().nextCode());
        Browser.Page code = parties.sign(vendor, "nda", TestPerson.PASSWORD, "000000");
        assertThat(password.refusal()).isEqualTo("agreement-proof");
        assertThat(password.status()).isEqualTo(422);
        assertThat(code.html().select("[data-refusal]").outerHtml())
                .isEqualTo(password.html().select("[data-refusal]").outerHtml());
        assertThat(code.html().select("#nda-name").val()).isEqualTo("Rei Signer");
        assertThat(code.html().select("#nda-capacity").val()).isEqualTo("Head of PSIRT");
        assertThat(code.body()).doesNotContain(TestPerson.PASSWORD);
        assertThat(parties.signatures(vendor)).isEmpty();
    }

    @Test
    void nameThatIsNotTheAccountsIsSignedOnlyWhenItIsMeantAndTheRecordNamesBoth() {
        Vendor vendor = parties.vendor();
        String code = vendor.person().nextCode();
        Element form = vendor.form("nda");
        assertThat(form.text()).contains("my account (Rei)");
        List<String> fields = new ArrayList<>(List.of("name", "Somebody Else", "capacity", "Head", "agree", "yes"));
        fields.addAll(List.of("password", TestPerson.PASSWORD, "code", code));
        for (String name : List.of("version", "language", "sha256")) {
            fields.addAll(List.of(name, form.select("[name=" + name + "]").val()));
        }
        Browser.Page warned = vendor.browser().post("/agreements/nda/signature", fields.toArray(String[]::new));
        assertThat(warned.status()).isEqualTo(422);
        assertThat(warned.refusal()).isEqualTo("agreement-name-differs");
        assertThat(warned.text()).contains("“Somebody Else”", "“Rei”");
        assertThat(warned.html().select("#nda-name").val()).isEqualTo("Somebody Else");
        assertThat(parties.signatures(vendor)).isEmpty();

        fields.addAll(List.of("otherName", "yes"));
        assertThat(vendor.browser()
                        .post("/agreements/nda/signature", fields.toArray(String[]::new))
                        .status())
                .as("the warning cost no code")
                .isEqualTo(303);
        for (Browser.Page page : List.of(
                vendor.browser().get("/agreements"),
                parties.coordinator.browser().get(parties.records(vendor)),
                parties.coordinator.browser().get("/agreements/waiting"))) {
            assertThat(page.text()).contains("Somebody Else", "account of Rei");
            assertThat(page.html().select("[data-account=differs]")).isNotEmpty();
        }
        String record = vendor.browser()
                .get("/agreements")
                .html()
                .select("#nda a[href$=record.txt]")
                .attr("href");
        assertThat(vendor.browser().get(record).body())
                .contains("Somebody Else", "Rei (not the name that was written)");
    }

    @Test
    void codeSignsOnce() {
        Vendor vendor = parties.vendor();
        String code = vendor.person().nextCode();
        assertThat(parties.sign(vendor, "note", TestPerson.PASSWORD, code).status())
                .isEqualTo(303);
        assertThat(parties.sign(vendor, "nda", TestPerson.PASSWORD, code).refusal())
                .isEqualTo("agreement-proof");
        assertThat(parties.signatures(vendor)).extracting(Signature::kind).containsExactly(AgreementKind.NOTE);
    }

    @Test
    void whatElseIsWrongIsSaidBeforeACodeIsUsedUp() {
        Vendor vendor = parties.vendor();
        String code = vendor.person().nextCode();
        assertThat(vendor.browser()
                        .post(
                                "/agreements/nda/signature",
                                "version",
                                "1",
                                "language",
                                "en",
                                "sha256",
                                vendor.form("nda").select("[name=sha256]").val(),
                                "name",
                                "Rei",
                                "capacity",
                                " ",
                                "agree",
                                "yes",
                                "password",
                                TestPerson.PASSWORD,
                                "code",
                                code)
                        .refusal())
                .isEqualTo("agreement-capacity");
        assertThat(parties.sign(vendor, "nda", TestPerson.PASSWORD, code).status())
                .isEqualTo(303);
    }

    @Test
    void guessingIsSlowedDownLikeSigningInAndTheRightCodeDoesNotHelpDuringThePause() {
        Vendor vendor = parties.vendor();
        for (int i = 0; i < 5; i++) {
            parties.sign(vendor, "nda", "guess number " + i, "000000");
        }
        Browser.Page page =
                parties.sign(vendor, "nda", TestPerson.PASSWORD, vendor.person().code());
        assertThat(page.status()).isEqualTo(429);
        assertThat(page.headers().firstValue("Retry-After")).isPresent();
        assertThat(parties.signatures(vendor)).isEmpty();
        parties.application.advance(Duration.ofMinutes(1));
        parties.sign(vendor, "nda");
    }

    @Test
    void anotherPersonsPasswordAndCodeSignNothing() {
        Vendor vendor = parties.vendor();
        Vendor other = parties.vendor();
        assertThat(parties.sign(
                                vendor,
                                "nda",
                                TestPerson.PASSWORD,
                                other.person().nextCode())
                        .refusal())
                .isEqualTo("agreement-proof");
        assertThat(parties.signatures(vendor)).isEmpty();
    }

    @Test
    void guidelinesAreReadAndNotSigned() {
        Vendor vendor = parties.vendor();
        Browser.Page page = vendor.browser().get("/agreements");
        assertThat(page.html().select("#published a")).hasSize(3);
        for (var link : page.html().select("#published a")) {
            assertThat(vendor.browser().get(link.attr("href")).body())
                    .contains("Test Coordination Centre", "Version 1")
                    .doesNotContain("{csirt}");
        }
        assertThat(vendor.browser()
                        .post(
                                "/agreements/procedure-guideline/signature",
                                "version",
                                "1",
                                "language",
                                "en",
                                "sha256",
                                "0".repeat(64))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void csirtSignsUnderItWhichBothSeeAndWhichChangesNoStanding() {
        Vendor vendor = parties.vendor();
        parties.sign(vendor, "nda");
        assertThat(vendor.browser()
                        .get("/agreements")
                        .html()
                        .select("#nda .countersignature")
                        .text())
                .isEqualTo("not counter-signed");
        Standing before = standing(vendor);
        parties.coordinator.browser().get(parties.records(vendor));
        assertThat(parties.countersign(parties.coordinator, vendor, "nda", 1, "000000")
                        .refusal())
                .isEqualTo("agreement-proof");
        assertThat(parties.countersign(parties.coordinator, vendor, "nda", 1, parties.coordinator.nextCode())
                        .status())
                .isEqualTo(303);
        assertThat(vendor.browser()
                        .get("/agreements")
                        .html()
                        .select("#nda .countersignature")
                        .text())
                .startsWith("Cora Staff, Coordinator");
        assertThat(parties.coordinator.browser().get(parties.records(vendor)).text())
                .contains("Cora Staff, Coordinator", "Rei Signer, Head of PSIRT", "from 127.0.0.1");
        assertThat(standing(vendor)).isEqualTo(before);
        assertThat(parties.entries("agreement.countersigned", vendor)).isOne();
        assertThat(parties.countersign(parties.coordinator, vendor, "nda", 1, parties.coordinator.nextCode())
                        .refusal())
                .isEqualTo("agreement-countersigned");
    }

    @Test
    void nothingUnsignedIsCountersignedAndNoVendorCountersigns() {
        Vendor vendor = parties.vendor();
        parties.coordinator.browser().get(parties.records(vendor));
        assertThat(parties.countersign(parties.coordinator, vendor, "note", 1, parties.coordinator.nextCode())
                        .refusal())
                .isEqualTo("agreement-not-signed");
        parties.sign(vendor, "note");
        assertThat(parties.countersign(
                                vendor.person(),
                                vendor,
                                "note",
                                1,
                                vendor.person().nextCode())
                        .status())
                .isEqualTo(404);
        assertThat(parties.signatures(vendor))
                .extracting(Signature::countersignature)
                .containsOnlyNulls();
    }

    @Test
    void memberWhoMayNotSignIsShownNoForm() {
        Vendor vendor = parties.vendor();
        TestPerson member =
                TestPerson.joined(parties.application, "Mem", "mem@vendor.example", vendor.id(), Role.MEMBER);
        assertThat(member.browser().get("/agreements").html().select("form.sign, input[type=password]"))
                .isEmpty();
    }

    private Standing standing(Vendor vendor) {
        return parties.asStaff(() -> parties.application
                .bean(Standings.class)
                .of(java.util.List.of(vendor.id()))
                .get(vendor.id()));
    }
}
