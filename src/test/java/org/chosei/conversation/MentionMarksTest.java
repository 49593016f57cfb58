package org.chosei.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Where a text names somebody: by the rule by which it is a mention. */
class MentionMarksTest {
    private static String marked(String text, String own, String... names) {
        List<MentionMarks.Piece> pieces = MentionMarks.of(text, List.of(names), own);
        assertThat(pieces.stream().map(MentionMarks.Piece::text).collect(Collectors.joining()))
                .as("nothing is lost")
                .isEqualTo(text);
        return pieces.stream()
                .map(piece -> switch (piece.kind()) {
                    case PLAIN -> piece.text();
                    case NAMED -> "[" + piece.text() + "]";
                    case READER -> "{" + piece.text() + "}";
                })
                .collect(Collectors.joining());
    }

    @Test
    void longerNamesWinAndAWordThatRunsOnIsAnother() {
        assertThat(marked("Ask @Ann Lee and @Ann, not @Anna or a@Ann", "", "Ann", "Ann Lee"))
                .isEqualTo("Ask [@Ann Lee] and [@Ann], not @Anna or a[@Ann]");
    }

    @Test
    void japaneseNamesEndWhereTheyEndInAnyWidth() {
        assertThat(marked("＠山田太郎さん、@ＡＮＮさん", "Ann", "山田太郎")).isEqualTo("[＠山田太郎]さん、{@ＡＮＮ}さん");
    }

    @Test
    void whoeverIsNotKnownStaysText() {
        assertThat(marked("@Bo Unseen @ @@", "Ann", "Ann")).isEqualTo("@Bo Unseen @ @@");
        assertThat(marked("", "Ann")).isEmpty();
        assertThat(marked("no sign", "")).isEqualTo("no sign");
    }
}
