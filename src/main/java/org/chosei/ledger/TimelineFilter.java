package org.chosei.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a chain are wanted; what is empty or null leaves nothing out.
 *
 * @param rooms first words of the kinds wanted, such as {@code mail}
 * @param others wanted too are those whose first word is none of these; null for none of the kind
 * @param party by whom or about whom
 * @param from the earliest instant, inclusive
 * @param until the latest, exclusive
 */
public record TimelineFilter(
        Set<String> rooms,
        @Nullable Set<String> others,
        @Nullable Party party,
        @Nullable Instant from,
        @Nullable Instant until) {
    public TimelineFilter {
        rooms = Set.copyOf(rooms);
        others = others == null ? null : Set.copyOf(others);
    }

    /** Everything. */
    public static TimelineFilter all() {
        return new TimelineFilter(Set.of(), null, null, null, null);
    }

    /**
     * Somebody who acts or is acted on.
     *
     * @param organisation named among the subjects; null for what names nobody
     * @param actors whose acts are meant, as {@code Scope.actor()} writes them; one that ends in {@code :} means all that begin so
     * @param audience entries that only this audience and staff may read
     */
    public record Party(
            @Nullable OrganisationId organisation,
            List<String> actors,
            @Nullable AudienceId audience) {
        public Party {
            actors = List.copyOf(actors);
        }

        /** Chosei itself. */
        public static Party system() {
            return new Party(null, List.of("system:"), null);
        }

        String[] patterns() {
            return actors.stream()
                    .map(actor -> actor.endsWith(":") ? actor + "%" : actor)
                    .toArray(String[]::new);
        }
    }

    static String[] array(@Nullable Collection<String> of) {
        return of == null ? new String[0] : of.toArray(String[]::new);
    }
}
