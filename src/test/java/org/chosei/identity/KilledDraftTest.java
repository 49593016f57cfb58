package org.chosei.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.distribution.ServedProcess;
import org.chosei.installation.Settings;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.server.Server;
import org.chosei.testing.Post;
import org.chosei.testing.TestDatabase;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionOperations;

/** A draft that was saved is there after {@code kill -9}. */
@Tag("slow")
class KilledDraftTest {
    @TempDir
    Path temporary;

    private record Somebody(PersonId id, String token) {}

    @Test
    void draftIsThereAfterTheServerWasKilled() throws Exception {
        Path data = TestDatabase.dataDirectoryIn(temporary);
        URI base = URI.create("http://127.0.0.1:" + freePort());
        Path file = Files.write(
                temporary.resolve("chosei.settings"),
                List.of("data-directory = " + data, "listen-port = " + base.getPort(), "mail.listen-port = off"));
        Settings settings = Settings.read(file, Map.of());
        Somebody somebody;
        try (Server server = Server.start(settings)) {
            somebody = joined(server);
        }
        try (ServedProcess process = ServedProcess.start(file, data);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> page = Post.await("no server", () -> drafts(client, base, somebody));
            String form = page.headers().allValues("Set-Cookie").stream()
                    .filter(cookie -> cookie.startsWith("form="))
                    .map(cookie -> cookie.substring(5, cookie.indexOf(';')))
                    .findFirst()
                    .orElseThrow();
            HttpRequest save = HttpRequest.newBuilder(base.resolve("/drafts"))
                    .header("Cookie", "session=" + somebody.token() + "; form=" + form)
                    .header(
                            "X-XSRF-TOKEN",
                            Jsoup.parse(page.body())
                                    .expectFirst("input[name=_csrf]")
                                    .val())
                    .header("Draft-Form", "thread:1")
                    .header("Draft-Person", somebody.id().toString())
                    .POST(HttpRequest.BodyPublishers.ofString("text=before+the+kill"))
                    .build();
            assertThat(client.send(save, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
            process.killMinusNine();
        }
        try (Server again = Server.start(settings);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(again.port()).isEqualTo(base.getPort());
            assertThat(Jsoup.parse(drafts(client, base, somebody).orElseThrow().body())
                            .select("li[data-draft]")
                            .eachAttr("data-words"))
                    .containsExactly("text=before+the+kill");
        }
    }

    private static Somebody joined(Server server) {
        OrganisationId organisation = server.part(CoordinatorOrganisation.class).id();
        return Scopes.as(
                new Scope.System(Purpose.SIGN_IN),
                () -> Objects.requireNonNull(server.part(TransactionOperations.class)
                        .execute(_ -> {
                            PersonStore people = server.part(PersonStore.class);
                            PersonId id = people.add("Cora", "cora@csirt.example", Locale.ENGLISH);
                            people.join(id, organisation, Set.of(Role.COORDINATOR));
                            return new Somebody(
                                    id,
                                    server.part(SessionStore.class)
                                            .open(id, organisation)
                                            .value());
                        })));
    }

    private static Optional<HttpResponse<String>> drafts(HttpClient client, URI base, Somebody somebody) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/drafts"))
                .header("Cookie", "session=" + somebody.token())
                .build();
        try {
            HttpResponse<String> page = client.send(request, BodyHandlers.ofString());
            return page.statusCode() == 200 ? Optional.of(page) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
