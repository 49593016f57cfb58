package org.chosei.conversation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.UUID;
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
        LongConsumer scan = _ -> found.addAll(holding(marker, begun));
        Browser.Page brought = cora.script(
                "/uploads",
                BodyPublishers.ofInputStream(() -> new Repeated(part, scan)),
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
        HttpRequest request = HttpRequest.newBuilder(URI.create(application.base() + composer.attr("action")))
                .header(
                        "Cookie",
                        "session=" + cora.cookie("session").orElseThrow() + "; form="
                                + cora.cookie("form").orElseThrow())
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofInputStream(() -> new Repeated(form, "\r\n--b--\r\n".getBytes(US_ASCII), scan)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(303);
        }
        found.addAll(holding(marker, begun));
        assertThat(found).isEmpty();
        Path seen = Files.writeString(Files.createTempFile("scan", ".txt"), marker);
        assertThat(holding(marker, begun)).as("the scan finds what is there").containsExactly(seen);
        Files.delete(seen);
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

    /** The same bytes, which stop near their end until somebody has looked around. */
    private static final class Repeated extends InputStream {
        private final byte[] bytes;
        private final byte[] rest;
        private final LongConsumer told;
        private int at;

        Repeated(byte[] bytes, LongConsumer told) {
            this(bytes, new byte[0], told);
        }

        Repeated(byte[] bytes, byte[] rest, LongConsumer told) {
            this.bytes = bytes;
            this.rest = rest;
            this.told = told;
        }

        @Override
        public int read() {
            if (at == bytes.length) {
                try {
                    // what was sent has to arrive before one looks into the middle of the upload,
                    // and nothing tells the sender that it did
                    Thread.sleep(500);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                told.accept(at);
            }
            int i = at++;
            return i < bytes.length
                    ? bytes[i] & 0xff
                    : i < bytes.length + rest.length ? rest[i - bytes.length] & 0xff : -1;
        }
    }
}
