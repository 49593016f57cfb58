package org.chosei.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.chosei.access.Role;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.junit.jupiter.api.Test;

/**
 * How long the list takes to answer with 5,000 organisations: {@code mvn test -Dtest=RegistrySearchBench}. It prints and
 * asserts nothing, because machines differ; no test run includes it.
 */
class RegistrySearchBench {
    private static final int ORGANISATIONS = 5_000;
    private static final int ROUNDS = 25;
    private static final List<String> READINGS = List.of("アサヒ", "ミナト", "サクラ", "フジ", "ホクト", "ツバメ", "ハヤテ", "カガヤキ");
    private static final List<String> TRADES = List.of("電機", "工業", "システム", "ソフトウェア", "通信", "精機", "製作所", "情報");

    @Test
    void listAndSearches() {
        try (Application application = Application.start()) {
            Browser staff = TestPerson.joined(application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
                    .browser();
            long import0 = System.nanoTime();
            bring(staff);
            System.out.println("importMs " + millis(import0));
            List<String> paths = new ArrayList<>(List.of("/organisations"));
            for (String typed : List.of(
                    "みなと",
                    "ﾐﾅﾄ",
                    "電機",
                    "minato",
                    "tsubame shisutemu",
                    "o4321.example",
                    "psirt@o77",
                    "Maker 4999",
                    "nothing-like-it")) {
                paths.add("/organisations?q=" + URLEncoder.encode(typed, UTF_8));
            }
            List<Long> times = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (String path : paths) {
                    long start = System.nanoTime();
                    staff.get(path);
                    if (round > 4) {
                        times.add(millis(start));
                    }
                }
            }
            times.sort(null);
            System.out.printf(
                    "{\"organisations\":%d,\"queries\":%d,\"p50Ms\":%d,\"p95Ms\":%d,\"maxMs\":%d}%n",
                    ORGANISATIONS,
                    times.size(),
                    times.get(times.size() / 2),
                    times.get(times.size() * 95 / 100),
                    times.getLast());
        }
    }

    private static void bring(Browser staff) {
        StringBuilder table = new StringBuilder("会社名,英文社名,登録区分,メール\n");
        for (int i = 0; i < ORGANISATIONS; i++) {
            String name = READINGS.get(i % READINGS.size()) + TRADES.get(i / 8 % TRADES.size());
            table.append("%s%d株式会社,Maker %d,一般登録,psirt@o%d.example\n".formatted(name, i, i, i));
        }
        String path = staff.upload(
                        "/organisations/import",
                        List.of(new Browser.File(
                                "file", "t.csv", table.toString().getBytes(UTF_8))))
                .location();
        String[] columns = {"map", "NAME_JA", "map", "NAME_EN", "map", "CLASS", "map", "EMAIL"};
        int status = staff.post(path + "/application", columns).status();
        if (status != 303) {
            throw new AssertionError("not imported: " + status);
        }
    }

    private static long millis(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toMillis();
    }
}
