package org.chosei.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.chosei.access.Role;
import org.chosei.cases.CoordinatedCase;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.distribution.Wave;
import org.chosei.distribution.WaveDesk;
import org.chosei.identity.TestPerson;
import org.chosei.protocol.EmbargoState;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.testing.Browser;
import org.chosei.testing.TestOrganisations;

/** The stage of the scenarios: a running server, a coordinator and two vendors at their browsers, and words for what they do. */
final class Play implements AutoCloseable {
    final WaveDesk desk = new WaveDesk();
    final Browser coordinator = desk.coordinator;
    final Browser curve = desk.curvePerson;
    final Browser rivest = desk.rsaPerson;
    /** Signed in and without an agreement: the gate answers no. */
    final Vendor outsider = desk.vendors.registered("Outside", RegistrationClass.GENERAL);

    CoordinatedCase opened(Integer embargoDays) {
        return desk.vendors.openCase(embargoDays);
    }

    /** The case reaches these vendors, and its instant comes. */
    Wave distributed(CoordinatedCase of, Vendor... to) {
        Wave wave = desk.plan(of, to);
        desk.application.advance(WaveDesk.SOON.plusSeconds(1));
        return wave;
    }

    String embargo(CoordinatedCase of) {
        return "/cases/" + of.id() + "/embargo";
    }

    String ours(CoordinatedCase of) {
        return "/our-cases/" + of.id() + "/embargo";
    }

    EmbargoState state(CoordinatedCase of) {
        return EmbargoState.valueOf(
                coordinator.get(embargo(of)).html().expectFirst("[data-em]").attr("data-em"));
    }

    /** How an organisation stands to what is in force, as staff see it. */
    String stand(CoordinatedCase of, Vendor vendor) {
        return coordinator
                .get(embargo(of))
                .html()
                .select("tr[data-organisation=" + vendor.id() + "] [data-stand]")
                .attr("data-stand");
    }

    Instant in(Duration ahead) {
        return desk.now().plus(ahead).truncatedTo(ChronoUnit.MINUTES);
    }

    /** What a form holds for an end in UTC. */
    static String[] terms(Instant until) {
        return new String[] {
            "until", LocalDateTime.ofInstant(until, ZoneOffset.UTC).toString(), "zone", "UTC"
        };
    }

    /** Proposes over the page; the id of the terms, or fails. */
    String proposed(CoordinatedCase of, Browser by, Instant until) {
        List<String> before = open(of);
        Browser.Page sent = by.post((by == coordinator ? embargo(of) : ours(of)) + "/proposals", terms(until));
        assertThat(sent.status()).as(sent.body()).isEqualTo(303);
        return open(of).stream()
                .filter(term -> !before.contains(term))
                .findFirst()
                .orElseThrow();
    }

    List<String> open(CoordinatedCase of) {
        return coordinator.get(embargo(of)).html().select("tr[data-term]").eachAttr("data-term");
    }

    Browser.Page accept(CoordinatedCase of, String term) {
        return accept(of, term, "");
    }

    /** Meaning that these lose the case by it, as the form names them. */
    Browser.Page accept(CoordinatedCase of, String term, String loses) {
        return coordinator.post(embargo(of) + "/proposals/" + term + "/acceptance", "loses", loses);
    }

    Browser.Page reject(CoordinatedCase of, String term) {
        return coordinator.post(embargo(of) + "/proposals/" + term + "/rejection");
    }

    Browser.Page answer(CoordinatedCase of, Browser by, String term, String answer) {
        return by.post(ours(of) + "/proposals/" + term + "/answer", "answer", answer, "sure", "yes");
    }

    /** The terms that are in force, as a participant's page names them. */
    String inForce(CoordinatedCase of, Browser participant) {
        return participant
                .get(ours(of))
                .html()
                .select("section[data-term]")
                .last()
                .attr("data-term");
    }

    Browser.Page notes(CoordinatedCase of, String event, String evidence) {
        return coordinator.post(embargo(of) + "/events", "event", event, "evidence", evidence, "over", "yes");
    }

    Browser.Page ends(CoordinatedCase of, String reason) {
        return coordinator.post(embargo(of) + "/end", "reason", reason, "sure", "yes");
    }

    Browser.Page states(CoordinatedCase of, Browser by, String status) {
        return by.post("/our-cases/" + of.id() + "/status", "status", status);
    }

    Browser.Page closes(CoordinatedCase of, String reason, String secrecy) {
        return coordinator.post(
                "/cases/" + of.id() + "/closing",
                "reason",
                reason,
                "words",
                "Done.",
                "number",
                of.number(),
                "secrecy",
                secrecy);
    }

    Browser member(Vendor vendor, String name) {
        return TestPerson.joined(
                        desk.application,
                        name,
                        name.toLowerCase(java.util.Locale.ROOT) + "@outside.example",
                        vendor.id(),
                        Role.MEMBER)
                .browser();
    }

    TestPerson staff(String name, Role role) {
        return TestPerson.joined(
                desk.application,
                name,
                name.toLowerCase(java.util.Locale.ROOT) + "@csirt.example",
                TestOrganisations.COORDINATOR,
                role);
    }

    boolean sees(Browser browser, CoordinatedCase of) {
        return desk.sees(browser, of);
    }

    @Override
    public void close() {
        desk.close();
    }
}
