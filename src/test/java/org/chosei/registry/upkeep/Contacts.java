package org.chosei.registry.upkeep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chosei.testing.Browser;
import org.jsoup.nodes.Element;

/** Changing contacts over the pages, as the responsible person and staff do. */
public final class Contacts {
    private Contacts() {}

    /** Sends the form of a contact with some fields changed; {@code path} is {@code /organisation} or that of staff's page. */
    public static Browser.Page propose(Browser browser, String role, String... changed) {
        return proposeAt(browser, "/organisation/contacts/" + role, changed);
    }

    /** The same from staff's page of an organisation. */
    public static Browser.Page proposeAt(Browser browser, String path, String... changed) {
        Map<String, String> fields = values(browser, path);
        for (int i = 0; i < changed.length; i += 2) {
            fields.put(changed[i], changed[i + 1]);
        }
        List<String> all = new ArrayList<>();
        fields.forEach((name, value) -> all.addAll(List.of(name, value)));
        return browser.post(path, all.toArray(String[]::new));
    }

    private static Map<String, String> values(Browser browser, String path) {
        Map<String, String> values = new LinkedHashMap<>();
        Element form = browser.get(path).html().expectFirst("form[action=" + path + "]");
        for (Element field : form.select("input:not([name=_csrf]), textarea")) {
            values.put(field.attr("name"), field.val());
        }
        for (Element choice : form.select("select")) {
            Element chosen = choice.selectFirst("option[selected]");
            values.put(choice.attr("name"), (chosen == null ? choice.expectFirst("option") : chosen).val());
        }
        return values;
    }

    /** The page of the newest request that the organisation's person sees. */
    public static String newest(Browser own) {
        return "/contact-changes/"
                + own.get("/organisation").html().expectFirst("[data-change]").attr("data-change");
    }

    /** Staff approve that one. */
    public static Browser.Page approve(Browser staff, Browser own) {
        return staff.post(newest(own) + "/approval");
    }
}
