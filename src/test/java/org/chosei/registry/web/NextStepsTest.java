package org.chosei.registry.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Gpg;
import org.chosei.testing.TestVendor;
import org.chosei.testing.TestVetting;
import org.junit.jupiter.api.Test;

/** A vendor sees what is done and what is missing until notices reach it. */
class NextStepsTest {

    @Test
    void vendorSeesWhatIsDoneWhatItHasToDoAndWhatWaitsForTheCsirtAndActiveIsNotCompleteWhileVettingIsOpen() {
        try (Application application = Application.start();
                Gpg gpg = new Gpg()) {
            Browser staff = TestPerson.joined(application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
                    .browser();
            TestVendor vendor = TestVendor.unvetted(application, staff, "Steps Ltd", "steps.example");
            assertThat(vendor.browser().get("/").location()).isEqualTo("/organisation");
            assertThat(steps(vendor.browser().get("/organisation")))
                    .containsEntry("note", "YOURS")
                    .containsEntry("note-countersigned", "LATER")
                    .containsEntry("nda", "YOURS")
                    .containsEntry("key", "YOURS")
                    .containsEntry("vetting", "CSIRT")
                    .containsEntry("active", "LATER");

            vendor.sign("note");
            vendor.sign("nda");
            assertThat(steps(vendor.browser().get("/agreements?done=signed")))
                    .containsEntry("note", "DONE")
                    .containsEntry("note-countersigned", "CSIRT")
                    .containsEntry("key", "YOURS");
            vendor.prove(gpg, gpg.generateCurve25519("Steps <vh@steps.example>"));
            Browser.Page proved = vendor.browser().get("/organisation");
            assertThat(steps(proved))
                    .containsEntry("key", "DONE")
                    .containsEntry("vetting", "CSIRT")
                    .containsEntry("active-unvetted", "CSIRT")
                    .doesNotContainKey("active");
            assertThat(proved.html().select("h1 [data-unvetted]")).hasSize(1);
            assertThat(vendor.browser().get("/").location()).isEqualTo("/organisation");

            TestVetting.of(application).vet(vendor.id(), application.clock().instant());
            Browser.Page through = vendor.browser().get("/organisation");
            assertThat(steps(through)).containsEntry("vetting", "DONE").containsEntry("active", "DONE");
            assertThat(through.html().select("[data-unvetted]")).isEmpty();
            assertThat(vendor.browser().get("/").location()).isEqualTo("/inbox");
            vendor.browser().post("/language", "language", "ja", "back", "/organisation");
            assertThat(vendor.browser().get("/organisation").text()).contains("通知を受け取るまでの手続き");
        }
    }

    private static Map<String, String> steps(Browser.Page page) {
        Map<String, String> steps = new LinkedHashMap<>();
        page.html()
                .select("[data-step]")
                .forEach(each -> steps.put(each.attr("data-step"), each.attr("data-step-state")));
        return steps;
    }
}
