package org.chosei.installation;

/**
 * The two connections that Chosei needs: an owner for migrations and an application that owns nothing and stands under
 * row-level security.
 */
public record Database(
        String ownerUrl, String ownerUser, String ownerPassword, String appUrl, String appUser, String appPassword) {

    /** Says where, never with what. */
    @Override
    public String toString() {
        return "Database[owner=%s at %s, app=%s at %s, passwords not shown]"
                .formatted(ownerUser, ownerUrl, appUser, appUrl);
    }
}
