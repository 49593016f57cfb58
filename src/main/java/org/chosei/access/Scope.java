package org.chosei.access;

import java.util.Set;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;

/** Who acts. Row-level security knows each kind by name; without a scope the database shows nothing. */
public sealed interface Scope {

    /** How the ledger names the actor, as {@code scope_actor()} in the database writes it. */
    String actor();

    /**
     * A signed-in person, acting for one organisation with the roles held there.
     *
     * @param onlyLooks sees what a member of the organisation would, without being one: whatever is written in this scope is
     *     undone at the end of its transaction
     */
    record Person(PersonId id, OrganisationId organisation, Set<Role> roles, boolean onlyLooks) implements Scope {
        public Person {
            roles = Set.copyOf(roles);
        }

        public Person(PersonId id, OrganisationId organisation, Set<Role> roles) {
            this(id, organisation, roles, false);
        }

        /** The same person, looking at what a member of this organisation sees. */
        public Person lookingAs(OrganisationId other) {
            return new Person(id, other, Set.of(Role.MEMBER), true);
        }

        /** Works at the coordinating CSIRT. */
        public boolean isStaff() {
            return roles.stream().anyMatch(Role::staff);
        }

        public boolean may(Permission permission) {
            return roles.stream().anyMatch(role -> role.permissions().contains(permission));
        }

        @Override
        public String actor() {
            return "person:" + id;
        }
    }

    /** An organisation without a person signed in, proved by a key or a token: an answer by mail. */
    record Organisation(OrganisationId id) implements Scope {
        @Override
        public String actor() {
            return "organisation:" + id;
        }
    }

    /** Whoever holds the receipt of a report: sees that report and the talk about it, and nothing else. */
    record Reporter(UUID report) implements Scope {
        @Override
        public String actor() {
            return "reporter:" + report;
        }
    }

    /** Chosei itself, for one named purpose. */
    record System(Purpose purpose) implements Scope {
        @Override
        public String actor() {
            return "system:" + purpose.label();
        }
    }

    /** Anybody on the internet: sees what is published. */
    record Public() implements Scope {
        @Override
        public String actor() {
            return "public";
        }
    }
}
