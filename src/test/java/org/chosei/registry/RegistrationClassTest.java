package org.chosei.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.chosei.agreements.Fact;
import org.chosei.agreements.Facts;
import org.chosei.testing.Browser;
import org.chosei.testing.World;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A vendor's class changes with a reason and from now on; what it was stays known, and nothing is taken away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationClassTest {
    private final World world = new World();
    private final Browser staff = world.coordinator.browser();

    @AfterAll
    void stop() {
        world.close();
    }

    private static String path(World.Vendor vendor) {
        return "/organisations/" + vendor.id() + "/class";
    }

    private Browser.Page change(World.Vendor vendor, String to, String reason) {
        String seen = staff.get(path(vendor)).html().select("[name=seen]").val();
        return staff.post(path(vendor), "seen", seen, "class", to, "reason", reason);
    }

    private List<Fact.Code> facts(World.Vendor vendor, Instant at) {
        return world.asStaff(() -> world.application.bean(Facts.class).of(vendor.id(), at)).stream()
                .map(Fact::code)
                .toList();
    }

    @Test
    void whatStaysOpenIsShownFirstAndStaysOpen() {
        Browser.Page shown = staff.get(path(world.asahi));
        assertThat(shown.html().select(".consequences .cases li").eachText()).containsExactly(world.shared.number());
        Browser.Page coming = staff.get(path(world.waiting));
        assertThat(coming.html().select(".consequences .cases li").eachText())
                .singleElement()
                .asString()
                .startsWith(world.shared.number() + ": ");
        assertThat(coming.text()).contains("Waves planned for later");

        assertThat(change(world.asahi, "INDIVIDUAL", "Only its own products").status())
                .isEqualTo(303);
        assertThat(world.asahi
                        .responsible()
                        .browser()
                        .get("/our-cases/" + world.shared.id())
                        .status())
                .isEqualTo(200);
        assertThat(staff.get("/cases/" + world.alone.id() + "/waves/new").text())
                .contains("Individual registration: gets only what concerns its own products alone.");
        Browser.Page own = world.asahi.responsible().browser().get("/organisation");
        assertThat(own.html().select("[data-class=INDIVIDUAL]").text()).contains("you receive in principle only");
    }

    @Test
    void classIsKnownForAnyInstantWithWhoChangedItAndWhy() {
        Instant before = world.now();
        world.application.advance(Duration.ofHours(1));
        assertThat(change(world.hidden, "INDIVIDUAL", "They asked \u202efor it").status())
                .isEqualTo(303);
        Instant individual = world.now();
        world.application.advance(Duration.ofHours(1));
        assertThat(change(world.hidden, "GENERAL", "They came back").status()).isEqualTo(303);

        assertThat(facts(world.hidden, before)).contains(Fact.Code.CLASS_GENERAL);
        assertThat(facts(world.hidden, individual))
                .contains(Fact.Code.CLASS_INDIVIDUAL)
                .doesNotContain(Fact.Code.CLASS_GENERAL);
        assertThat(facts(world.hidden, world.now())).contains(Fact.Code.CLASS_GENERAL);
        assertThat(facts(world.hidden, before.minus(Duration.ofDays(400))))
                .as("before it was registered")
                .doesNotContain(Fact.Code.CLASS_GENERAL, Fact.Code.CLASS_INDIVIDUAL);
        Browser.Page page = staff.get(path(world.hidden));
        assertThat(page.html().select("[data-change]").eachAttr("data-change"))
                .containsExactly("INDIVIDUAL", "GENERAL");
        assertThat(page.text()).contains("Staff coordinator", "They asked [U+202E]for it");
        assertThat(world.application.everything("select encode(bytes, 'escape') from sealed_item"))
                .noneMatch(bytes -> bytes.contains("They came back"));
    }

    @Test
    void changeNeedsAReasonAndIsDecidedOnWhatWasSeen() {
        Browser.Page refused = change(world.withdrawn, "INDIVIDUAL", " ");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.refusal()).isEqualTo("registry-reason-missing");
        assertThat(change(world.withdrawn, "GENERAL", "Same").refusal()).isEqualTo("class-same");
        assertThat(change(world.withdrawn, "OTHER", "None").refusal()).isEqualTo("registration-class");
        String seen =
                staff.get(path(world.withdrawn)).html().select("[name=seen]").val();
        assertThat(change(world.withdrawn, "INDIVIDUAL", "Once").status()).isEqualTo(303);
        Browser.Page stale = staff.post(path(world.withdrawn), "seen", seen, "class", "INDIVIDUAL", "reason", "Twice");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.refusal()).isEqualTo("class-changed");
        assertThat(staff.get("/organisations/" + world.partner.id() + "/class").refusal())
                .isEqualTo("class-of-vendors");
    }
}
