package org.chosei.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pictures in the documents are drawn from the tables: with {@code -Dchosei.draw=true} this writes them anew. */
class DiagramsTest {
    private static final Path PAGE = Path.of("docs/protocol.md");

    @Test
    void documentShowsTheMachinesAsTheyAre() throws IOException {
        String page = Files.readString(PAGE);
        String drawn = page;
        drawn = with(drawn, "report", Diagram.of(ReportState.MACHINE, Enum::name, Enum::name));
        drawn = with(drawn, "embargo", Diagram.of(EmbargoState.MACHINE, Enum::name, Enum::name));
        drawn = with(drawn, "consent", Diagram.of(ConsentState.MACHINE, Enum::name, Enum::name));
        drawn = with(
                drawn,
                "case",
                Diagram.of(CaseState.MACHINE, CaseState::letters, event -> String.valueOf(event.letter())));
        if (Boolean.getBoolean("chosei.draw")) {
            Files.writeString(PAGE, drawn);
        }
        assertThat(page).isEqualTo(drawn);
    }

    private static String with(String page, String name, String diagram) {
        String begin = "<!-- drawn: " + name + " -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- end -->", from);
        assertThat(from).as(name).isGreaterThan(begin.length());
        return page.substring(0, from) + "```mermaid\n" + diagram + "```\n" + page.substring(to);
    }
}
