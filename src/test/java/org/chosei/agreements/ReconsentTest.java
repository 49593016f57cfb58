package org.chosei.agreements;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.chosei.agreements.Parties.Vendor;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Staff make new versions; whoever signed an older one has a time of grace. */
@TestInstance(Lifecycle.PER_CLASS)
class ReconsentTest {
    private static final String NDA = "/agreement-texts/nda";

    private final Parties parties = new Parties();

    @AfterAll
    void stop() {
        parties.close();
    }

    private Browser staff() {
        return parties.administrator.browser();
    }

    private Instant now() {
        return parties.application.clock().instant();
    }

    private Browser.Page make(String kind, String step, String ja, String en, String instant, String days) {
        Browser.Page page = staff().get("/agreement-texts/" + kind);
        String after = page.html().select("[name=after]").val();
        return staff().post(
                        "/agreement-texts/" + kind,
                        "after",
                        after,
                        "ja",
                        ja,
                        "en",
                        en,
                        "instant",
                        instant,
                        "zone",
                        "UTC",
                        "graceDays",
                        days,
                        "step",
                        step);
    }

    private static String local(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString();
    }

    private int newest(AgreementKind kind) {
        return parties.asStaff(
                        () -> parties.application.bean(TextVersions.class).all())
                .getOrDefault(kind, Versions.NONE)
                .newest();
    }

    @Test
    void previewKeepsNothingAndTheVersionThatIsMadeHasBothLanguagesWordForWord() {
        int before = newest(AgreementKind.PROCEDURE_GUIDELINE);
        Browser.Page preview =
                make("procedure-guideline", "preview", "一行目\r\n二行目<b>\n", "One\r\nTwo & three\n", "", "0");
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.html().select(".preview pre").eachText()).hasSize(2);
        assertThat(preview.html().expectFirst("#en").wholeText().strip()).isEqualTo("One\nTwo & three");
        assertThat(newest(AgreementKind.PROCEDURE_GUIDELINE)).isEqualTo(before);

        assertThat(make("procedure-guideline", "keep", "一行目\r\n二行目<b>\n", "One\r\nTwo & three\n", "", "0")
                        .location())
                .isEqualTo("/agreement-texts?done=made");
        String texts = "/agreements/texts/procedure-guideline/";
        assertThat(staff().get(texts + (before + 1) + "/ja").body()).isEqualTo("一行目\n二行目<b>\n");
        assertThat(staff().get(texts + (before + 1) + "/en").body()).isEqualTo("One\nTwo & three\n");
        assertThat(staff().get(texts + before + "/en").body()).contains("PROCEDURE GUIDELINE");
        assertThat(staff().get("/agreement-texts").html().select("#procedure-guideline tr[data-version]"))
                .hasSize(before + 1);
    }

    @Test
    void whatCannotBeKeptIsRefusedAndWhatWasWrittenStays() {
        int before = newest(AgreementKind.HANDLING_GUIDELINE);
        Browser.Page empty = make("handling-guideline", "keep", " ", "Words", "", "0");
        assertThat(empty.refusal()).isEqualTo("agreement-words");
        assertThat(empty.html().select("#en").val().strip()).isEqualTo("Words");
        assertThat(make("handling-guideline", "keep", "本文", "a\u0007b", "", "0").refusal())
                .isEqualTo("agreement-words");
        assertThat(make("handling-guideline", "keep", "本文", "Words", "", "366").refusal())
                .isEqualTo("agreement-grace");
        assertThat(make("handling-guideline", "keep", "本文", "Words", "", "-1").refusal())
                .isEqualTo("agreement-grace");
        assertThat(make("handling-guideline", "keep", "本文", "Words", local(now().minusSeconds(90)), "0")
                        .refusal())
                .isEqualTo("agreement-from-past");
        assertThat(make("handling-guideline", "keep", "本文", "Words", "tomorrow", "0")
                        .refusal())
                .isEqualTo("instant-malformed");
        assertThat(staff().post(
                                "/agreement-texts/handling-guideline",
                                "after",
                                "0",
                                "ja",
                                "本文",
                                "en",
                                "Words",
                                "graceDays",
                                "0",
                                "step",
                                "keep")
                        .refusal())
                .isEqualTo("agreement-version-newer");
        assertThat(newest(AgreementKind.HANDLING_GUIDELINE)).isEqualTo(before);
    }

    @Test
    void onlyTheAdministratorMakesVersions() {
        Vendor vendor = parties.vendor();
        assertThat(parties.coordinator.browser().get(NDA).status()).isEqualTo(404);
        assertThat(vendor.browser().get(NDA).status()).isEqualTo(404);
    }

    @Test
    void noWordOfAVersionIsEverChangedNotEvenByTheApplicationsOwnRole() {
        assertThat(parties.asStaff(() -> parties.application
                        .bean(JdbcClient.class)
                        .sql("select has_any_column_privilege('agreement_text', 'UPDATE')"
                                + " or has_table_privilege('agreement_text', 'DELETE')")
                        .query(Boolean.class)
                        .single()))
                .isFalse();
    }

    @Test
    void olderSignatureStandsWithAWarningOnBothSidesUntilTheGraceEndsAndNotAnInstantLonger() {
        Vendor vendor = parties.vendor();
        parties.sign(vendor, "nda");
        Instant from = now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
        make("nda", "keep", "新しい契約", "The newer agreement", local(from), "5");
        assertThat(vendor.browser()
                        .get("/agreements")
                        .html()
                        .select("#nda [data-next]")
                        .text())
                .contains("comes into force", "5 days");

        parties.application.stopAt(from.minusMillis(1));
        assertThat(nda(vendor)).matches(Standing.Signed::current).matches(Standing.Signed::stands);

        parties.application.stopAt(from);
        Instant end = from.plus(Duration.ofDays(5));
        assertThat(nda(vendor))
                .matches(nda -> !nda.current() && nda.stands())
                .extracting(Standing.Signed::standsUntil)
                .isEqualTo(end);
        warned(vendor, "grace");

        parties.application.stopAt(end.minusMillis(1));
        assertThat(nda(vendor)).matches(Standing.Signed::stands);

        parties.application.stopAt(end);
        assertThat(nda(vendor)).matches(nda -> !nda.stands() && nda.version() < newest(AgreementKind.NDA));
        warned(vendor, "older");

        parties.sign(vendor, "nda");
        assertThat(nda(vendor)).matches(Standing.Signed::current);
        assertThat(vendor.browser().get("/agreements").html().select("#nda [data-standing]"))
                .isEmpty();
        assertThat(vendor.browser()
                        .get("/agreements")
                        .html()
                        .select("#nda .agreement-text")
                        .text())
                .isEqualTo("The newer agreement");

        List<Fact.Code> atFrom = facts(vendor, from);
        assertThat(atFrom).contains(Fact.Code.NDA_GRACE, Fact.Code.NOTE_NONE);
        assertThat(facts(vendor, end)).contains(Fact.Code.NDA_OLDER);
        assertThat(facts(vendor, from.minusMillis(1))).contains(Fact.Code.NDA_CURRENT);
        assertThat(facts(vendor, now())).contains(Fact.Code.NDA_CURRENT);
        assertThat(facts(vendor, Instant.EPOCH)).contains(Fact.Code.NDA_NONE, Fact.Code.STATE_NONE);
    }

    /** Sessions do not last for days. */
    private void signInAgain(Vendor vendor) {
        for (TestPerson each : List.of(vendor.person(), parties.coordinator, parties.administrator)) {
            assertThat(each.signIn(each.browser()).status()).isEqualTo(303);
        }
    }

    private void warned(Vendor vendor, String how) {
        signInAgain(vendor);
        String warning = "[data-standing=" + how + "]";
        assertThat(vendor.browser().get("/agreements").html().select("#nda " + warning))
                .as("the vendor's warning")
                .hasSize(1);
        assertThat(parties.coordinator
                        .browser()
                        .get(parties.records(vendor))
                        .html()
                        .select("#nda-standing " + warning))
                .as("the staff's warning")
                .hasSize(1);
    }

    private Standing.Signed nda(Vendor vendor) {
        Standing standing = parties.asStaff(() -> parties.application
                .bean(Standings.class)
                .of(List.of(vendor.id()))
                .get(vendor.id()));
        return java.util.Objects.requireNonNull(standing.nda());
    }

    private List<Fact.Code> facts(Vendor vendor, Instant at) {
        return parties.asStaff(() -> parties.application.bean(Facts.class).of(vendor.id(), at)).stream()
                .map(Fact::code)
                .toList();
    }

    @Test
    void standingAtAnyInstantIsToldInBothLanguagesEndsIncluded() {
        Vendor vendor = parties.vendor();
        parties.sign(vendor, "note");
        Instant signed = parties.signatures(vendor).getFirst().signedAt();
        parties.application.advance(Duration.ofHours(1));
        parties.end(vendor, "note", "We leave");
        Instant ended = java.util.Objects.requireNonNull(
                parties.signatures(vendor).getFirst().endedAt());
        assertThat(facts(vendor, signed.minusNanos(1000))).contains(Fact.Code.NOTE_NONE);
        assertThat(facts(vendor, signed)).contains(Fact.Code.NOTE_CURRENT, Fact.Code.CLASS_GENERAL);
        assertThat(facts(vendor, ended.minusNanos(1000))).contains(Fact.Code.NOTE_CURRENT);
        assertThat(facts(vendor, ended)).contains(Fact.Code.NOTE_ENDED);
        String query = "?instant=" + local(signed.plusSeconds(60).truncatedTo(ChronoUnit.MINUTES)) + "&zone=UTC";
        Browser.Page then = parties.coordinator.browser().get(parties.records(vendor) + query);
        assertThat(then.html().select("#standing [data-fact=NOTE_CURRENT]").text())
                .startsWith("The note in force, version 1, is signed since");
        assertThat(parties.coordinator
                        .browser()
                        .get(parties.records(vendor))
                        .html()
                        .select("#standing [data-fact]"))
                .extracting(fact -> fact.attr("data-fact"))
                .contains("NOTE_ENDED", "NDA_NONE");
        assertThat(parties.coordinator
                        .browser()
                        .get(parties.records(vendor) + "?instant=never&zone=UTC")
                        .refusal())
                .isEqualTo("instant-malformed");
        org.chosei.web.Messages messages = parties.application.bean(org.chosei.web.Messages.class);
        for (Fact.Code code : Fact.Code.values()) {
            assertThat(messages.text(java.util.Locale.JAPANESE, "agreements.fact." + code, 1, "T"))
                    .isNotEqualTo(messages.text(java.util.Locale.ENGLISH, "agreements.fact." + code, 1, "T"));
        }
    }
}
