package org.chosei.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The operator's document says what the code does. */
class OperationsDocumentTest {
    @Test
    void theTableOfSettingsIsTheOneOfTheCode() throws IOException {
        StringBuilder table = new StringBuilder("| setting | default | meaning |\n|---|---|---|\n");
        for (Setting<?> setting : Setting.all()) {
            String preset = setting.preset().isEmpty() ? "" : "`" + setting.preset() + "`";
            table.append("| `%s` | %s | %s |\n".formatted(setting.key(), preset, setting.meaning()));
        }
        assertThat(Files.readString(Path.of("docs", "operations.md"))).contains(table.toString());
    }

    @Test
    void theRolesForAServerAreTheOnesOfTheEmbeddedDatabase() throws IOException {
        String document = Files.readString(Path.of("docs", "operations.md"));
        for (String sql : DatabaseRoles.makeRoles(new DatabasePasswords("", "…", "…"))) {
            assertThat(document).contains(sql + ";\n");
        }
        for (String sql : DatabaseRoles.makeDatabase("chosei")) {
            assertThat(document).contains(sql + ";\n");
        }
    }
}
