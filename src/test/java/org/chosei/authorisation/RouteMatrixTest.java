package org.chosei.authorisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chosei.testing.Browser;
import org.chosei.testing.World;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every route × every kind of caller × things of one's own, of others, and of nobody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteMatrixTest {
    /** What an answer is when the request was let in: a page, a redirect after a change, or what is wrong with the form. */
    private static final Set<Integer> LET_IN = Set.of(200, 303, 409, 422, 429);

    /** What a use case refuses to somebody who was let in, and says so. */
    private static final Set<String> TOLD = Set.of(
            "advisory-own-words",
            "contact-change-of-others",
            "disable-self",
            "key-vendor-proves",
            "message-not-own",
            "paper-same-person",
            "recovery-same-person",
            "recovery-self",
            "recovery-staff",
            "shut-out-self");

    private final World world = new World();
    private final List<Route> routes = Route.all(world.application);
    private final List<Caller> callers = Caller.all(world);
    private final Samples samples = new Samples(world);
    private final Answers answers = new Answers(world);
    private final Set<String> ended = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void everyRouteAnswersEveryCallerAsTheRoleAndTheThingsOwnerSay() {
        int cells = 0;
        for (Route route : routes) {
            List<Samples.Path> paths = samples.paths(route);
            for (Caller caller : callers) {
                Map<String, String> notThere = new LinkedHashMap<>();
                for (Samples.Path path : paths) {
                    look(route, caller, path, notThere);
                    cells++;
                }
                if (notThere.values().stream().distinct().count() > 1) {
                    wrong.add(route + " tells " + caller + " apart what is not there: " + differing(notThere));
                }
            }
        }
        assertThat(wrong).as(cells + " cells").isEmpty();
        assertThat(cells).as("cells of the matrix").isGreaterThan(2000);
    }

    private void look(Route route, Caller caller, Samples.Path path, Map<String, String> notThere) {
        boolean visible = path.visibleTo(caller) && !route.pattern().equals("/error");
        boolean let = route.permits(caller) && visible;
        String[] form = samples.form(route, path, !let);
        Browser.Page page = route.post()
                ? caller.browser().post(path.path(), form)
                : caller.browser().get(path.path());
        String cell = route.method() + " " + path.path() + " by " + caller + " answered " + page.status() + " "
                + page.refusal() + page.location();
        if (let) {
            boolean gone = page.status() == 404 && ended.contains(path.path());
            if (!LET_IN.contains(page.status()) && !TOLD.contains(page.refusal()) && !gone) {
                wrong.add(cell + ", and should have been let in");
            }
            if (page.status() == 303 && path.path().endsWith("/retirement")) {
                ended.add(path.path());
            }
        } else if (!route.permits(caller) && !caller.signedIn()) {
            boolean right = route.post()
                    ? page.status() == 403 && page.refusal().equals("signed-out")
                    : page.status() == 302 && page.location().startsWith("/sign-in?next=");
            if (!right) {
                wrong.add(cell + ", and should have been asked to sign in");
            }
        } else if (!notThere(route, page)) {
            wrong.add(cell + ", and should not be there");
        } else if (page.status() != 409) {
            notThere.put(path.path(), Answers.withoutPath(page, path.path()));
        }
        wrong.addAll(Answers.headers(cell, page, !route.forAnyone() || caller.signedIn() && page.isHtml()));
        answers.leaks(caller, path, page).forEach(word -> wrong.add(cell + ", and tells " + word));
    }

    /** A used or invented link is gone, the error page is none; a vendor outside a case is known to staff. */
    private static boolean notThere(Route route, Browser.Page page) {
        if (route.pattern().startsWith("/invitation/")) {
            return page.status() == 410 && page.refusal().equals("invitation-gone");
        }
        if (route.pattern().startsWith("/recovery/{")) {
            return page.status() == 410 && page.refusal().equals("recovery-gone");
        }
        if (route.pattern().startsWith("/contact-check/{")) {
            return page.status() == 410 && page.refusal().equals("contact-link-gone");
        }
        return page.status() == 404 && page.refusal().equals("not-found")
                || page.status() == 409 && page.refusal().equals("vendor-not-in-case");
    }

    private static String differing(Map<String, String> answers) {
        Map<String, String> byBody = new LinkedHashMap<>();
        answers.forEach((path, body) -> byBody.putIfAbsent(body, path));
        return byBody.values() + "\n" + String.join("\n-----\n", byBody.keySet());
    }
}
