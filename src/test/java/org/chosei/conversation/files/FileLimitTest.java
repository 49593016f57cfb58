package org.chosei.conversation.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.identity.TestPerson;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.TestOrganisations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is too large is refused and leaves nothing, and what nobody sends is removed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileLimitTest {
    private final Application application = Application.start("test.largest-file=" + 1024 * 1024);
    private final Browser cora = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", TestOrganisations.COORDINATOR, Role.COORDINATOR)
            .browser();

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void fileAtTheLimitIsTakenAndOneByteMoreRefusedWhetherOrNotItSaysItsLength() {
        byte[] most = new byte[1024 * 1024];
        byte[] more = new byte[most.length + 1];
        assertThat(bring(BodyPublishers.ofByteArray(most), "AMBER").status()).isEqualTo(200);
        long left = chunks();
        assertThat(bring(BodyPublishers.ofByteArray(more), "AMBER").refusal()).isEqualTo("file-large");
        Browser.Page streamed = bring(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(more)), "AMBER");
        assertThat(streamed.status()).isEqualTo(422);
        assertThat(streamed.refusal()).isEqualTo("file-large");
        assertThat(streamed.text()).contains("larger than 1 MiB");
        assertThat(bring(BodyPublishers.noBody(), "AMBER").refusal()).isEqualTo("file-empty");
        assertThat(bring(BodyPublishers.ofByteArray(new byte[1]), "PURPLE").refusal())
                .isEqualTo("tlp-unknown");
        assertThat(chunks()).isEqualTo(left);
    }

    @Test
    void pendingFileIsGoneAfterADayAndNotBefore() {
        bring(BodyPublishers.ofByteArray(new byte[10]), "GREEN");
        application.advance(Duration.ofHours(11));
        tidy();
        assertThat(cora.get("/uploads?place=test").text()).contains("some name.bin", "TLP:GREEN");
        application.advance(Duration.ofHours(11));
        cora.get("/account");
        application.advance(Duration.ofHours(3));
        tidy();
        assertThat(cora.get("/uploads?place=test").text()).contains("None.");
        assertThat(chunks()).isZero();
    }

    private void tidy() {
        Scopes.as(
                new Scope.System(Purpose.TIDY),
                () -> application.bean(PendingFilesTidied.class).run());
    }

    private long chunks() {
        return Long.parseLong(
                application.everything("select count(*) from stored_chunk").getFirst());
    }

    private Browser.Page bring(BodyPublisher body, String tlp) {
        return cora.script("/uploads", body, "File-Place", "test", "File-Name", "some%20name.bin", "File-Tlp", tlp);
    }
}
