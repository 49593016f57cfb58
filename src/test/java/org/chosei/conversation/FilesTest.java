package org.chosei.conversation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.lingala.zip4j.io.inputstream.ZipInputStream;
import org.chosei.conversation.CaseInWork.Party;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.Sha256;
import org.chosei.testing.Browser;
import org.chosei.testing.Mails;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Files of messages: any of them passes byte by byte, none is ever shown, run or unpacked, and each opens to its readers alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesTest {
    /** As eicar.org publishes it; in two parts, so that no scanner takes this file for it. */
    private static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    private final CaseInWork work = new CaseInWork();

    @AfterAll
    void stop() {
        work.close();
    }

    @Test
    void whatIsDangerousPassesUnchangedAndInertByScriptAndByForm() {
        dangerous().forEach((name, bytes) -> {
            String path = sent(work.a, name, bytes);
            assertInert(path, bytes);
            String words = CaseInWork.fresh();
            Browser.Page page = work.staffPage(work.shared, work.a);
            work.say(work.coordinator, page, words, new Browser.File("files", name, bytes));
            assertInert(link(work.staffPage(work.shared, work.a), words), bytes);
        });
    }

    private void assertInert(String path, byte[] bytes) {
        for (Browser reader : List.of(work.coordinator, work.a.vendor().browser())) {
            Browser.Download download = reader.download(path);
            assertThat(download.status()).isEqualTo(200);
            assertThat(download.bytes()).isEqualTo(bytes);
            assertThat(download.headers().firstValue("Content-Type")).contains("application/octet-stream");
            assertThat(download.headers().firstValue("Content-Length")).contains(String.valueOf(bytes.length));
            assertThat(download.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(download.headers().firstValue("Content-Disposition").orElse(""))
                    .startsWith("attachment");
            assertThat(download.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(download.headers().allValues("Content-Security-Policy"))
                    .containsExactly("sandbox; default-src 'none'");
        }
        assertThat(work.b.vendor().browser().download(path).status()).isEqualTo(404);
    }

    /** Ten megabytes of zeros in ten kilobytes, beside what browsers would run. */
    private static Map<String, byte[]> dangerous() {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            zip.putNextEntry(new ZipEntry("zeros"));
            zip.write(new byte[10_000_000]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("eicar.com", EICAR.getBytes(US_ASCII));
        files.put("page.html", "<!doctype html><script>alert(document.domain)</script>".getBytes(US_ASCII));
        files.put(
                "image.svg",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(2)</script></svg>"
                        .getBytes(US_ASCII));
        files.put("bomb.zip", bomb.toByteArray());
        files.put("検体 \u202egpj.exe", "MZ".getBytes(US_ASCII));
        return files;
    }

    @Test
    void fileHasItsMarkAndHashBesideItsNameAndItsReadingIsOneEntry() {
        byte[] bytes = random(3_000_000);
        String path = sent(work.a, "trace.bin", bytes);
        var shown = work.staffPage(work.shared, work.a).html().select("li:has(a[href='" + path + "'])");
        assertThat(shown.text()).contains("trace.bin", "2 MiB", "TLP:RED", Sha256.hex(bytes), "infected");

        long reads = work.entries(work.shared, "content.read", "sealed");
        assertThat(work.coordinator.download(path).bytes()).isEqualTo(bytes);
        assertThat(work.entries(work.shared, "content.read", "sealed")).isEqualTo(reads + 1);
        assertThat(work.entries(work.shared, "file.attached", path.substring("/files/".length())))
                .isOne();
        assertThat(work.application.everything(
                        "select s.id::text from stored_file s join message_file f on f.file_id = s.id"
                                + " where s.file_key is not null or s.name is not null or s.hash is not null"))
                .as("sealed for the person still")
                .isEmpty();
    }

    @Test
    void sampleIsTakenInAnArchiveWithAPasswordOrEncryptedToTheReadersOwnKey() throws IOException {
        byte[] bytes = random(2_500_000);
        String path = sent(work.a, "sample.exe", bytes);
        byte[] archive = work.coordinator.download(path + "?as=zip").bytes();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive), "infected".toCharArray())) {
            assertThat(zip.getNextEntry().getFileName()).isEqualTo("sample.exe");
            assertThat(zip.readAllBytes()).isEqualTo(bytes);
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive), "wrong".toCharArray())) {
            assertThatThrownBy(zip::getNextEntry).hasMessageContaining("assword");
        }
        byte[] encrypted =
                work.a.vendor().browser().download(path + "?as=openpgp").bytes();
        assertThat(work.a.gpg().decrypt(encrypted).output()).isEqualTo(bytes);
        assertThat(work.b.gpg().decrypt(encrypted).exitCode()).isNotZero();
        assertThat(work.coordinator.get(path + "?as=openpgp").refusal()).isEqualTo("file-no-key");
        assertThat(work.coordinator.get(path + "?as=anything").status()).isEqualTo(404);
    }

    @Test
    void mailedFileNamedLikeAFolderIsShownAndPackedUnderAName() throws IOException {
        byte[] bytes = random(1000);
        for (Map.Entry<String, String> each : Map.of("..", "file", "../../etc/cron.d/job", ".._.._etc_cron.d_job")
                .entrySet()) {
            String words = CaseInWork.fresh();
            String entity = Mails.entityWithFile(words, each.getKey(), "application/octet-stream", bytes);
            work.post.deliver(work.token(work.a, work.shared), work.a.signedEntity(entity));
            Browser.Page page = work.staffPage(work.shared, work.a);
            assertThat(page.html()
                            .select("article.message:contains(" + words + ") .files > li > a")
                            .text())
                    .isEqualTo(each.getValue());
            assertPacked(link(page, words), each.getValue(), bytes);
        }
    }

    @Test
    void fileWithoutANameFromEarlierHidesNoOtherOfItsMessage() throws IOException {
        byte[] bytes = random(1000);
        String words = CaseInWork.fresh();
        work.say(
                work.coordinator,
                work.staffPage(work.shared, work.a),
                words,
                new Browser.File("files", "first.bin", bytes),
                new Browser.File("files", "second.bin", bytes));
        String path = link(work.staffPage(work.shared, work.a), words);
        String file = path.substring("/files/".length());
        String audience = work.post
                .staffSees("select audience_id::text from message_file where id = '" + file + "'")
                .getFirst();
        SealedId empty = work.post.asStaff(() -> work.application
                .bean(Vault.class)
                .seal(work.shared.id(), new AudienceId(UUID.fromString(audience)), ""));
        work.application.asOwner(
                "create policy tampering on message_file to current_user using (true) with check (true);"
                        + "update message_file set name = '" + empty.value() + "' where id = '" + file
                        + "';drop policy tampering on message_file");

        assertThat(work.staffPage(work.shared, work.a)
                        .html()
                        .select("article.message:contains(" + words + ") .files > li > a")
                        .eachText())
                .hasSize(2)
                .contains("file");
        assertPacked(path, "file", bytes);
    }

    private void assertPacked(String path, String name, byte[] bytes) throws IOException {
        byte[] archive = work.coordinator.download(path + "?as=zip").bytes();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive), "infected".toCharArray())) {
            assertThat(zip.getNextEntry().getFileName()).isEqualTo(name);
            assertThat(zip.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void pendingFileIsItsPersonsAloneAndGoesWithTheMessage() {
        Browser a = work.a.vendor().browser();
        Browser.Page thread = work.vendorPage(work.shared, work.a);
        String place = place(thread);
        String upload = bring(a, place, "own.bin", random(100));
        assertThat(a.get("/uploads?place=" + place).text()).contains("own.bin");
        assertThat(a.get("/uploads?place=elsewhere").text()).doesNotContain("own.bin");
        for (Browser other : List.of(work.b.vendor().browser(), work.coordinator)) {
            assertThat(other.get("/uploads?place=" + place).text()).doesNotContain("own.bin");
            assertThat(other.post("/uploads/" + upload + "/removal").status()).isEqualTo(404);
        }
        assertThat(post(work.b.vendor().browser(), work.vendorPage(work.shared, work.b), "taken", upload)
                        .status())
                .isEqualTo(404);
        assertThat(work.post.count("select count(*) from stored_file"))
                .as("staff see none of it")
                .isZero();

        assertThat(post(a, thread, "", upload).status()).isEqualTo(303);
        assertThat(work.staffPage(work.shared, work.a).text())
                .as("may still be taken back")
                .doesNotContain("own.bin");
        work.application.advance(Undo.PAUSE.plusSeconds(1));
        assertThat(work.staffPage(work.shared, work.a).text()).contains("own.bin");
        assertThat(a.get("/uploads?place=" + place).text()).doesNotContain("own.bin");
        assertThat(post(a, thread, "", upload).status()).as("a second click").isEqualTo(303);
        assertThat(post(a, work.vendorPage(work.shared, work.a), "again", upload)
                        .status())
                .as("attached once")
                .isEqualTo(404);
    }

    @Test
    void filesOfAMessageTakenBackArePendingAgainForTheirPersonAloneAndGoWithTheNext() {
        Browser a = work.a.vendor().browser();
        Browser.Page thread = work.vendorPage(work.shared, work.a);
        String place = place(thread);
        byte[] bytes = random(1_500_000);
        String upload = bring(a, place, "again.bin", bytes);
        assertThat(post(a, thread, "", upload).status()).isEqualTo(303);
        String undo = a.get("/our-cases/" + work.shared.id() + "/talk/" + place.substring("thread:".length())
                        + "?latest=yes")
                .html()
                .select("article.ahead form.undo")
                .attr("action");
        assertThat(a.get("/uploads?place=" + place).text()).doesNotContain("again.bin");
        assertThat(work.b.vendor().browser().post(undo).status()).isEqualTo(404);
        Browser.Page undone = a.post(undo);
        assertThat(undone.status()).as(undone.text()).isEqualTo(303);
        var pending = a.get("/uploads?place=" + place).html().select("li[data-upload=" + upload + "]");
        assertThat(pending.text()).contains("again.bin", Sha256.hex(bytes), "TLP:RED");
        for (Browser other : List.of(work.b.vendor().browser(), work.coordinator)) {
            assertThat(other.get("/uploads?place=" + place).text()).doesNotContain("again.bin");
        }
        work.application.advance(Undo.PAUSE.plusSeconds(1));
        assertThat(work.staffPage(work.shared, work.a).text()).doesNotContain("again.bin");
        assertThat(work.application.everything(
                        "select count(*)::text from message_file where file_id = '" + upload + "'"))
                .containsExactly("0");

        String words = CaseInWork.fresh();
        assertThat(post(a, work.vendorPage(work.shared, work.a), words, upload).status())
                .isEqualTo(303);
        work.application.advance(Undo.PAUSE.plusSeconds(1));
        String path = link(work.staffPage(work.shared, work.a), words);
        assertThat(work.coordinator.download(path).bytes()).isEqualTo(bytes);
    }

    @Test
    void removedFileIsGoneAndRefusedMessageKeepsItsFiles() {
        Browser a = work.a.vendor().browser();
        Browser.Page thread = work.vendorPage(work.shared, work.a);
        String upload = bring(a, place(thread), "kept.bin", random(10));
        assertThat(post(a, thread, "長".repeat(Messages.LONGEST + 1), upload).refusal())
                .isEqualTo("message-long");
        assertThat(a.get("/uploads?place=" + place(thread)).text()).contains("kept.bin");
        Browser.Page refused = a.post(
                thread.html().expectFirst("form.composer").attr("action"),
                "form",
                UUID.randomUUID().toString(),
                "text",
                "長".repeat(Messages.LONGEST + 1),
                "_draft",
                place(thread));
        assertThat(refused.html().expectFirst("textarea[name=text]").text()).hasSize(Messages.LONGEST + 1);
        assertThat(a.post("/uploads/" + upload + "/removal").status()).isEqualTo(303);
        assertThat(a.get("/uploads?place=" + place(thread)).text()).doesNotContain("kept.bin");
        a.post("/language", "language", "ja");
        assertThat(a.get("/uploads?place=" + place(thread)).text()).contains("未送信のファイル");
        a.post("/language", "language", "en");
    }

    @Test
    void chunkThatWasSwappedCutOrReplacedIsRefused() {
        byte[] bytes = random(3 * (1 << 20));
        Map<String, String> tampering = Map.of(
                "swapped",
                "update stored_chunk set ordinal = case ordinal when 0 then 9 else ordinal end where file_id = 'FILE';"
                        + "update stored_chunk set ordinal = 0 where file_id = 'FILE' and ordinal = 1;"
                        + "update stored_chunk set ordinal = 1 where file_id = 'FILE' and ordinal = 9",
                "cut",
                "delete from stored_chunk where file_id = 'FILE' and ordinal = 2;"
                        + "update message_file set size = size - 1048576 where file_id = 'FILE'",
                "replaced",
                "update stored_chunk set bytes = (select bytes from stored_chunk where file_id <> 'FILE' and ordinal = 0"
                        + " limit 1) where file_id = 'FILE' and ordinal = 0",
                "altered",
                "update stored_chunk set bytes = set_byte(bytes, 99, get_byte(bytes, 99) # 1) where file_id = 'FILE'"
                        + " and ordinal = 0");
        sent(work.a, "other.bin", bytes);
        tampering.forEach((how, sql) -> {
            String path = sent(work.a, how + ".bin", bytes);
            String file = work.post
                    .staffSees("select file_id::text from message_file where id = '"
                            + path.substring("/files/".length()) + "'")
                    .getFirst();
            work.application.asOwner("create policy tampering on message_file to current_user using (true) with check"
                    + " (true);" + sql.replace("FILE", file) + ";drop policy tampering on message_file");
            assertRefused(how, path);
        });
    }

    /** What came first may have left already; never all of it, and never a wrong byte. */
    private void assertRefused(String how, String path) {
        try {
            Browser.Download download = work.coordinator.download(path);
            assertThat(download.status()).as(how).isEqualTo(500);
            assertThat(download.bytes().length).as(how).isLessThan(100_000);
        } catch (java.io.UncheckedIOException cut) {
            assertThat(cut).as(how).hasRootCauseInstanceOf(IOException.class);
        }
    }

    private String sent(Party by, String name, byte[] bytes) {
        Browser browser = by.vendor().browser();
        String words = CaseInWork.fresh();
        Browser.Page page = work.vendorPage(work.shared, by);
        assertThat(post(browser, page, words, bring(browser, place(page), name, bytes))
                        .status())
                .isEqualTo(303);
        work.application.advance(Undo.PAUSE.plusSeconds(1));
        return link(work.staffPage(work.shared, by), words);
    }

    private static String place(Browser.Page page) {
        return page.html().expectFirst("fieldset.upload").attr("data-place");
    }

    private static String bring(Browser browser, String place, String name, byte[] bytes) {
        Browser.Page brought = browser.script(
                "/uploads",
                BodyPublishers.ofByteArray(bytes),
                "File-Place",
                place,
                "File-Name",
                URLEncoder.encode(name, UTF_8).replace("+", "%20"),
                "File-Tlp",
                "RED");
        assertThat(brought.status()).as(brought.text()).isEqualTo(200);
        assertThat(brought.text()).contains(Sha256.hex(bytes)).doesNotContain("\u202e");
        return brought.html().select("li[data-upload]").attr("data-upload");
    }

    private static Browser.Page post(Browser browser, Browser.Page page, String text, String upload) {
        var composer = page.html().expectFirst("form.composer");
        String form = composer.select("input[name=form]").val();
        return browser.post(
                composer.attr("action"), "form", form, "back", "/our-cases", "text", text, "upload", upload);
    }

    private static String link(Browser.Page page, String words) {
        return page.html()
                .select("article.message:contains(" + words + ") .files > li > a")
                .attr("href");
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(UUID.randomUUID().getMostSignificantBits()).nextBytes(bytes);
        return Arrays.copyOf(bytes, length);
    }
}
