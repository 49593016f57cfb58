package org.chosei.conversation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.chosei.access.Role;
import org.chosei.cases.Cases;
import org.chosei.cases.NewCase;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.Tlp;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Post;
import org.chosei.testing.TestOrganisations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A file larger than anybody would hold in memory passes, and nothing of any file lies in clear on the disk meanwhile. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeFileTest {
    private static final long LARGE = 200L * 1024 * 1024;
    /** What the server, its pools and this test's own client take and give back. */
    private static final long ROOM = 60L * 1024 * 1024;

    private final Application application = Application.start();
    private final Browser cora = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", TestOrganisations.COORDINATOR, Role.COORDINATOR)
            .browser();
    private final String casePage = "/cases/"
            + new Post(application)
                    .asStaff(() -> application
                            .bean(Cases.class)
                            .open(new NewCase(
                                    "Matter",
                                    "Summary",
                                    "Pump",
                                    Tlp.AMBER,
                                    TestOrganisations.COORDINATOR,
                                    "",
                                    null,
                                    application.clock().instant())))
                    .id();

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void twoHundredMegabytesPassInBothDirectionsWithoutGrowingTheHeap() throws Exception {
        Browser.Page page = cora.get(casePage);
        var composer = page.html().expectFirst("form.composer");
        String place = composer.expectFirst("fieldset.upload").attr("data-place");
        long before = used();
        List<Long> during = new ArrayList<>();
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        Browser.Page brought = cora.script(
                "/uploads",
                BodyPublishers.ofInputStream(() -> new Generated(LARGE, sent, at -> during.add(used()))),
                "File-Place",
                place,
                "File-Name",
                "large.bin",
                "File-Tlp",
                "AMBER");
        assertThat(brought.status()).isEqualTo(200);
        String hash = HexFormat.of().formatHex(sent.digest());
        assertThat(brought.text()).contains(hash);
        assertThat(during)
                .isNotEmpty()
                .allSatisfy(used -> assertThat(used - before).isLessThan(ROOM));

        cora.post(
                composer.attr("action"),
                "form",
                composer.select("input[name=form]").val(),
                "upload",
                brought.html().select("li[data-upload]").attr("data-upload"));
        String path = cora.get(casePage).html().select(".files > li > a").attr("href");
        during.clear();
        assertThat(fetched(path, during)).isEqualTo(hash);
        assertThat(during)
                .isNotEmpty()
                .allSatisfy(used -> assertThat(used - before).isLessThan(ROOM));
    }

    private String fetched(String path, List<Long> during) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(application.base() + path))
                    .header("Cookie", "session=" + cora.cookie("session").orElseThrow())
                    .build();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in =
                    client.send(request, BodyHandlers.ofInputStream()).body()) {
                byte[] buffer = new byte[1 << 16];
                long read = 0;
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    digest.update(buffer, 0, n);
                    if (read / (LARGE / 4) != (read + n) / (LARGE / 4)) {
                        during.add(used());
                    }
                    read += n;
                }
                assertThat(read).isEqualTo(LARGE);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    @Test
    void nothingLiesInClearOnTheDiskWhileAFileComesIn() throws Exception {
        String marker = "marker-" + UUID.randomUUID();
        FileTime begun = FileTime.fromMillis(System.currentTimeMillis() - 1000);
        List<Path> found = new ArrayList<>();
        byte[] part = (marker + "\n").repeat(60_000).getBytes(US_ASCII);
        AtomicInteger looked = new AtomicInteger();
        Runnable look = () -> {
            found.addAll(holding(marker, begun));
            looked.incrementAndGet();
        };
        Browser.Page brought = cora.script(
                "/uploads",
                BodyPublishers.ofInputStream(() -> new Halting(part, () -> {
                    Post.await("the first chunk of a file that is coming in", this::comingIn);
                    look.run();
                })),
                "File-Place",
                "test",
                "File-Name",
                "marked.bin",
                "File-Tlp",
                "AMBER");
        assertThat(brought.status()).isEqualTo(200);

        var composer = cora.get(casePage).html().expectFirst("form.composer");
        String head = "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + cora.token()
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n" + UUID.randomUUID()
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"m.bin\"\r\n\r\n";
        byte[] form = (head + new String(part, US_ASCII)).getBytes(US_ASCII);
        assertThat(sent(composer.attr("action"), form, "\r\n--b--\r\n".getBytes(US_ASCII), look))
                .startsWith("HTTP/1.1 303");
        assertThat(looked).as("looks into the middle of both").hasValue(2);
        found.addAll(holding(marker, begun));
        assertThat(found).isEmpty();
        Path seen = Files.writeString(Files.createTempFile("scan", ".txt"), marker);
        assertThat(holding(marker, begun)).as("the scan finds what is there").containsExactly(seen);
        Files.delete(seen);
    }

    private Optional<String> comingIn() {
        return application
                .everything("select f.id::text from stored_file f join stored_chunk c on c.file_id = f.id"
                        + " where f.completed_at is null")
                .stream()
                .findFirst();
    }

    /** Sends a form over a connection of its own, and its end only after the server has read all before; the answer's first line. */
    private String sent(String path, byte[] form, byte[] end, Runnable between) throws IOException {
        URI base = application.base();
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nCookie: session="
                            + cora.cookie("session").orElseThrow() + "; form="
                            + cora.cookie("form").orElseThrow()
                            + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: "
                            + (form.length + end.length) + "\r\nConnection: close\r\n\r\n")
                    .getBytes(US_ASCII));
            out.write(form);
            out.flush();
            Post.await("that the server read the form", () -> unread(base.getPort(), socket.getLocalPort()));
            between.run();
            out.write(end);
            out.flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
        }
    }

    /** Something, when neither side of a connection within this machine holds a byte that was sent and not read. */
    private static Optional<String> unread(int server, int client) {
        List<String> waiting = new ArrayList<>();
        int sides = 0;
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : lines(Path.of(table))) {
                String[] columns = line.strip().split("\\s+", -1);
                String ports = columns[1].replaceFirst(".*:", "") + columns[2].replaceFirst(".*:", "");
                if (ports.equals("%04X%04X".formatted(server, client))
                        || ports.equals("%04X%04X".formatted(client, server))) {
                    sides++;
                    waiting.add(columns[4]);
                }
            }
        }
        return sides == 2 && waiting.stream().allMatch("00000000:00000000"::equals)
                ? Optional.of("read")
                : Optional.empty();
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files below the directory of temporary files, the database's among them, that changed meanwhile and hold the marker. */
    private static List<Path> holding(String marker, FileTime since) {
        List<Path> holding = new ArrayList<>();
        try {
            Files.walkFileTree(Path.of(System.getProperty("java.io.tmpdir")), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    boolean young = attributes.lastModifiedTime().compareTo(since) >= 0;
                    if (attributes.isRegularFile() && young && holds(file, marker)) {
                        holding.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return holding;
    }

    private static boolean holds(Path file, String marker) {
        String before = "";
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = in.readNBytes(1 << 20);
            while (block.length > 0) {
                String text = before + new String(block, ISO_8859_1);
                if (text.contains(marker)) {
                    return true;
                }
                before = text.substring(Math.max(0, text.length() - marker.length()));
                block = in.readNBytes(1 << 20);
            }
            return false;
        } catch (IOException gone) {
            // files of others come and go
            return false;
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Bytes that are made while they are read; tells when a quarter has passed. */
    private static final class Generated extends InputStream {
        private final long length;
        private final MessageDigest digest;
        private final LongConsumer told;
        private long at;

        Generated(long length, MessageDigest digest, LongConsumer told) {
            this.length = length;
            this.digest = digest;
            this.told = told;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int most) {
            if (at == length) {
                return -1;
            }
            int count = (int) Math.min(most, length - at);
            for (int i = 0; i < count; i++) {
                long x = (at + i) * 0x9E3779B97F4A7C15L;
                buffer[offset + i] = (byte) (x >>> 56);
            }
            digest.update(buffer, offset, count);
            if (at / (length / 4) != (at + count) / (length / 4)) {
                told.accept(at);
            }
            at += count;
            return count;
        }
    }

    /** Bytes that stop before their end until somebody has looked around. */
    private static final class Halting extends InputStream {
        private final byte[] bytes;
        private final Runnable told;
        private int at;

        Halting(byte[] bytes, Runnable told) {
            this.bytes = bytes;
            this.told = told;
        }

        @Override
        public int read() {
            if (at == bytes.length) {
                told.run();
            }
            int i = at++;
            return i < bytes.length ? bytes[i] & 0xff : -1;
        }
    }
}
