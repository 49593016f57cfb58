package org.chosei.registry.keys;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.jobs.Recurring;
import org.springframework.stereotype.Component;

/** Judges every proved key once an hour, a page in each transaction. */
@Component
public class KeyWatch implements Recurring {
    private final KeyWarnings warnings;

    KeyWatch(KeyWarnings warnings) {
        this.warnings = warnings;
    }

    @Override
    public String kind() {
        return "registry.key-watch";
    }

    @Override
    public Purpose purpose() {
        return Purpose.MAIL_OUT;
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        Optional<UUID> last = warnings.judge(null);
        while (last.isPresent()) {
            last = warnings.judge(last.get());
        }
    }
}
