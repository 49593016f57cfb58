package org.chosei.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.chosei.access.Scopes;
import org.chosei.cases.CoordinatedCase;
import org.chosei.demo.MailSink;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.testing.Application;
import org.chosei.testing.Gpg;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A wave to thirty is no more work for the database than one to three, and nobody is first by name or age. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyVendorsTest {
    private static final int MANY = 30;

    private final Application application = Application.start();
    private final MailSink sink = application.outside();
    private final Vendors vendors = new Vendors(application::bean);
    private final Gpg gpg = new Gpg();
    private final List<Vendor> all;

    ManyVendorsTest() {
        // One key serves all of them: the gate looks at each organisation's own upload and proof.
        String key = gpg.generateCurve25519("Many <many@vendor.example>");
        all = IntStream.range(0, MANY)
                .mapToObj(i -> vendors.active(String.format(Locale.ROOT, "Vendor%02d", i), gpg, _ -> key))
                .toList();
    }

    @AfterAll
    void stop() {
        application.close();
        gpg.close();
    }

    @Test
    void statementsOfPlanningDoNotGrowWithTheVendors() {
        planned(all.subList(0, 3));
        int few = planned(all.subList(0, 3));
        int many = planned(all);
        assertThat(few).isPositive();
        assertThat(many).isEqualTo(few);
    }

    /** How many statements it took. */
    private int planned(List<Vendor> to) {
        CoordinatedCase of = vendors.openCase(30);
        Waves.Request request = vendors.request(of, vendors.in(Duration.ofHours(9)), to.toArray(Vendor[]::new));
        application.statements().takenHere();
        Scopes.as(vendors.staff(), () -> application.bean(Waves.class).plan(request));
        return application.statements().takenHere();
    }

    @Test
    void mailsLeaveInRandomOrder() {
        CoordinatedCase of = vendors.openCase(30);
        Wave wave = vendors.plan(of, Duration.ofMinutes(1), all.toArray(Vendor[]::new));
        sink.forget();
        application.stopAt(wave.visibleFrom());
        WaveDesk.await(() -> order().size() == MANY);
        List<String> order = order();
        List<String> names = all.stream().map(Vendor::email).toList();
        // Four connections shift a mail by a few places; an order by name, age or row would shift none by ten.
        List<Integer> shifts = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            shifts.add(Math.abs(order.indexOf(names.get(i)) - i));
        }
        assertThat(shifts).anyMatch(shift -> shift >= 10);
        assertThat(order).containsExactlyInAnyOrderElementsOf(names);
    }

    private List<String> order() {
        return sink.messages().stream()
                .filter(message -> WaveDesk.text(message).contains("BEGIN PGP MESSAGE"))
                .flatMap(message -> message.envelope().recipients().stream())
                .toList();
    }
}
