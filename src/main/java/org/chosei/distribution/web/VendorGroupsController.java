package org.chosei.distribution.web;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.distribution.VendorGroups;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Organisations;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** A person's own groups of vendors. They are made where vendors are chosen, and ended here. */
@Controller
@Transactional
public class VendorGroupsController {
    private final VendorGroups groups;
    private final Organisations organisations;

    VendorGroupsController(VendorGroups groups, Organisations organisations) {
        this.groups = groups;
        this.organisations = organisations;
    }

    @GetMapping("/vendor-groups")
    @Allow(Permission.DISTRIBUTE)
    View list(Locale locale) {
        List<VendorGroups.Group> own = groups.own();
        return View.of("distribution/groups", "groups", own)
                .with(
                        "names",
                        Names.of(
                                organisations,
                                own.stream()
                                        .flatMap(each -> each.members().stream())
                                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                                locale));
    }

    @PostMapping("/vendor-groups/{group}/end")
    @Allow(Permission.DISTRIBUTE)
    org.springframework.web.servlet.View end(@PathVariable String group) {
        groups.end(Uuid7.parse(group));
        return Redirects.to("/vendor-groups");
    }
}
