package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.TestOrganisations;
import org.jsoup.nodes.Element;

/** An administrator at the pages of the distribution policy. */
final class PolicyDesk {
    static final String NEXT = "/distribution-policy/next";

    final Browser administrator;

    PolicyDesk(Application application) {
        administrator = TestPerson.joined(
                        application, "Ada", "ada@csirt.example", TestOrganisations.COORDINATOR, Role.ADMINISTRATOR)
                .browser();
    }

    /** Makes a version with these rules and puts it in force; its number. */
    int make(Map<String, String> changed) {
        Browser.Page made = administrator.post(NEXT, fields(changed));
        assertThat(made.status()).as(made.body()).isEqualTo(303);
        return inForce();
    }

    /** What the form holds, with these changed. */
    String[] fields(Map<String, String> changed) {
        Element form = administrator.get(NEXT).html().expectFirst("form.policy");
        List<String> fields = new ArrayList<>();
        for (Element each : form.select("input[name], select[name], textarea[name]")) {
            String name = each.attr("name");
            boolean box = each.attr("type").matches("radio|checkbox");
            if (!name.equals("_csrf") && !changed.containsKey(name) && (!box || each.hasAttr("checked"))) {
                fields.add(name);
                fields.add(
                        each.tagName().equals("textarea")
                                ? each.wholeText().strip()
                                : each.tagName().equals("select")
                                        ? each.expectFirst("option[selected]").val()
                                        : each.val());
            }
        }
        changed.forEach((name, value) -> {
            fields.add(name);
            fields.add(value);
        });
        return fields.toArray(String[]::new);
    }

    int inForce() {
        return Integer.parseInt(administrator
                .get("/distribution-policy")
                .html()
                .expectFirst("tr[data-version]:has(.state.good)")
                .attr("data-version"));
    }

    /** Puts a version in force again. */
    void back(int version) {
        assertThat(enact(version).status()).isEqualTo(303);
    }

    /** What became of it when a version was to be put in force again. */
    Browser.Page enact(int version) {
        String path = "/distribution-policy/" + version;
        List<String> fields = new ArrayList<>(administrator.get(path).hidden(path + "/enactment"));
        fields.addAll(List.of("reason", "Back to what it was"));
        return administrator.post(path + "/enactment", fields.toArray(String[]::new));
    }
}
