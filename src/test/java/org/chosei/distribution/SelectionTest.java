package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chosei.access.Role;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.products.ProductForm;
import org.chosei.registry.products.Products;
import org.chosei.testing.Browser;
import org.chosei.testing.TestOrganisations;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whom to choose and why, what would happen, what was decided, and what is told again, corrected or recalled. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectionTest {
    private final WaveDesk desk = new WaveDesk();
    private final Vendors vendors = desk.vendors;
    private final Vendor unsigned = vendors.registered("Unsigned", RegistrationClass.GENERAL);

    @AfterAll
    void stop() {
        desk.close();
    }

    private void product(Vendor vendor, String name, String identifier) {
        Scopes.as(vendors.staff(), () -> {
            desk.application
                    .bean(Products.class)
                    .add(UUID.randomUUID(), vendor.id(), new ProductForm("", name, "", "", "SOLD", "", identifier));
        });
    }

    private static String waves(CoordinatedCase of) {
        return "/cases/" + of.id() + "/waves";
    }

    /** What the form of the page holds and these fields, sent with this button. */
    private Browser.Page sent(CoordinatedCase of, Browser.Page form, String step, String... more) {
        List<String> fields = new ArrayList<>();
        for (Element each :
                form.html().select("form.plan input, form.plan textarea, form.planned input, form.planned textarea")) {
            String name = each.attr("name");
            boolean given = Arrays.asList(more).contains(name) || name.equals("_csrf") || name.startsWith("_draft");
            boolean box = each.attr("type").equals("checkbox");
            if (!given && (!box || each.hasAttr("checked"))) {
                fields.add(name);
                fields.add(each.tagName().equals("textarea") ? each.wholeText().stripLeading() : each.val());
            }
        }
        fields.addAll(Arrays.asList(more));
        fields.addAll(List.of("step", step));
        if (!fields.contains("zone")) {
            fields.addAll(List.of("zone", "UTC"));
        }
        return desk.coordinator.post(waves(of), fields.toArray(String[]::new));
    }

    private Browser.Page form(CoordinatedCase of) {
        return desk.coordinator.get(waves(of) + "/new");
    }

    private static String[] words(Instant at) {
        return new String[] {
            "titleJa",
            "認証の不備",
            "bodyJa",
            "回避策",
            "titleEn",
            "Broken login",
            "bodyEn",
            "Close it.",
            "instant",
            LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString()
        };
    }

    private static String[] and(String[] one, String... more) {
        return Stream.concat(Stream.of(one), Stream.of(more)).toArray(String[]::new);
    }

    private static List<String> ticked(Browser.Page page) {
        return page.html().select("input[name=vendor][checked]").eachAttr("value");
    }

    private CoordinatedCase about(String product) {
        return vendors.asStaff(() -> desk.application
                .bean(Cases.class)
                .open(new NewCase(
                        "Hidden title of " + product,
                        "Hidden summary",
                        product,
                        Tlp.AMBER,
                        new OrganisationId(desk.rsa.id().value()),
                        "",
                        null,
                        vendors.now())));
    }

    @Test
    void vendorsAreSuggestedByProductIdentifierAndEarlierCaseWithTheReasonBesideEach() {
        product(desk.curve, "Quasar Gateway", "pkg:generic/curve/quasar@3");
        CoordinatedCase earlier = about("Quasar Gateway");
        Wave told = desk.plan(earlier, desk.rsa);
        desk.at(told);
        assertThat(desk.rsaPerson
                        .post("/our-cases/" + earlier.id() + "/status", "status", "AFFECTED")
                        .status())
                .isEqualTo(303);
        desk.application.go();
        CoordinatedCase of = about("Quasar Gateway");
        Browser.Page empty = form(of);
        assertThat(empty.html().expectFirst("#sought").wholeText()).contains("Quasar Gateway");

        Browser.Page found = sent(
                of,
                empty,
                "seek",
                and(words(vendors.in(Duration.ofHours(1))), "sought", "pkg:generic/curve/quasar@3\nQuasar Gateway"));
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.html().expectFirst("#titleJa").val())
                .as("nothing is lost")
                .isEqualTo("認証の不備");
        Element curve = found.html().expectFirst("tr[data-vendor=" + desk.curve.id() + "]");
        Element rsa = found.html().expectFirst("tr[data-vendor=" + desk.rsa.id() + "]");
        assertThat(curve.select("[data-certainty]").eachAttr("data-certainty")).contains("IDENTIFIER");
        assertThat(curve.text()).contains("Quasar Gateway");
        assertThat(rsa.select("[data-suggested]").eachAttr("data-suggested"))
                .containsExactly("ORIGINATOR", "EARLIER_CASE");
        assertThat(rsa.text()).contains(earlier.number());
        assertThat(found.html()
                        .select("tr[data-vendor=" + unsigned.id() + "] [data-suggested], tr[data-vendor="
                                + unsigned.id() + "] [data-certainty]"))
                .isEmpty();

        Browser.Page all = sent(of, found, "suggested");
        assertThat(ticked(all))
                .containsExactlyInAnyOrder(
                        desk.curve.id().toString(), desk.rsa.id().toString());
        assertThat(vendors.asStaff(() -> vendors.sql()
                        .sql("select count(*) from case_scope where case_id = :case")
                        .param("case", of.id().value())
                        .query(Long.class)
                        .single()))
                .as("the same again is not written again")
                .isEqualTo(1);
    }

    @Test
    void groupCompaniesOfWhoeverMatchesAreSuggestedToo() {
        Vendor daughter = vendors.registered("Daughter", RegistrationClass.GENERAL);
        product(desk.curve, "Nebula Switch", "pkg:generic/curve/nebula");
        vendors.asStaff(() -> vendors.sql()
                .sql("insert into organisation_parent (organisation_id, parent_id) values (:child, :parent)"
                        + " on conflict (organisation_id) do update set parent_id = excluded.parent_id")
                .param("child", daughter.id().value())
                .param("parent", desk.curve.id().value())
                .update());
        CoordinatedCase of = desk.openCase();
        Browser.Page found = sent(of, form(of), "seek", "sought", "Nebula Switch");
        assertThat(found.html()
                        .select("tr[data-vendor=" + daughter.id() + "] [data-suggested]")
                        .eachAttr("data-suggested"))
                .containsExactly("GROUP_COMPANY");
        assertThat(ticked(sent(of, found, "suggested")))
                .as("who may get nothing is not ticked")
                .containsExactly(desk.curve.id().toString());
    }

    @Test
    void statementsOfTheSuggestionDoNotGrowWithVendorsOrCases() {
        suggested("Pulsar");
        int few = suggested("Pulsar");
        List<Vendor> many = IntStream.range(0, 8)
                .mapToObj(i -> vendors.registered(String.format(Locale.ROOT, "Many%02d", i), RegistrationClass.GENERAL))
                .toList();
        many.forEach(each -> product(each, "Pulsar of " + each.name(), "pkg:generic/pulsar/" + each.name()));
        for (int i = 0; i < 4; i++) {
            about("Pulsar");
        }
        assertThat(suggested("Pulsar")).isEqualTo(few);
    }

    /** How many statements it took. */
    private int suggested(String name) {
        product(desk.curve, name + " " + UUID.randomUUID(), "pkg:generic/x/" + UUID.randomUUID());
        CoordinatedCase of = desk.openCase();
        return vendors.asStaff(() -> {
            desk.application.bean(CaseScopes.class).record(of.id(), name);
            desk.application.statements().takenHere();
            desk.application.bean(Suggestions.class).of(of.id());
            return desk.application.statements().takenHere();
        });
    }

    @Test
    void wrongIdentifierIsNamedAtItsFieldAndNothingTypedIsLost() {
        CoordinatedCase of = desk.openCase();
        Browser.Page wrong = sent(
                of,
                form(of),
                "seek",
                and(
                        words(vendors.in(Duration.ofHours(1))),
                        "sought",
                        "pkg:",
                        "vendor",
                        desk.curve.id().toString()));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.html().expectFirst("#sought").wholeText()).contains("pkg:");
        assertThat(wrong.html().expectFirst("#bodyEn").wholeText()).contains("Close it.");
        assertThat(ticked(wrong)).containsExactly(desk.curve.id().toString());
    }

    @Test
    void groupIsKeptByItsPersonAloneAndTickedByOneClick() {
        CoordinatedCase of = desk.openCase();
        Browser.Page kept = sent(
                of,
                form(of),
                "keep",
                "groupName",
                "Routers",
                "vendor",
                desk.curve.id().toString(),
                "vendor",
                unsigned.id().toString());
        String button = kept.html().select("button[value^=group:]").attr("value");
        assertThat(button).isNotEmpty();
        assertThat(ticked(sent(of, form(of), button)))
                .containsExactly(desk.curve.id().toString());
        Browser other = TestPerson.joined(
                        desk.application,
                        "Other",
                        "other@csirt.example",
                        TestOrganisations.COORDINATOR,
                        Role.COORDINATOR)
                .browser();
        assertThat(other.get(waves(of) + "/new").html().select("button[value^=group:]"))
                .isEmpty();
        String end = "/vendor-groups/" + button.substring("group:".length()) + "/end";
        assertThat(other.post(end).status()).isEqualTo(404);
        assertThat(desk.coordinator.get("/vendor-groups").text()).contains("Routers", desk.curve.name());
        assertThat(desk.coordinator.post(end).status()).isEqualTo(303);
        assertThat(form(of).html().select("button[value^=group:]")).isEmpty();
    }

    @Test
    void previewSaysWhoGetsWhatAndWhyNotAndPlansNothing() {
        Vendor portal = vendors.active("Portalonly", desk.curveKeyring);
        vendors.retire(portal);
        CoordinatedCase of = about("Something else");
        Instant at = vendors.in(Duration.ofHours(2));
        for (String language : List.of("ja", "en")) {
            desk.coordinator.post("/language", "language", language, "back", "/");
            Browser.Page preview = sent(
                    of,
                    form(of),
                    "preview",
                    and(
                            words(at),
                            "vendor",
                            desk.curve.id().toString(),
                            "vendor",
                            portal.id().toString()));
            assertThat(preview.status()).as(preview.body()).isEqualTo(200);
            assertThat(preview.html().select("tr[data-preview=mail]").eachAttr("data-vendor"))
                    .containsExactly(desk.curve.id().toString());
            assertThat(preview.html().select("tr[data-preview=portal]").eachAttr("data-vendor"))
                    .containsExactly(portal.id().toString());
            assertThat(preview.html()
                            .select("tr[data-preview=others][data-vendor=" + unsigned.id() + "] [data-reason]")
                            .eachAttr("data-reason"))
                    .containsExactly("NOT_ACTIVE", "NO_NOTE", "NO_NDA");
            assertThat(preview.html().select("[data-missed=originator]").text())
                    .as("who brought it is not among them")
                    .contains(desk.rsa.name());
            assertThat(preview.html().select("pre.notice-body").text()).contains("Broken login", "認証の不備", "#1");
            assertThat(preview.html().expectFirst("dl.facts time").attr("datetime"))
                    .isEqualTo(at.toString());
            assertThat(preview.text()).doesNotContainPattern("distribution\\.[a-z]");
            assertThat(vendors.asStaff(
                            () -> desk.application.bean(Waves.class).of(of.id()).size()))
                    .isZero();
            Browser.Page again = sent(of, preview, "edit");
            assertThat(again.html().expectFirst("#titleEn").val()).isEqualTo("Broken login");
            assertThat(ticked(again)).hasSize(2);
            if (language.equals("en")) {
                assertThat(sent(of, preview, "plan").status()).isEqualTo(303);
            }
        }
        assertThat(vendors.asStaff(
                        () -> desk.application.bean(Waves.class).of(of.id()).size()))
                .isEqualTo(1);
    }

    @Test
    void previewOfAVendorThatMayGetNothingSaysSoAndOffersNoPlan() {
        CoordinatedCase of = desk.openCase();
        Browser.Page preview = sent(
                of,
                form(of),
                "preview",
                and(
                        words(vendors.in(Duration.ofHours(2))),
                        "vendor",
                        unsigned.id().toString()));
        assertThat(preview.html().select("tr[data-preview=refused]").eachAttr("data-vendor"))
                .containsExactly(unsigned.id().toString());
        assertThat(preview.html().select("button[value=plan]")).isEmpty();
    }

    @Test
    void selectionLogSaysOfEveryVendorWhyItWasOrWasNotChosenAndTakesOurOwnWords() {
        product(desk.curve, "Corona Server", "pkg:generic/curve/corona");
        CoordinatedCase of = desk.openCase();
        Browser.Page planned = sent(
                of,
                form(of),
                "plan",
                and(
                        words(vendors.in(Duration.ofHours(3))),
                        "sought",
                        "Corona Server",
                        "why",
                        "Only they ship it",
                        "vendor",
                        desk.curve.id().toString()));
        assertThat(planned.status()).as(planned.body()).isEqualTo(303);
        UUID wave = vendors.asStaff(
                () -> desk.application.bean(Waves.class).of(of.id()).getFirst().id());
        String page = "/waves/" + wave;
        String[] note = {
            "form",
            "01990000-0000-7000-8000-0000000000c1",
            "vendor",
            desk.rsa.id().toString(),
            "words",
            "Confirmed by telephone: does not ship it"
        };
        assertThat(desk.coordinator.post(page + "/words", note).status()).isEqualTo(303);
        assertThat(desk.coordinator.post(page + "/words", note).status())
                .as("a second click")
                .isEqualTo(303);
        for (Map.Entry<String, String> said : Map.of(
                        "ja", "登録製品の名称が一致", "en", "the name of a registered product matches")
                .entrySet()) {
            desk.coordinator.post("/language", "language", said.getKey(), "back", "/");
            Browser.Page shown = desk.coordinator.get(page);
            Element chosen = shown.html().expectFirst("tr[data-log=" + desk.curve.id() + "]");
            Element other = shown.html().expectFirst("tr[data-log=" + desk.rsa.id() + "]");
            Element never = shown.html().expectFirst("tr[data-log=" + unsigned.id() + "]");
            assertThat(chosen.attr("data-chosen")).isEqualTo("yes");
            assertThat(chosen.select("[data-suggested=NAME]").text()).isEqualTo(said.getValue());
            assertThat(other.attr("data-chosen")).isEqualTo("no");
            assertThat(other.text()).containsOnlyOnce("Confirmed by telephone");
            assertThat(never.select("[data-reason]").eachAttr("data-reason")).contains("NO_NDA");
            assertThat(shown.html().select("[data-note=all]").text()).contains("Only they ship it");
            assertThat(shown.text()).doesNotContainPattern("distribution\\.[a-z]");
        }
        assertThat(desk.curvePerson.get(page).status()).isEqualTo(404);
        assertThat(desk.coordinator
                        .post(page + "/words", "vendor", desk.rsa.id().toString(), "words", " ")
                        .refusal())
                .isEqualTo("selection-words");
    }

    @Test
    void lateJoinersGetTheSameWordsByAFurtherWave() {
        CoordinatedCase of = desk.openCase();
        Wave first = desk.plan(of, desk.curve);
        desk.at(first);
        desk.application.go();
        Browser.Page again = desk.coordinator.get(waves(of) + "/new?like=" + first.id());
        assertThat(again.html().expectFirst("#titleEn").val()).isEqualTo("Broken login");
        assertThat(again.html().select("tr:has([data-told])").eachAttr("data-vendor"))
                .containsExactly(desk.curve.id().toString());
        Instant at = vendors.in(WaveDesk.SOON);
        assertThat(sent(
                                of,
                                again,
                                "plan",
                                "vendor",
                                desk.rsa.id().toString(),
                                "instant",
                                LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString())
                        .status())
                .isEqualTo(303);
        desk.application.stopAt(at);
        String early = desk.curvePerson
                .get(WaveDesk.page(of))
                .html()
                .expectFirst(".notice-body")
                .wholeText();
        String late = desk.rsaPerson
                .get(WaveDesk.page(of))
                .html()
                .expectFirst(".notice-body")
                .wholeText();
        assertThat(late.replace("#2", "#1")).isEqualTo(early);
        desk.application.go();
        CoordinatedCase another = desk.openCase();
        assertThat(desk.coordinator
                        .get(waves(another) + "/new?like=" + first.id())
                        .status())
                .as("words of another case")
                .isEqualTo(404);
    }

    @Test
    void correctionStandsBesideTheNoticeThatItCorrectsAndNobodyElseHearsOfIt() {
        CoordinatedCase of = desk.openCase();
        Wave first = desk.plan(of, desk.curve);
        Wave other = desk.plan(of, desk.rsa);
        desk.at(other);
        desk.application.go();
        Browser.Page form = desk.coordinator.get(waves(of) + "/new?amends=" + first.notice() + "&how=CORRECTS");
        assertThat(form.html().select("tr[data-vendor]").eachAttr("data-vendor"))
                .as("only those who got it")
                .containsExactly(desk.curve.id().toString());
        assertThat(ticked(form)).containsExactly(desk.curve.id().toString());
        Instant at = vendors.in(WaveDesk.SOON);
        Browser.Page toAnother =
                sent(of, form, "plan", and(words(at), "vendor", desk.rsa.id().toString()));
        assertThat(toAnother.refusal()).isEqualTo("wave-not-addressee");
        assertThat(sent(of, form, "plan", words(at)).status()).isEqualTo(303);
        assertThat(desk.curvePerson.get(WaveDesk.page(of)).html().select("[data-amended]"))
                .as("before its instant")
                .isEmpty();
        desk.application.stopAt(at);
        for (String language : List.of("ja", "en")) {
            desk.curvePerson.post("/language", "language", language, "back", "/");
            Browser.Page page = desk.curvePerson.get(WaveDesk.page(of));
            List<Element> notices = page.html().select(".notice-text");
            assertThat(notices).hasSize(2);
            assertThat(notices.getFirst().select("[data-amended]").attr("data-amended"))
                    .isEqualTo("CORRECTS");
            assertThat(notices.getFirst().select("[data-amended] a").attr("href"))
                    .isEqualTo("#notice-3");
            assertThat(notices.getLast().select("[data-amends] a").attr("href")).isEqualTo("#notice-1");
            assertThat(notices.getLast().text()).contains("This notice corrects notice #1");
        }
        assertThat(desk.rsaPerson.get(WaveDesk.page(of)).html().select(".notice-text"))
                .hasSize(1);
        assertThat(desk.rsaPerson.get(WaveDesk.page(of)).html().select("[data-amended]"))
                .isEmpty();
        desk.application.go();
    }

    @Test
    void recallWarnsOfWhoeverGotTheNoticeAndWouldNotHearThatItNoLongerHolds() {
        CoordinatedCase of = desk.openCase();
        Wave first = desk.plan(of, desk.curve, desk.rsa);
        desk.at(first);
        desk.application.go();
        Browser.Page form = desk.coordinator.get(waves(of) + "/new?amends=" + first.notice() + "&how=RECALLS");
        Browser.Page preview = sent(
                of,
                form,
                "preview",
                and(
                        words(vendors.in(Duration.ofHours(1))),
                        "vendor",
                        desk.curve.id().toString()));
        assertThat(preview.html().select("[data-missed=addressee]").text()).contains(desk.rsa.name());
        assertThat(preview.html().select("pre.notice-body").text()).contains("This notice recalls notice #1");
        assertThat(desk.coordinator
                        .get(waves(of) + "/new?amends=" + first.notice() + "&how=UNSAYS")
                        .status())
                .isEqualTo(422);
        assertThat(desk.coordinator
                        .get(waves(desk.openCase()) + "/new?amends=" + first.notice() + "&how=RECALLS")
                        .status())
                .isEqualTo(404);
    }
}
