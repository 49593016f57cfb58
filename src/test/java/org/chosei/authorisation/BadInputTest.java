package org.chosei.authorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Browser;
import org.chosei.testing.Post;
import org.chosei.testing.World;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Bad input over real HTTP, generated from the routes and the forms that the pages offer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    /** NUL, an emoji, a character beyond the first plane, a control that turns text around, and markup. */
    private static final String NASTY = "a\0b😀𠮷\u202Egnp.exe\u2066<img src=x onerror=alert(1)>'\"--";

    /** The bytes of an unpaired surrogate, which no UTF-8 text has. */
    private static final String SURROGATE = "%ED%A0%80x";

    /** What a second click does add to, and why that is right. */
    private static final Map<String, String> ADDS = Map.of(
            "contact_confirmation", "whoever makes sure of a contact again, made sure again",
            "key_challenge", "the newest challenge holds, the one before is worth nothing",
            "key_challenge_miss", "every wrong code counts");

    private final World world = new World();
    private final Samples samples = new Samples(world);
    private final List<Route> routes = Route.all(world.application);
    private final List<String> wrong = new ArrayList<>();

    @AfterAll
    void stop() {
        world.close();
    }

    @BeforeEach
    void nothingWrongYet() {
        wrong.clear();
    }

    private Stream<Route> posts() {
        return routes.stream().filter(route -> route.post() && !route.pattern().matches("/sign-out|/error"));
    }

    private Samples.Path first(Route route) {
        return samples.paths(route).getFirst();
    }

    @Test
    void formWithoutItsTokenIsRefusedEverywhereAndSaysWhatToDo() {
        for (Browser browser : List.of(world.coordinator.browser(), world.application.browser())) {
            posts().forEach(route -> {
                Browser.Page page = browser.send("POST", first(route).path(), FORM, "");
                if (page.status() != 403 || !page.refusal().equals("form-expired")) {
                    wrong.add(route + " answered " + page.status() + " " + page.refusal());
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void unknownMethodsAndMediaTypesGetAPage() {
        Browser browser = world.coordinator.browser();
        browser.get("/cases");
        String token = encoded("_csrf", browser.token());
        for (Route route : routes) {
            String path = first(route).path();
            for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS")) {
                expectPage(route + " by " + method, browser.send(method, path, FORM, token));
            }
            expectPage(route + " of JSON", browser.send(route.method(), path, "application/json", "{\"a\":1}"));
            expectPage(route + " of nothing known", browser.send(route.method(), path + "?" + token, "no/such", "x"));
        }
        for (String accept : List.of("application/pdf", "application/json", "nonsense", "*/*;q=")) {
            for (String path :
                    List.of("/cases", "/health", "/openpgp-key.asc", "/advisories/feed.en.atom", "/nothing")) {
                Browser.Page page = browser.get(path, "Accept", accept);
                if (page.status() >= 500) {
                    wrong.add(path + " for " + accept + " answered " + page.status());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void expectPage(String what, Browser.Page page) {
        if (page.status() >= 500 || page.status() >= 400 && page.refusal().isEmpty()) {
            wrong.add(what + " answered " + page.status() + " " + page.refusal());
        }
    }

    @Test
    void methodAndMediaTypeAreNamedForWhatTheyAre() {
        Browser browser = world.coordinator.browser();
        browser.get("/cases");
        String token = "?" + encoded("_csrf", browser.token());
        Browser.Page method = browser.send("DELETE", "/cases" + token, FORM, "");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.refusal()).isEqualTo("method");
    }

    @Test
    void strangeTextInAnyFieldIsRefusedOrShownAsText() {
        List<Caller> callers = Caller.all(world);
        posts().forEach(route -> {
            Caller caller = callers.stream()
                    .filter(each -> route.permits(each) && first(route).visibleTo(each))
                    .findFirst()
                    .orElse(callers.getFirst());
            Set<String> names = new LinkedHashSet<>(extra(route));
            route.fields().forEach(field -> names.add(field.name()));
            for (String name : names) {
                String path = first(route).path();
                post(route, caller, path, name, NASTY);
                String form = body(route, caller, name) + "&" + name + "=" + SURROGATE;
                Browser.Page page = caller.browser().send("POST", path, FORM, form);
                check(route + " with half a character in " + name, page);
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** Fields of the forms that are read as a whole. */
    private static List<String> extra(Route route) {
        return switch (route.pattern()) {
            case "/cases/{id}/advisory" ->
                List.of("titleEn", "overviewEn", "titleJa", "overviewJa", "cvss", "cwe", "basis");
            case "/cases/{id}/scoring/cvss31", "/cases/{id}/scoring/cvss40" -> List.of("vector", "AV", "MAV", "reason");
            case "/cases/{id}/scoring/triage" -> List.of("RP", "SCON", "reason");
            case "/cases/{id}/scoring/publication" -> List.of("SINV", "reason");
            case "/cases/{id}/scoring/weaknesses" -> List.of("cwe1", "cwe6", "reason");
            case "/organisation/keywords" -> List.of("answer.tls-library", "note.tls-library", "shown.tls-library");
            case "/report", "/report/check", "/report/sent", "/our-reports/new/check", "/our-reports/new/sent" ->
                List.of("product", "weakness", "channel", "email", "exploited", "plans", "code");
            case "/reports/hand-over" -> List.of("body", "number", "received", "accepted", "wish");
            case "/reports/received/{id}/refusal" -> List.of("exit", "duplicate", "reason");
            case "/reports/received/{id}/link" -> List.of("case");
            case "/reports/received/{id}/case" -> List.of("title", "tlp", "embargo", "until", "zone");
            case "/register" ->
                List.of(
                        "team.organizationName",
                        "team.email",
                        "team.phone",
                        "team.postalAddress",
                        "primaryContact.name",
                        "primaryContact.title",
                        "primaryContact.email");
            default -> List.of();
        };
    }

    private String body(Route route, Caller caller, String without) {
        caller.browser().get("/advisories");
        StringBuilder body = new StringBuilder(encoded("_csrf", caller.browser().token()));
        String[] form = samples.form(route, first(route), true);
        for (int i = 0; i < form.length; i += 2) {
            if (!form[i].equals(without)) {
                body.append('&').append(encoded(form[i], form[i + 1]));
            }
        }
        return body.toString();
    }

    private void post(Route route, Caller caller, String path, String field, String value) {
        String form = body(route, caller, field) + "&" + encoded(field, value);
        Browser.Page page = caller.browser().send("POST", path, FORM, form);
        String what = route + " with strange text in " + field;
        check(what, page);
        if (page.status() == 303 && page.location().startsWith("/")) {
            check(what + " and then " + page.location(), caller.browser().get(page.location()));
        }
        if (path.startsWith("/threads/") || path.startsWith("/our-cases/")) {
            check(
                    what + ", the case",
                    caller.browser().get(caller.staff() ? "/cases" : "/our-cases/" + world.shared.id()));
            check(
                    what + ", for staff",
                    world.coordinator.browser().get("/cases/" + world.shared.id() + "/vendors/" + world.asahi.id()));
        }
    }

    private void check(String what, Browser.Page page) {
        if (page.status() >= 500 || page.status() == 400 && page.refusal().isEmpty()) {
            wrong.add(what + " answered " + page.status());
        }
        if (!page.html().select("img").isEmpty()) {
            wrong.add(what + " shows markup");
        }
        if (page.isHtml()
                && page.html().select("input, textarea, option").stream().noneMatch(BadInputTest::turned)) {
            if (page.text().indexOf('\u202E') >= 0) {
                wrong.add(what + " shows text that turns around what follows");
            }
        }
    }

    private static boolean turned(Element field) {
        return field.outerHtml().indexOf('\u202E') >= 0;
    }

    @Test
    void secondClickOnEveryFormOfEveryPageHasNoFurtherEffect() {
        Map<String, String> doubled = new LinkedHashMap<>();
        int forms = 0;
        for (Caller caller : Caller.all(world)) {
            for (Route route : routes) {
                if (!route.method().equals("GET")
                        || !route.permits(caller)
                        || route.pattern().equals("/error")) {
                    continue;
                }
                Samples.Path path = first(route);
                Browser.Page page = caller.browser().get(path.path());
                if (page.status() != 200 || !page.isHtml()) {
                    continue;
                }
                for (Element form : page.html().select("main form[method=post]")) {
                    forms++;
                    clickTwice(caller, form, doubled);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(doubled).isEmpty();
        assertThat(forms).as("forms that were sent twice").isGreaterThan(40);
    }

    private void clickTwice(Caller caller, Element form, Map<String, String> doubled) {
        String action = form.attr("action");
        String[] fields = filled(form);
        Browser.Page once = caller.browser().post(action, fields);
        Map<String, Integer> before = counts();
        Browser.Page twice = caller.browser().post(action, fields);
        String what = action.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID") + " by " + caller;
        if (once.status() >= 500 || twice.status() >= 500) {
            wrong.add(what + " answered " + once.status() + " and then " + twice.status());
        }
        Map<String, Integer> after = counts();
        after.forEach((table, count) -> {
            if (count > before.getOrDefault(table, 0) && !ADDS.containsKey(table)) {
                String answers = " " + once.status() + " " + twice.status() + " " + twice.refusal();
                doubled.merge(what + answers, table, (one, other) -> one + ", " + other);
            }
        });
    }

    /** As a reader would fill it in: what stands there, the first choice, and words where there are none. */
    private String[] filled(Element form) {
        List<String> fields = new ArrayList<>();
        for (Element field : form.select("input[name], select[name], textarea[name]")) {
            String name = field.attr("name");
            boolean box = field.attr("type").matches("radio|checkbox");
            if (name.equals("_csrf") || field.attr("type").equals("file") || box && fields.contains(name)) {
                continue;
            }
            String value = switch (field.tagName()) {
                case "select" -> field.select("option").last() instanceof Element option ? option.val() : "";
                case "textarea" -> field.wholeText();
                default -> field.val();
            };
            fields.add(name);
            fields.add(value.isEmpty() ? samples.value(name) : value);
        }
        return fields.toArray(String[]::new);
    }

    /** How many rows each table has that a click could add to; what is written down of every request is left out. */
    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        awaitRoutedMails();
        // the index of words and the mails to persons are made by jobs that run beside
        for (String row : world.application.everything("""
                select string_agg(format('%s=%s', relname,
                         (xpath('/row/c/text()', query_to_xml('select count(*) as c from ' || relname
                                 || case relname when 'sealed_item' then ' where created_by not like ''system:%'''
                                                 when 'clear_letter' then ' where template not like ''CASE%''' else '' end, true, true, '')))[1]), ',')
                  from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
                   and relname not in ('flyway_schema_history', 'search_entry', 'notice_due', 'ledger_entry', 'ledger_chain', 'ledger_checkpoint', 'ledger_signed',
                                       'scheduled_tasks', 'sign_in_attempt')
                """)) {
            for (String pair : row.split(",")) {
                counts.put(
                        pair.substring(0, pair.indexOf('=')), Integer.parseInt(pair.substring(pair.indexOf('=') + 1)));
            }
        }
        return counts;
    }

    /** A click may have mails routed again, which makes items of the inbox a moment later. */
    private void awaitRoutedMails() {
        Post.await(
                "the mails were not routed",
                () -> Optional.of(true)
                        .filter(_ -> world.application.everything("""
                                select count(*) from scheduled_tasks where execution_time <= chosei_now()
                                   and task_name in ('mail.route', 'mail.again', 'mail.again-registered')
                                """).equals(List.of("0"))));
    }

    @Test
    void oversizedUploadGetsAClearPageInBothLanguages() {
        byte[] tooLarge = new byte[22 * 1024 * 1024];
        String thread = "/threads/" + world.thread(world.shared, world.asahi) + "/messages";
        for (String language : List.of("ja", "en")) {
            Browser browser = world.asahi.responsible().browser();
            browser.get("/our-cases");
            browser.post("/language", "language", language);
            for (String path : List.of(thread, "/organisation/keys")) {
                Browser.Page page = browser.upload(
                        path, List.of(new Browser.File("files", "large.bin", tooLarge)), "form", "x", "text", "t");
                assertThat(page.status()).as(path).isEqualTo(413);
                assertThat(page.refusal()).isEqualTo("too-large");
                assertThat(page.html().expectFirst("html").attr("lang")).isEqualTo(language);
                assertThat(page.text()).contains("20 MB");
            }
        }
    }

    @Test
    void fileThatIsTooLargeByItselfIsRefusedTheSameWay() {
        byte[] tooLarge = new byte[20 * 1024 * 1024 + 1];
        Browser.Page page = world.asahi
                .responsible()
                .browser()
                .upload("/organisation/keys", List.of(new Browser.File("file", "large.asc", tooLarge)));
        assertThat(page.status()).isEqualTo(413);
        assertThat(page.refusal()).isEqualTo("too-large");
    }

    @Test
    void fileNameAsLongAsFileSystemsTakeInJapaneseIsTaken() {
        // a person of its own: other tests here end everybody else's session
        Browser browser = TestPerson.joined(
                        world.application, "Nagai", "nagai@csirt.example", COORDINATOR, Role.COORDINATOR)
                .browser();
        String notes = browser.get("/cases/" + world.shared.id())
                .html()
                .expectFirst("form.composer.internal")
                .attr("action");
        Browser.Page page = browser.upload(
                notes,
                List.of(new Browser.File("files", "脆弱性".repeat(60) + ".txt", new byte[] {1})),
                "form",
                UUID.randomUUID().toString(),
                "text",
                "t");
        assertThat(page.status()).isEqualTo(303);
    }

    @Test
    void addressesThatNoServerShouldAnswerAreRefusedWithoutTellingAnything() {
        for (String path : List.of(
                "/cases/..%2F..%2Fetc",
                "/files/%00",
                "/cases/%252e%252e",
                "/advisories/%ED%A0%80",
                "/our-cases;a=b",
                "/cases//x",
                "/cases/" + "9".repeat(5000))) {
            Browser.Page page = world.coordinator.browser().get(path);
            assertThat(page.status()).as(path).isIn(400, 404);
            assertThat(page.body())
                    .as(path)
                    .doesNotContainIgnoringCase("exception")
                    .doesNotContain("Tomcat");
        }
    }

    private static String encoded(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
