package org.chosei.desk.inbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Looks at what was selected before anything is done. The number of queries does not grow with it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Targets {
    /** As many as two pages of a list show. */
    public static final int MOST = 100;

    private final Inbox inbox;
    private final Cases cases;
    private final Assignments assignments;

    Targets(Inbox inbox, Cases cases, Assignments assignments) {
        this.inbox = inbox;
        this.cases = cases;
        this.assignments = assignments;
    }

    /** Reads what was selected, each once. Fields: item. */
    public static List<Target.Name> names(List<String> typed) {
        Set<Target.Name> names = new LinkedHashSet<>();
        typed.stream().filter(each -> !each.isBlank()).forEach(each -> names.add(Target.Name.of(each)));
        if (names.isEmpty()) {
            throw new Refusal.Invalid("item", "bulk-none");
        }
        if (names.size() > MOST) {
            throw new Refusal.Invalid("item", "bulk-most", MOST);
        }
        return List.copyOf(names);
    }

    /** What the act would meet, in the order selected. What the person may not see looks like what is done already. */
    public List<Target> look(Act act, List<Target.Name> names) {
        if (act == Act.ASSIGN && !Scopes.person().isStaff()) {
            throw new Refusal.NotFound();
        }
        Map<Target.Name, InboxItem> items = items(names);
        Map<CaseId, CoordinatedCase> known = cases
                .byId(names.stream()
                        .filter(Target.Name::isCase)
                        .map(name -> new CaseId(name.subject()))
                        .toList())
                .stream()
                .collect(Collectors.toMap(CoordinatedCase::id, Function.identity()));
        Map<CaseId, String> assigned = Scopes.person().isStaff() ? assigned(items, known) : Map.of();
        List<Target> targets = new ArrayList<>();
        Set<CaseId> taken = new LinkedHashSet<>();
        for (Target.Name name : names) {
            InboxItem item = items.get(name);
            CoordinatedCase of = known.get(new CaseId(name.subject()));
            CaseId caseId = item == null ? of == null ? null : of.id() : item.caseId();
            if (act == Act.ASSIGN && caseId != null && !taken.add(caseId)) {
                continue;
            }
            targets.add(new Target(
                    name,
                    item,
                    caseId,
                    item == null ? of == null ? "" : of.number() : item.label(),
                    item == null ? of == null ? null : of.title() : item.title(),
                    caseId == null ? "" : assigned.getOrDefault(caseId, ""),
                    hindrance(act, item, caseId)));
        }
        return targets;
    }

    private Map<Target.Name, InboxItem> items(List<Target.Name> names) {
        List<ItemKey> keys = names.stream()
                .filter(name -> !name.isCase())
                .map(Target.Name::key)
                .toList();
        Map<Target.Name, InboxItem> items = new LinkedHashMap<>();
        if (!keys.isEmpty()) {
            inbox.find(keys)
                    .forEach(item -> items.put(
                            new Target.Name(item.key().kind().name(), item.key().subject()), item));
        }
        return items;
    }

    private Map<CaseId, String> assigned(Map<Target.Name, InboxItem> items, Map<CaseId, CoordinatedCase> known) {
        Map<CaseId, String> names = new LinkedHashMap<>();
        items.values().forEach(item -> {
            InboxItem.Assignee has = item.assignee();
            CaseId caseId = item.caseId();
            if (has != null && caseId != null) {
                names.put(caseId, has.name());
            }
        });
        names.putAll(assignments.names(known.keySet()));
        return names;
    }

    private static String hindrance(Act act, @Nullable InboxItem item, @Nullable CaseId caseId) {
        if (item == null && caseId == null) {
            return "bulk-gone";
        }
        return switch (act) {
            case ASSIGN -> caseId == null ? "bulk-no-case" : "";
            case SNOOZE -> item == null ? "bulk-no-item" : "";
            case REMIND -> "bulk-act";
            case SETTLE -> item == null || !item.key().kind().settled() ? "bulk-no-message" : "";
        };
    }
}
