package org.chosei.access;

import static org.chosei.access.Permission.*;

import java.util.Set;

/** What a member is in an organisation. Staff roles exist only in the coordinating CSIRT. */
public enum Role {
    ADMINISTRATOR(
            true,
            Set.of(
                    OWN_ACCOUNT,
                    STAFF_ACCOUNTS,
                    REGISTRY,
                    AGREEMENT_TEXTS,
                    KEYWORD_LIST,
                    DISTRIBUTION_POLICY,
                    HOLIDAYS,
                    PROVE)),
    COORDINATOR(true, Set.of(OWN_ACCOUNT, REGISTRY, DRILL, INTAKE, COORDINATE, DISTRIBUTE, DRAFT_ADVISORY, PROVE)),
    APPROVER(true, Set.of(OWN_ACCOUNT, REGISTRY, COORDINATE, DRAFT_ADVISORY, APPROVE, PROVE)),
    /** May bind the organisation: signs its agreements. */
    RESPONSIBLE(false, Set.of(OWN_ACCOUNT, OWN_ORGANISATION, KEEP_ORGANISATION, SIGN_AGREEMENT, VENDOR_WORK)),
    MEMBER(false, Set.of(OWN_ACCOUNT, OWN_ORGANISATION, VENDOR_WORK));

    private final boolean staff;
    private final Set<Permission> permissions;

    Role(boolean staff, Set<Permission> permissions) {
        this.staff = staff;
        this.permissions = permissions;
    }

    public boolean staff() {
        return staff;
    }

    public Set<Permission> permissions() {
        return permissions;
    }
}
