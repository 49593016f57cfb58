package org.chosei.desk.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chosei.web.Messages;
import org.junit.jupiter.api.Test;
import org.springframework.context.NoSuchMessageException;

/** Whatever a room records of a case is said in words on its timeline, in both languages. */
class TimelineWordsTest {
    private static final Pattern RECORDED = Pattern.compile("Entry\\s*\\.of\\([^;\"]*\"([a-z-]+\\.[a-z-]+)\"");
    private static final Pattern CHOSEN =
            Pattern.compile("Entry\\s*\\.of\\([^;]*?\\?\\s*\"([a-z-]+\\.[a-z-]+)\"\\s*:\\s*\"([a-z-]+\\.[a-z-]+)\"");

    @Test
    void everyKindThatACaseMayHoldHasItsWordsInBothLanguages() throws IOException {
        Messages messages = new Messages();
        Set<String> kinds = kinds();
        assertThat(kinds).contains("wave.planned", "message.posted", "vendor.viewed-as", "embargo.declined");
        List<String> missing = new ArrayList<>();
        for (String kind : kinds) {
            for (Locale locale : List.of(Locale.JAPANESE, Locale.ENGLISH)) {
                try {
                    messages.text(locale, "desk.kind." + kind);
                } catch (NoSuchMessageException e) {
                    missing.add(locale + " " + kind);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyKindBelongsToAGroupThatPeopleLookFor() throws IOException {
        assertThat(kinds()).noneMatch(kind -> TimelineGroup.of(kind) == TimelineGroup.OTHER);
    }

    private static Set<String> kinds() throws IOException {
        Set<String> kinds = new TreeSet<>(List.of("content.read", "content.list-opened", "content.work-opened"));
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                RECORDED.matcher(source).results().forEach(found -> kinds.add(found.group(1)));
                Matcher chosen = CHOSEN.matcher(source);
                while (chosen.find()) {
                    kinds.addAll(List.of(chosen.group(1), chosen.group(2)));
                }
            }
        }
        return kinds;
    }
}
