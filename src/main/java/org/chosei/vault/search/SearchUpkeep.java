package org.chosei.vault.search;

import java.time.Duration;
import org.chosei.access.Purpose;
import org.chosei.jobs.Recurring;
import org.springframework.stereotype.Component;

/** Indexes what no transaction indexed, of every kind. */
@Component
public class SearchUpkeep implements Recurring {
    private final Reindexing reindexing;

    SearchUpkeep(Reindexing reindexing) {
        this.reindexing = reindexing;
    }

    @Override
    public String kind() {
        return "vault.search-upkeep";
    }

    @Override
    public Purpose purpose() {
        return Purpose.SEARCH;
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        for (SearchKind kind : SearchKind.values()) {
            while (reindexing.page(kind)) {
                // the next page
            }
        }
    }
}
