package org.chosei.cases.clocks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rules of all clocks, in versions that are never changed: a clock that was started keeps the version it was started
 * under.
 */
public record ClockRules(int version, List<ClockRule> rules) {
    private static final List<ClockRules> SHIPPED = List.of(shipped(1));

    /** The newest version. */
    public static ClockRules inForce() {
        return SHIPPED.getLast();
    }

    /** The version under which a clock was started. */
    public static ClockRules version(int version) {
        return SHIPPED.get(version - 1);
    }

    /** The rule of one clock. */
    public ClockRule of(ClockKind kind) {
        return rules.stream()
                .filter(rule -> rule.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no rule for " + kind));
    }

    private static ClockRules shipped(int version) {
        String resource = "/clocks/rules-" + version + ".json";
        try (InputStream in = ClockRules.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing " + resource);
            }
            return JsonMapper.shared().readValue(in, ClockRules.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
