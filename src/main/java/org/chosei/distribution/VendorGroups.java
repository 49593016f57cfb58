package org.chosei.distribution;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Organisations;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Vendors that a person of the staff chooses together, under a name of its own. Nobody else sees them. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class VendorGroups {
    private static final int LONGEST = 80;

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Vault vault;

    VendorGroups(JdbcClient jdbc, Organisations organisations, Vault vault) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.vault = vault;
    }

    /** A group. */
    public record Group(UUID id, String name, Set<OrganisationId> members) {}

    /** The acting person's own, in the order in which they were made. Two queries. */
    public List<Group> own() {
        Map<UUID, SealedId> names = new LinkedHashMap<>();
        Map<UUID, Set<OrganisationId>> members = new LinkedHashMap<>();
        jdbc.sql("""
                        select g.id, g.name, m.organisation_id
                          from vendor_group g left join vendor_group_member m on m.group_id = g.id
                         where g.made_by = scope_actor() and g.ended_at is null order by g.made_at, g.id, m.organisation_id
                        """).query(row -> {
            UUID id = row.getObject(1, UUID.class);
            names.put(id, new SealedId(row.getObject(2, UUID.class)));
            UUID member = row.getObject(3, UUID.class);
            if (member != null) {
                members.computeIfAbsent(id, _ -> new LinkedHashSet<>()).add(new OrganisationId(member));
            }
        });
        Map<SealedId, Opened> opened =
                names.isEmpty() ? Map.of() : vault.open(OpenPurpose.LIST, List.copyOf(names.values()));
        return names.entrySet().stream()
                .flatMap(each -> Stream.ofNullable(opened.get(each.getValue()))
                        .map(name ->
                                new Group(each.getKey(), name.text(), members.getOrDefault(each.getKey(), Set.of()))))
                .toList();
    }

    /** Keeps a group under an id that the form brought: sent twice it is one. */
    public void keep(UUID id, String name, Set<OrganisationId> vendors) {
        String clean = Clean.text(name).replace('\n', ' ');
        if (clean.isEmpty() || JapaneseText.codePoints(clean) > LONGEST) {
            throw new Refusal.Invalid("groupName", "group-name", LONGEST);
        }
        if (vendors.isEmpty()) {
            throw new Refusal.Invalid("vendors", "wave-nobody");
        }
        SealedId sealed = vault.sealForStaff(organisations.coordinator(), clean.getBytes(StandardCharsets.UTF_8));
        int added = jdbc.sql("insert into vendor_group (id, name) values (:id, :name) on conflict do nothing")
                .param("id", id)
                .param("name", sealed.value())
                .update();
        if (added == 1) {
            jdbc.sql("""
                            insert into vendor_group_member (group_id, organisation_id)
                            select :id, v from unnest(:vendors::uuid[]) as v
                            """)
                    .param("id", id)
                    .param(
                            "vendors",
                            vendors.stream().map(OrganisationId::value).toArray(UUID[]::new))
                    .update();
        }
    }

    /** Ends one of the acting person's own, or "not found". Ending it again changes nothing. */
    public void end(UUID id) {
        int known = jdbc.sql("""
                        update vendor_group set ended_at = coalesce(ended_at, chosei_now())
                         where id = :id and made_by = scope_actor()
                        """).param("id", id).update();
        if (known == 0) {
            throw new Refusal.NotFound();
        }
    }
}
