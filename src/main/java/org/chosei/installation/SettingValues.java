package org.chosei.installation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What was written for each setting and where, and the problems found while reading it. */
final class SettingValues {
    /** Read by the launcher and the command line; not settings of the server. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("CHOSEI_SETTINGS", "CHOSEI_JAVA_OPTIONS", "CHOSEI_JVM_DIRECTORIES", "CHOSEI_AOT", "CHOSEI_TRACE");

    private record Written(String text, String where) {}

    private final Map<String, Written> written = new LinkedHashMap<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> names = Setting.all().stream().map(Setting::key).collect(Collectors.toSet());

    void write(String key, String text, String where) {
        if (!names.contains(key)) {
            problem("There is no setting \"%s\" (%s)%s".formatted(key, where, suggestion(key, names)));
            return;
        }
        Written before = written.put(key, new Written(text, where));
        if (before != null) {
            problem("The setting %s is written twice (%s and %s). Keep one of them."
                    .formatted(key, before.where(), where));
        }
    }

    /** The environment comes after the file and wins. */
    void environment(Map<String, String> environment) {
        Map<String, String> keys =
                Setting.all().stream().collect(Collectors.toMap(Setting::environmentVariable, Setting::key));
        environment.forEach((variable, text) -> {
            String key = keys.get(variable);
            if (key != null) {
                written.put(key, new Written(text, "environment variable " + variable));
            } else if (variable.startsWith("CHOSEI_") && !OTHER_VARIABLES.contains(variable)) {
                problem("There is no setting for the environment variable %s%s"
                        .formatted(variable, suggestion(variable, keys.keySet())));
            }
        });
    }

    private static String suggestion(String unknown, Set<String> known) {
        return NearestName.to(unknown, known)
                .map(near -> ". Did you mean " + near + "?")
                .orElse(". The settings are listed in docs/operations.md.");
    }

    boolean isWritten(Setting<?> setting) {
        Written text = written.get(setting.key());
        return text != null && !text.text().isEmpty();
    }

    /** What is written, if it can be used. */
    <T> Optional<T> find(Setting<T> setting) {
        Written text = written.get(setting.key());
        if (text == null || text.text().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(setting.reader().read(text.text()));
        } catch (BadValue bad) {
            problem(setting, bad.wrong(), bad.fix());
            return Optional.empty();
        }
    }

    /** What is written or else the default, which a setting asked for in this way must have. */
    <T> T of(Setting<T> setting) {
        return find(setting).orElseGet(() -> {
            try {
                return setting.reader().read(setting.preset());
            } catch (BadValue e) {
                throw new IllegalStateException("the default of " + setting.key() + " does not pass its own check", e);
            }
        });
    }

    /** {@code wrong} goes on after "but", {@code fix} says what to do. */
    void problem(Setting<?> setting, String wrong, String fix) {
        Written text = written.get(setting.key());
        String value = text == null || text.text().isEmpty()
                ? "is not set"
                : "is \"%s\" (%s)".formatted(text.text(), text.where());
        problem("The setting %s %s, but %s. %s.".formatted(setting.key(), value, wrong, fix));
    }

    void problem(String sentence) {
        problems.add(sentence);
    }

    void refuseIfAnyProblem() {
        if (!problems.isEmpty()) {
            List<String> all = new ArrayList<>(problems);
            throw new InstallationRefused(all);
        }
    }
}
