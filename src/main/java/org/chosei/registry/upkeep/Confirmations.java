package org.chosei.registry.upkeep;

import java.sql.Types;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Contact.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people said of their contacts: that they are right. */
@Repository
class Confirmations {
    private final JdbcClient jdbc;

    Confirmations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ways to say it. */
    enum How {
        /** By the link of a mail, without an account. */
        LINK,
        /** By the responsible person, signed in. */
        PAGE,
        /** By staff, who made sure of one contact. */
        VERIFIED
    }

    /**
     * False when the organisation said that already: under this id, or in answer to this question.
     *
     * @param role of the one contact that staff made sure of
     * @param ask what is answered, for a link
     */
    boolean add(UUID id, OrganisationId organisation, How how, @Nullable Role role, @Nullable UUID ask) {
        return jdbc.sql("""
                                insert into contact_confirmation (id, organisation_id, how, role, ask_id)
                                values (:id, :organisation, :how, :role, :ask) on conflict do nothing
                                """)
                        .param("id", id)
                        .param("organisation", organisation.value())
                        .param("how", how.name())
                        .param("role", role == null ? null : role.name(), Types.VARCHAR)
                        .param("ask", ask, Types.OTHER)
                        .update()
                == 1;
    }
}
