package org.chosei.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.NewCase;
import org.chosei.cases.Vulnerabilities;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Tlp;
import org.chosei.registry.ImportSheet;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.RegistryByCommand;
import org.springframework.transaction.support.TransactionOperations;

/** The demo's stage with cases of many vendors on it, to measure the pages on which a coordinator works all day. */
public final class LargeCase implements AutoCloseable {
    /** Vulnerabilities in each case. */
    public static final int VULNERABILITIES = 3;

    /** Vendors that talk in the long thread. */
    public static final int TALKING = 120;

    private static final int WARM_UP = 40;

    private final Stage stage;
    private final Person coordinator;
    private final CountedRequests counted;
    private final Scope staff;
    private List<OrganisationId> vendors = List.of();

    private LargeCase(Stage stage, Person coordinator, CountedRequests counted) {
        this.stage = stage;
        this.coordinator = coordinator;
        this.counted = counted;
        Organisations organisations = stage.server().part(Organisations.class);
        Scope nobody = new Scope.Person(
                new PersonId(UUID.randomUUID()), new OrganisationId(UUID.randomUUID()), java.util.Set.of());
        OrganisationId csirt = as(nobody, organisations::coordinator);
        this.staff = new Scope.Person(new PersonId(UUID.randomUUID()), csirt, java.util.Set.of(Role.COORDINATOR));
    }

    /** Times and statements of one page, sorted by time. */
    public record Answers(List<Duration> times, int statements) {}

    /** Starts a server over a fresh database, with so many vendors in its registry, and signs a coordinator in. */
    public static LargeCase open(int vendors) {
        CountedRequests counted = new CountedRequests();
        Stage stage = Stage.open(Production.usual().withoutGnuPg().hasty(), counted::listenIn);
        try {
            Person administrator = Cast.administrator(stage);
            LargeCase large = new LargeCase(
                    stage,
                    Cast.invite(stage, administrator, "Chika", "coordinator@" + Stage.DOMAIN, "COORDINATOR"),
                    counted);
            large.register(vendors);
            return large;
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    private void register(int number) {
        StringBuilder table = new StringBuilder("会社名,英文社名,登録区分,メール\n");
        for (int i = 0; i < number; i++) {
            table.append("製品開発者%d株式会社,Maker %d,一般登録,psirt@m%d.example\n".formatted(i, i, i));
        }
        ImportSheet sheet = ImportSheet.read(table.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        RegistryByCommand.over(stage.server().part(DataSource.class), InstantSource.system())
                .bring(sheet, false, Locale.ENGLISH, (_, _) -> {});
        vendors = as(
                staff,
                () -> stage.server().part(Organisations.class).vendors().stream()
                        .map(Organisation::id)
                        .toList());
        StepFailed.unless(vendors.size() == number, "only %d vendors came in", vendors.size());
    }

    /** Opens a case, asks so many of the vendors, and lets them read, answer or be silent; returns the path of its page. */
    public String fill(int asked) {
        List<OrganisationId> those = vendors.subList(0, asked);
        CaseId of = as(staff, () -> {
            CaseId id = stage.server()
                    .part(Cases.class)
                    .open(new NewCase(
                            "Matter of " + asked,
                            "Summary",
                            "Library",
                            Tlp.AMBER,
                            stage.server().part(Organisations.class).coordinator(),
                            "CASE#" + asked,
                            null,
                            InstantSource.system().instant()))
                    .id();
            for (int i = 1; i < VULNERABILITIES; i++) {
                stage.server()
                        .part(Vulnerabilities.class)
                        .add(id, "Flaw " + i, "CVE-2026-%05d".formatted(asked * 10 + i));
            }
            return id;
        });
        new LargeCaseRows(stage.server(), staff).add(of, those);
        return "/cases/" + of;
    }

    /**
     * Lets the vendors of a case, {@value #TALKING} at most, and staff between them write so many messages into a thread of all
     * vendors; the address under which it opens in its middle.
     */
    public String talk(String page, int messages) {
        CaseId of = CaseId.of(page.substring(page.lastIndexOf('/') + 1));
        return page + "/talk/"
                + new LargeCaseTalk(stage.server(), staff)
                        .fill(of, vendors.subList(0, Math.min(rows(page + "/status"), TALKING)), messages);
    }

    /**
     * Asks for a page that many times; how long each answer took the server, and how many statements the middle one needed:
     * once a minute a request also notes that the session is in use, whatever the page.
     */
    public Answers answers(String address, int rounds) {
        String path = address.replaceFirst("\\?.*", "");
        for (int i = 0; i < WARM_UP; i++) {
            coordinator.fetch(address).fine();
        }
        counted.taken(path, WARM_UP);
        for (int i = 0; i < rounds; i++) {
            coordinator.fetch(address).fine();
        }
        List<CountedRequests.Request> taken = counted.taken(path, rounds);
        return new Answers(
                taken.stream().map(CountedRequests.Request::time).sorted().toList(),
                taken.stream()
                        .map(CountedRequests.Request::statements)
                        .sorted()
                        .toList()
                        .get(taken.size() / 2));
    }

    /** How many rows the matrix under this path shows. */
    public int rows(String path) {
        return coordinator.fetch(path).fine().html().select(".matrix tbody tr").size();
    }

    private <T> T as(Scope scope, Supplier<T> work) {
        TransactionOperations transaction = stage.server().part(TransactionOperations.class);
        return Scopes.as(scope, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    @Override
    public void close() {
        stage.close();
    }
}
