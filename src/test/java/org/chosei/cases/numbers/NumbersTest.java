package org.chosei.cases.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chosei.access.Role;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.cases.Vulnerabilities;
import org.chosei.cases.Vulnerability;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Post;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in any width, the graph of cases that share one, numbers given out, and vulnerabilities in several cases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NumbersTest {
    private final Application application = Application.start();
    private final Post post = new Post(application);
    private final Browser coordinator = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();

    @AfterAll
    void stop() {
        application.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ＣＶＥ－２０２６－１２３４５ | CVE | CVE-2026-12345 | https://www.cve.org/CVERecord?id=CVE-2026-12345",
                "vu#123456 | VU | VU#123456 | https://kb.cert.org/vuls/id/123456",
                "case#2026001 | CASE | CASE#2026001 |",
                "ghsa-AbCd-12ef-xxyy | GHSA | GHSA-ABCD-12EF-XXYY | https://github.com/advisories/GHSA-abcd-12ef-xxyy",
                "EUVD-2026-77 | EUVD | EUVD-2026-77 | https://euvd.enisa.europa.eu/vulnerability/EUVD-2026-77",
                "ＪＶＮ＃１２３４５６７８ | JVN | JVN#12345678 | https://jvn.jp/jp/JVN12345678/",
                "JVNVU# 91234567 | JVNVU | JVNVU#91234567 | https://jvn.jp/vu/JVNVU91234567/",
                "jvnta#90371415 | JVNTA | JVNTA#90371415 | https://jvn.jp/ta/JVNTA90371415/",
                "JVN#1234567 | OTHER | JVN#1234567 |",
                "our-7 | OTHER | OUR-7 |"
            })
    void everyNumberHasAKindACanonicalFormAndAPageWhereThereIsOne(
            String typed, AliasKind kind, String canonical, String page) {
        assertThat(AliasKind.canonical(typed)).isEqualTo(canonical);
        assertThat(AliasKind.of(canonical)).isEqualTo(kind);
        assertThat(kind.page(canonical).orElse(null)).isEqualTo(page);
    }

    @Test
    void twoCasesThatShareANumberKnowOfEachOtherAndAreFoundByItInAnyWidth() {
        CoordinatedCase one = open();
        CoordinatedCase other = open();
        for (CoordinatedCase each : List.of(one, other)) {
            assertThat(coordinator
                            .post("/cases/" + each.id() + "/numbers", "alias", "ＶＵ＃４７１１００")
                            .status())
                    .isEqualTo(303);
        }
        assertThat(coordinator
                        .post("/cases/" + one.id() + "/numbers", "alias", "vu#471100")
                        .refusal())
                .isEqualTo("alias-known");
        assertThat(coordinator
                        .get("/cases/" + one.id() + "/vulnerabilities")
                        .html()
                        .select("tr[data-number='VU#471100'] a[href='/cases/" + other.id() + "']")
                        .text())
                .isEqualTo(other.number());
        coordinator.post("/cases/" + one.id() + "/numbers", "alias", "JVN#87654321");
        assertThat(coordinator
                        .get("/cases?jump=%EF%BC%AA%EF%BC%B6%EF%BC%AE%EF%BC%8387654321")
                        .location())
                .isEqualTo("/cases/" + one.id());
        assertThat(coordinator
                        .get("/cases?jump=" + other.number().toLowerCase(java.util.Locale.ROOT))
                        .location())
                .isEqualTo("/cases/" + other.id());
        Browser.Page both = coordinator.get("/cases?jump=VU%23471100");
        assertThat(both.html().select("[data-found]").attr("data-found")).isEqualTo("2");
        assertThat(both.html().select("tbody tr")).hasSize(2);
        assertThat(coordinator.get("/cases?jump=nothing").html().select("[data-found=0]"))
                .hasSize(1);
    }

    @Test
    void numbersGivenOutAtOnceAreAllDifferentAndRecorded() throws InterruptedException, ExecutionException {
        CoordinatedCase of = open();
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String prefix = i % 2 == 0 ? "ADV-" : "JVN#";
            tasks.add(() ->
                    post.asStaff(() -> application.bean(Aliases.class).allocate(of.id(), prefix, UUID.randomUUID())));
        }
        List<String> given = new ArrayList<>();
        try (ExecutorService eight = Executors.newFixedThreadPool(8)) {
            for (Future<String> each : eight.invokeAll(tasks)) {
                given.add(each.get());
            }
        }
        assertThat(new HashSet<>(given)).hasSize(24);
        assertThat(given.stream().filter(number -> number.startsWith("JVN#")))
                .hasSize(12)
                .allMatch(number -> number.matches("JVN#[1-9][0-9]{7}"));
        assertThat(given.stream().filter(number -> number.startsWith("ADV-")))
                .hasSize(12)
                .allMatch(number -> number.matches("ADV-000[0-9]{2}"));
        assertThat(post.count("select count(*) from ledger_entry where chain = '" + of.id()
                        + "' and kind = 'number.allocated'"))
                .isEqualTo(24);
    }

    @Test
    void buttonGivesOutANumberAndASchemeThatIsNotSetDoesNot() {
        CoordinatedCase of = open();
        String path = "/cases/" + of.id() + "/numbers/allocation";
        assertThat(coordinator
                        .get("/cases/" + of.id() + "/vulnerabilities")
                        .html()
                        .select("button[name=scheme]"))
                .hasSize(2);
        String form = UUID.randomUUID().toString();
        for (int click = 0; click < 2; click++) {
            assertThat(coordinator.post(path, "scheme", "JVN#", "form", form).status())
                    .isEqualTo(303);
        }
        assertThat(coordinator.post(path, "scheme", "OTHER#", "form", form).status())
                .isEqualTo(404);
        assertThat(coordinator
                        .get("/cases/" + of.id())
                        .html()
                        .select(".aliases")
                        .text())
                .matches("JVN#[1-9][0-9]{7}");
    }

    @Test
    void oneVulnerabilityIsInTwoCasesAndItsCveInBoth() {
        CoordinatedCase one = open();
        CoordinatedCase other = open();
        String path = "/cases/" + other.id() + "/vulnerabilities";
        assertThat(coordinator
                        .post(
                                "/cases/" + one.id() + "/vulnerabilities",
                                "form",
                                UUID.randomUUID().toString(),
                                "label",
                                "Heap overflow",
                                "cve",
                                "cve-2026-50001")
                        .status())
                .isEqualTo(303);
        assertThat(coordinator
                        .post(path + "/link", "from", one.number(), "ordinal", "２")
                        .status())
                .isEqualTo(303);
        assertThat(coordinator
                        .post(path + "/link", "from", one.number(), "ordinal", "2")
                        .refusal())
                .isEqualTo("vulnerability-linked");
        Browser.Page wrong = coordinator.post(path + "/link", "from", "CHS-1999-00001", "ordinal", "9");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.refusal()).isEqualTo("case-unknown");
        assertThat(wrong.html().select("#from").val()).isEqualTo("CHS-1999-00001");
        Vulnerability linked = post.asStaff(
                        () -> application.bean(Vulnerabilities.class).of(other.id()))
                .getLast();
        assertThat(linked.cve()).isEqualTo("CVE-2026-50001");
        assertThat(linked.ordinal()).isEqualTo(2);
        assertThat(coordinator.get(path).text()).contains("Also in: " + one.number());
        assertThat(coordinator
                        .post(path + "/name", "vulnerability", linked.id().toString(), "cve", "CVE-2026-50002")
                        .status())
                .isEqualTo(303);
        assertThat(post.asStaff(() -> application.bean(Vulnerabilities.class).of(one.id()))
                        .getLast()
                        .cve())
                .isEqualTo("CVE-2026-50002");
    }

    @Test
    void mistypedNumberIsTakenBackAndMayBeNotedAgain() {
        CoordinatedCase of = open();
        String numbers = "/cases/" + of.id() + "/numbers";
        coordinator.post(numbers, "alias", "JVN#9988");
        assertThat(coordinator.post(numbers + "/removal", "alias", "ＪＶＮ＃9988").status())
                .isEqualTo(303);
        assertThat(coordinator
                        .get("/cases/" + of.id() + "/vulnerabilities")
                        .html()
                        .select("[data-number]"))
                .isEmpty();
        assertThat(coordinator.get("/cases?jump=JVN%239988").html().select("[data-found=0]"))
                .hasSize(1);
        Browser.Page again = coordinator.post(numbers + "/removal", "alias", "JVN#9988");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.refusal()).isEqualTo("alias-unknown");
        assertThat(coordinator.post(numbers, "alias", "JVN#9988").status()).isEqualTo(303);
        assertThat(coordinator
                        .get("/cases/" + of.id() + "/vulnerabilities")
                        .html()
                        .select("[data-number]"))
                .hasSize(1);
        assertThat(post.count("select count(*) from ledger_entry where chain = '" + of.id()
                        + "' and kind in ('alias.added', 'alias.removed')"))
                .isEqualTo(3);
    }

    @Test
    void vulnerabilityAddedByMistakeIsTakenBackUnlessItIsTheLastAndItsNumberIsNotGivenAnew() {
        CoordinatedCase of = open();
        CoordinatedCase other = open();
        Vulnerabilities vulnerabilities = application.bean(Vulnerabilities.class);
        Vulnerability second = post.asStaff(() -> vulnerabilities.add(of.id(), "", ""));
        String removal = "/cases/" + of.id() + "/vulnerabilities/removal";
        for (String language : List.of("ja", "en")) {
            coordinator.post("/language", "language", language, "back", "/");
            assertThat(coordinator
                            .get("/cases/" + of.id() + "/vulnerabilities")
                            .html()
                            .select("form.remove-vulnerability"))
                    .hasSize(2);
        }
        assertThat(coordinator
                        .post(removal, "vulnerability", second.id().toString())
                        .status())
                .isEqualTo(303);
        assertThat(ordinals(of)).containsExactly(1);
        post.asStaff(() -> vulnerabilities.add(of.id(), "", ""));
        assertThat(ordinals(of)).containsExactly(1, 3);

        post.asStaff(() -> {
            vulnerabilities.link(of.id(), other.id(), 1);
            return true;
        });
        Vulnerability linked = post.asStaff(() -> vulnerabilities.of(of.id())).getLast();
        coordinator.post(removal, "vulnerability", linked.id().toString());
        assertThat(ordinals(of)).containsExactly(1, 3);
        assertThat(ordinals(other)).containsExactly(1);
        coordinator.post("/cases/" + of.id() + "/vulnerabilities/link", "from", other.number(), "ordinal", "1");
        assertThat(ordinals(of)).containsExactly(1, 3, 4);
        UUID only =
                post.asStaff(() -> vulnerabilities.of(other.id())).getFirst().id();
        assertThat(coordinator
                        .post("/cases/" + other.id() + "/vulnerabilities/removal", "vulnerability", only.toString())
                        .refusal())
                .isEqualTo("vulnerability-last");
    }

    @Test
    void movedVulnerabilityLeavesItsCaseAndReturnsUnderItsOwnNumber() {
        CoordinatedCase one = open();
        CoordinatedCase other = open();
        Vulnerabilities vulnerabilities = application.bean(Vulnerabilities.class);
        Vulnerability second = post.asStaff(() -> vulnerabilities.add(one.id(), "", ""));
        move(vulnerabilities, second, one, other);
        assertThat(ordinals(one)).containsExactly(1);
        assertThat(ordinals(other)).containsExactly(1, 2);
        assertThatThrownBy(() -> move(vulnerabilities, second, one, other)).isInstanceOf(Refusal.NotFound.class);
        move(vulnerabilities, second, other, one);
        assertThat(ordinals(one)).containsExactly(1, 2);
        assertThat(ordinals(other)).containsExactly(1);
    }

    private void move(Vulnerabilities vulnerabilities, Vulnerability which, CoordinatedCase from, CoordinatedCase to) {
        post.asStaff(() -> {
            vulnerabilities.move(List.of(which.id()), from.id(), to.id());
            return true;
        });
    }

    private List<Integer> ordinals(CoordinatedCase of) {
        return post.asStaff(() -> application.bean(Vulnerabilities.class).of(of.id())).stream()
                .map(Vulnerability::ordinal)
                .toList();
    }

    private CoordinatedCase open() {
        return post.asStaff(() -> application
                .bean(Cases.class)
                .open(new NewCase(
                        "Title",
                        "Summary",
                        "Product",
                        Tlp.AMBER,
                        COORDINATOR,
                        "",
                        null,
                        application.clock().instant())));
    }
}
