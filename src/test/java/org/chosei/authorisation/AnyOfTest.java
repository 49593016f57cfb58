package org.chosei.authorisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnyOfTest {
    private final Random random = new Random(7);

    @Test
    void findsWhatSearchingForEachWordFinds() {
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            List<String> words = IntStream.range(0, 3)
                    .mapToObj(_ -> text(1 + random.nextInt(12)))
                    .toList();
            String text = text(random.nextInt(200));
            boolean expected = words.stream().anyMatch(text::contains);
            assertThat(new AnyOf(words).isIn(text)).as("%s in %s", words, text).isEqualTo(expected);
            found += expected ? 1 : 0;
        }
        assertThat(found).isBetween(2_000, 18_000);
    }

    @Test
    void findsAWordAtTheVeryEndAndOneThatIsTheWholeText() {
        AnyOf any = new AnyOf(List.of("PARTNER-", "山田"));
        assertThat(any.isIn("{\"number\": PARTNER-")).isTrue();
        assertThat(any.isIn("PARTNER-")).isTrue();
        assertThat(any.isIn("担当 山田")).isTrue();
        assertThat(any.isIn("PARTNER_PARTNER")).isFalse();
        assertThat(any.isIn("")).isFalse();
    }

    private String text(int length) {
        return IntStream.range(0, length)
                .mapToObj(_ -> String.valueOf("ab-".charAt(random.nextInt(3))))
                .reduce("", String::concat);
    }
}
