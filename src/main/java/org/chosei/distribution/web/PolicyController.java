package org.chosei.distribution.web;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.distribution.Policies;
import org.chosei.distribution.Policy;
import org.chosei.distribution.PolicyChanges;
import org.chosei.distribution.PolicyRule;
import org.chosei.distribution.PolicyVersion;
import org.chosei.identity.People;
import org.chosei.kernel.PersonId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Link;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The distribution policy in its versions, for all staff to read and for the administrator to put in force. */
@Controller
public class PolicyController {
    private final Policies policies;
    private final PolicyChanges changes;
    private final People people;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    PolicyController(
            Policies policies,
            PolicyChanges changes,
            People people,
            TransactionOperations transaction,
            InstantSource clock) {
        this.policies = policies;
        this.changes = changes;
        this.people = people;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Bean
    static Link policyLink() {
        return new Link(58, "distribution.policy-title", "/distribution-policy", Permission.PROVE);
    }

    /** The rules of a version, with those that the version before said otherwise. */
    public record Shown(PolicyVersion version, List<PolicyRule> rules, List<String> differing, boolean inForce) {}

    @GetMapping("/distribution-policy")
    @Allow(Permission.PROVE)
    @Transactional
    public View list() {
        return page(policies.inForce().version(), "", List.of());
    }

    @GetMapping("/distribution-policy/{version}")
    @Allow(Permission.PROVE)
    @Transactional
    public View version(@PathVariable String version) {
        return page(number(version), "", List.of());
    }

    private View page(int version, String reason, List<Refusal.Invalid> refusals) {
        List<PolicyVersion> versions = policies.versions();
        Policy inForce = policies.inForce();
        return View.of("distribution/policy", "shown", shown(policies.get(version), versions, inForce))
                .with("versions", versions)
                .with("current", inForce.version())
                .with("names", names(versions))
                .with("form", Uuid7.at(clock.instant()))
                .with("reason", reason)
                .with("refusals", refusals)
                .status(refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static Shown shown(PolicyVersion of, List<PolicyVersion> versions, Policy inForce) {
        int number = of.policy().version();
        Policy before = versions.stream()
                .map(PolicyVersion::policy)
                .filter(each -> each.version() < number)
                .findFirst()
                .orElse(null);
        return new Shown(
                of, PolicyRule.of(of.policy()), PolicyRule.differing(of.policy(), before), inForce.version() == number);
    }

    private Map<String, String> names(List<PolicyVersion> versions) {
        Map<String, String> names = new LinkedHashMap<>();
        List<PersonId> acted = versions.stream()
                .flatMap(each -> Stream.concat(
                        Stream.ofNullable(each.madeBy()),
                        each.enacted().stream().map(PolicyVersion.Enactment::by)))
                .filter(by -> by.startsWith("person:"))
                .map(by -> PersonId.of(by.substring("person:".length())))
                .distinct()
                .toList();
        people.names(acted).forEach((id, name) -> names.put("person:" + id, name));
        return names;
    }

    /** Puts a version in force that there is already. */
    @PostMapping("/distribution-policy/{version}/enactment")
    @Allow(Permission.DISTRIBUTION_POLICY)
    org.springframework.web.servlet.View enact(
            @PathVariable String version,
            @RequestParam(defaultValue = "") String form,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam(defaultValue = "") String reason) {
        int number = number(version);
        try {
            return in(() -> {
                changes.enact(id(form), seen(seen), number, reason);
                return Redirects.to("/distribution-policy");
            });
        } catch (Refusal.Invalid refusal) {
            return in(() -> page(number, reason, List.of(refusal)));
        }
    }

    /** The form of the next version, filled with what is in force, or with another version. */
    @GetMapping("/distribution-policy/next")
    @Allow(Permission.DISTRIBUTION_POLICY)
    @Transactional
    public View next(@RequestParam(defaultValue = "") String from) {
        Policy policy =
                from.isEmpty() ? policies.inForce() : policies.get(number(from)).policy();
        return next(TypedPolicy.of(policy, policies.inForce().version(), Uuid7.at(clock.instant())), List.of());
    }

    private View next(TypedPolicy typed, List<Refusal.Invalid> refusals) {
        return View.of("distribution/policy-next", "typed", typed)
                .with("current", policies.inForce())
                .with("tlps", List.of(Tlp.values()))
                .with("refusals", refusals)
                .status(refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @PostMapping("/distribution-policy/next")
    @Allow(Permission.DISTRIBUTION_POLICY)
    org.springframework.web.servlet.View make(
            @RequestParam(defaultValue = "") String form,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String nda,
            @RequestParam(defaultValue = "") String individual,
            @RequestParam(defaultValue = "") String vetting,
            @RequestParam(defaultValue = "") String days,
            @RequestParam(defaultValue = "") String red,
            @RequestParam(defaultValue = "") String wishes,
            @RequestParam(defaultValue = "") String approval,
            @RequestParam(defaultValue = "") String approvalFrom,
            @RequestParam(defaultValue = "") String ja,
            @RequestParam(defaultValue = "") String en,
            @RequestParam(defaultValue = "") String reason) {
        TypedPolicy typed = new TypedPolicy(
                id(form),
                seen,
                note,
                nda,
                individual,
                vetting,
                days,
                red,
                wishes,
                approval,
                approvalFrom,
                ja,
                en,
                reason);
        try {
            return in(() -> {
                changes.make(typed.form(), seen(seen), typed.read(), reason);
                return Redirects.to("/distribution-policy");
            });
        } catch (Refusal.Invalid refusal) {
            return in(() -> next(typed, List.of(refusal)));
        }
    }

    private UUID id(String form) {
        return form.isEmpty() ? Uuid7.at(clock.instant()) : Uuid7.parse(form);
    }

    /** Whoever saw none saw none that is in force. */
    private static int seen(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
    }

    /** What is no number of a version names none. */
    private static int number(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw new Refusal.NotFound();
        }
        return Integer.parseInt(text);
    }

    private <T> T in(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }
}
