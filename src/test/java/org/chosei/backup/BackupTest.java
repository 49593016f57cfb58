package org.chosei.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.chosei.installation.AttachedDatabase;
import org.chosei.installation.DataDirectory;
import org.chosei.installation.Database;
import org.chosei.installation.EmbeddedPostgres;
import org.chosei.installation.InstallationRefused;
import org.chosei.installation.MasterKey;
import org.chosei.installation.Settings;
import org.chosei.testing.TestDatabase;
import org.chosei.vault.SealedId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupTest {
    private static final char[] PASSPHRASE = "正しい馬 battery staple".toCharArray();
    private static final byte[] CONTENT = "未公表の脆弱性 🔒\u0000\\.\n".getBytes(UTF_8);
    private static final int WRITERS = 3;
    private static final int WRITES_MEANWHILE = 5;
    private static final Progress SILENT = (_, _) -> {};

    @TempDir
    private static Path ground = Path.of("");

    @TempDir
    private static Path secrets = Path.of("");

    private Path data = Path.of("");
    private Path busy = Path.of("");
    private Path quiet = Path.of("");
    private Path keyless = Path.of("");
    private Backup.Taken taken = new Backup.Taken("", 0, "", 0, 0, false, "");
    private SealedId sealed = new SealedId(new java.util.UUID(0, 0));
    private String authenticator = "";

    /** One installation with its life: used, backed up in the middle of writing, stopped, backed up again. */
    @BeforeAll
    void liveAndTakeBackups() throws Exception {
        data = TestDatabase.dataDirectoryIn(ground);
        busy = ground.resolve("busy.zip");
        quiet = ground.resolve("quiet.zip");
        keyless = ground.resolve("keyless.zip");
        try (TestInstallation installation = TestInstallation.start(data)) {
            installation.open();
            authenticator = installation.secret();
            sealed = installation.seal(CONTENT);
            installation.checkpoint();
            takeUnderLoad(installation);
            installation.checkpoint();
        }
        try (AttachedDatabase stopped = AttachedDatabase.of(TestInstallation.settings(data))) {
            taken = Backup.take(stopped, quiet, Optional.of(PASSPHRASE), SILENT);
            Backup.take(stopped, keyless, Optional.empty(), SILENT);
        }
    }

    /** From the first table on, the backup goes on only while the writers do. */
    private void takeUnderLoad(TestInstallation installation) {
        AtomicBoolean enough = new AtomicBoolean();
        Semaphore writes = new Semaphore(0);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofVirtual().start(() -> {
                while (!enough.get()) {
                    installation.seal(new byte[10_000]);
                    writes.release();
                }
            }));
        }
        try (AttachedDatabase running = AttachedDatabase.of(TestInstallation.settings(data))) {
            Backup.take(running, busy, Optional.of(PASSPHRASE), (part, _) -> {
                if (part.startsWith("tables/")) {
                    awaitMore(writes);
                }
            });
        } finally {
            enough.set(true);
            writers.forEach(BackupTest::join);
        }
    }

    private static void awaitMore(Semaphore writes) {
        writes.drainPermits();
        try {
            assertThat(writes.tryAcquire(WRITES_MEANWHILE, 1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatWasWrittenMeanwhileIsThereWholeOrNotAtAll(@TempDir Path temporary) throws Exception {
        restore(busy, temporary.resolve("data"), sealedKeys());
        try (Opened there = Opened.of(temporary.resolve("data"))) {
            long entries = there.number("select count(*) from ledger_entry where kind = 'backup.drilled'");
            long complete = there.number("""
                    select count(*) from ledger_entry e join sealed_item s on e.subjects = '["sealed:' || s.id || '"]'
                     where e.kind = 'backup.drilled'
                    """);
            long all = there.number("select count(*) from sealed_item where length(bytes) > 10000");
            assertThat(entries).isEqualTo(complete).isEqualTo(all + 1);
            assertThat(all).isPositive();
            assertThat(there.number("""
                    select count(*) from ledger_chain c
                     where (c.seq, c.head) is distinct from
                           (select (e.seq, e.hash) from ledger_entry e where e.chain = c.id order by e.seq desc limit 1)
                    """))
                    .as("chains whose head is not their last entry")
                    .isZero();
            assertThat(there.number("""
                    select count(*) from (select previous, lag(hash, 1, repeat('0', 64)) over (partition by chain order by seq) as before,
                           seq, row_number() over (partition by chain order by seq) as place from ledger_entry)
                     where previous <> before or seq <> place
                    """))
                    .as("entries that do not follow the one before")
                    .isZero();
            List<String> kept = Files.readAllLines(temporary.resolve("data/keys/checkpoints.log"));
            assertThat(kept)
                    .as("the anchor names no checkpoint that the snapshot has not")
                    .isNotEmpty()
                    .hasSize((int) there.number("select count(*) from ledger_checkpoint"));
        }
        try (Opened source = Opened.of(data)) {
            assertThat(source.number("select count(*) from sealed_item"))
                    .as("the writers wrote on while it was taken")
                    .isGreaterThan(rowsOf("sealed_item", busy));
        }
    }

    @Test
    void theRestoredInstallationIsEqualAndLives(@TempDir Path temporary) throws Exception {
        Path target = Files.createDirectory(temporary.resolve("data"));
        Restore.Restored restored = restore(quiet, target, sealedKeys());
        assertThat(restored.rows()).isEqualTo(taken.rows());
        assertThat(restored.tables()).isEqualTo(taken.tables());
        assertThat(restored.waitingMails()).isEqualTo(1);
        assertThat(restored.newCheckpointKey()).isFalse();
        try (Opened there = Opened.of(target);
                Opened source = Opened.of(data)) {
            assertThat(there.contents()).hasSize(taken.tables()).isEqualTo(source.contents());
            assertThat(there.catalogue()).isEqualTo(source.catalogue());
        }
        for (String key : List.of("master.key", "checkpoint.key", "checkpoint.pub", "checkpoints.log")) {
            assertThat(target.resolve("keys").resolve(key)).hasSameBinaryContentAs(data.resolve("keys/" + key));
            assertThat(mode(target.resolve("keys").resolve(key))).as(key).isEqualTo("rw-------");
        }
        try (TestInstallation living = TestInstallation.start(target)) {
            assertThat(living.opened(sealed)).isEqualTo(CONTENT);
            assertThat(living.signIn(authenticator).status()).isEqualTo(303);
        }
        assertThat(names(temporary)).containsExactly("data");
    }

    @Test
    void noScopeSeesMoreInTheRestoredDatabaseThanBefore(@TempDir Path temporary) throws Exception {
        Database server = TestDatabase.fresh();
        restore(quiet, onServer(server, temporary.resolve("data")), sealedKeys());
        try (Connection owner = asOwner(server);
                Connection app = DriverManager.getConnection(server.appUrl(), server.appUser(), server.appPassword())) {
            assertThat(number(owner, "select count(*) from sealed_item")).isZero();
            sql(
                    app,
                    "select set_config('chosei.kind', 'system', false), set_config('chosei.purpose', 'backup', false)");
            assertThat(number(app, "select count(*) from sealed_item")).isZero();
            sql(owner, "select set_config('chosei.purpose', 'backup', false)");
            assertThat(number(owner, "select count(*) from sealed_item")).isPositive();
        }
    }

    @Test
    void aBackupIsClosedToOthersAndNothingElseIsLeftBeside() throws IOException {
        assertThat(names(ground)).containsExactly("busy.zip", "data", "keyless.zip", "quiet.zip");
        for (Path file : List.of(busy, quiet, keyless)) {
            assertThat(mode(file)).isEqualTo("rw-------");
        }
        byte[] key = HexFormat.of()
                .parseHex(Files.readString(data.resolve("keys/master.key"))
                        .strip()
                        .split(":")[1]
                        .strip());
        for (byte[] part : parts(quiet)) {
            assertThat(new String(part, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain(new String(key, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain(HexFormat.of().formatHex(key), "PRIVATE KEY");
        }
        try (BackupFile without = BackupFile.open(keyless)) {
            assertThat(without.hasKeys()).isFalse();
        }
    }

    @Test
    void anExistingFileIsNotOverwritten() throws IOException {
        byte[] before = Files.readAllBytes(quiet);
        try (AttachedDatabase stopped = AttachedDatabase.of(TestInstallation.settings(data))) {
            assertThatThrownBy(() -> Backup.take(stopped, quiet, Optional.empty(), SILENT))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(Files.readAllBytes(quiet)).isEqualTo(before);
    }

    @Test
    void aShortPassphraseIsRefusedBeforeAnythingIsWritten(@TempDir Path temporary) throws IOException {
        try (AttachedDatabase stopped = AttachedDatabase.of(TestInstallation.settings(data))) {
            assertThatThrownBy(() -> Backup.take(
                            stopped, temporary.resolve("b.zip"), Optional.of("too short".toCharArray()), SILENT))
                    .isInstanceOf(InstallationRefused.class)
                    .hasMessageContaining("at least 12 characters");
        }
        assertThat(names(temporary)).isEmpty();
    }

    @Test
    void aWrongPassphraseOpensNothing() throws Exception {
        refused(quiet, new Keys.Sealed("wrong battery staple".toCharArray()), "passphrase does not open");
    }

    @Test
    void withoutKeysAPassphraseIsRefusedAndTheRightKeyIsNamed() throws Exception {
        refused(
                keyless,
                sealedKeys(),
                "taken without keys",
                MasterKey.existing(data.resolve("keys")).fingerprint());
    }

    @Test
    void anotherMasterKeyIsRefused(@TempDir Path temporary) throws Exception {
        Path other = Files.createDirectory(temporary.resolve("other"));
        Path key;
        try (DataDirectory directory = DataDirectory.open(other.resolve("data"))) {
            key = MasterKey.openOrMake(directory).file();
        }
        refused(keyless, new Keys.Kept(key, Optional.empty()), "is not the one of this backup");
    }

    @Test
    void theKeysThatWereKeptApartRestoreABackupWithoutKeys(@TempDir Path temporary) throws Exception {
        Keys kept = new Keys.Kept(data.resolve("keys/master.key"), Optional.of(data.resolve("keys/checkpoint.key")));
        Restore.Restored restored = restore(keyless, onServer(TestDatabase.fresh(), temporary.resolve("data")), kept);
        assertThat(restored.newCheckpointKey()).isFalse();
        assertThat(temporary.resolve("data/keys/checkpoint.pub"))
                .hasSameBinaryContentAs(data.resolve("keys/checkpoint.pub"));
    }

    @Test
    void aLostCheckpointKeyIsReplacedAndTheOldPublicHalfIsKept(@TempDir Path temporary) throws Exception {
        Keys kept = new Keys.Kept(data.resolve("keys/master.key"), Optional.empty());
        Restore.Restored restored = restore(keyless, onServer(TestDatabase.fresh(), temporary.resolve("data")), kept);
        assertThat(restored.newCheckpointKey()).isTrue();
        Path keys = temporary.resolve("data/keys");
        assertThat(keys.resolve("checkpoint-before-restore.pub"))
                .hasSameBinaryContentAs(data.resolve("keys/checkpoint.pub"));
        assertThat(Files.readString(keys.resolve("checkpoint.pub")))
                .isNotEqualTo(Files.readString(data.resolve("keys/checkpoint.pub")));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.999})
    void aTruncatedBackupIsRefused(double part, @TempDir Path temporary) throws IOException {
        byte[] whole = Files.readAllBytes(quiet);
        Path cut = temporary.resolve("cut.zip");
        Files.write(cut, java.util.Arrays.copyOf(whole, (int) (whole.length * part)));
        assertThatThrownBy(() -> BackupFile.open(cut))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContaining("damaged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifest.json",
                "manifest.hmac",
                "keys/master.key.sealed",
                "keys/checkpoint.key.sealed",
                "keys/checkpoint.pub",
                "keys/checkpoints.log",
                "tables/person.copy"
            })
    void aFlippedBitInAnyPartIsRefused(String part, @TempDir Path temporary) throws Exception {
        Path changed = Archives.with(
                quiet,
                temporary.resolve("changed.zip"),
                part,
                content -> Archives.withOneBitFlipped(content, content.length / 2));
        // the public half is read only when there is no private one
        Keys keys =
                part.endsWith(".pub") ? new Keys.Kept(data.resolve("keys/master.key"), Optional.empty()) : sealedKeys();
        refused(changed, keys, "damaged");
    }

    @Test
    void aFlippedBitInThePackedFileIsRefused(@TempDir Path temporary) throws Exception {
        byte[] whole = Files.readAllBytes(quiet);
        Path flipped = temporary.resolve("flipped.zip");
        Files.write(flipped, Archives.withOneBitFlipped(whole, whole.length / 2));
        refused(flipped, sealedKeys(), "damaged");
    }

    @Test
    void aMissingTableIsRefused(@TempDir Path temporary) throws Exception {
        Path changed = Archives.with(quiet, temporary.resolve("changed.zip"), "tables/person.copy", _ -> new byte[0]);
        refused(changed, sealedKeys(), "tables/person.copy");
    }

    @Test
    void aTableThatWasChangedTogetherWithItsHashIsRefused(@TempDir Path temporary) throws Exception {
        Path forged = changedManifest(temporary, false, text -> text.replaceFirst("\"rows\" : 1,", "\"rows\" : 2,"));
        refused(forged, sealedKeys(), "not the one that was written");
    }

    @Test
    void aSchemaThatThisProgramDoesNotKnowIsRefused(@TempDir Path temporary) throws Exception {
        Path newer = changedManifest(
                temporary, true, text -> text.replaceFirst("\"version\" : \"0130\"", "\"version\" : \"9999\""));
        refused(newer, sealedKeys(), "schema version 9999", "Restore it with the Chosei that wrote it");
    }

    @Test
    void aMigrationThatIsAnotherOneHereIsRefused(@TempDir Path temporary) throws Exception {
        Path other = changedManifest(
                temporary, true, text -> text.replaceFirst("\"checksum\" : -?[0-9]+", "\"checksum\" : 1"));
        refused(other, sealedKeys(), "0010 is another one");
    }

    @Test
    void aNewerFormatIsRefusedAsSuch(@TempDir Path temporary) throws IOException {
        Path newer = changedManifest(temporary, false, text -> text.replaceFirst("\"format\" : 1", "\"format\" : 2"));
        assertThatThrownBy(() -> BackupFile.open(newer))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContaining("format 2");
    }

    @Test
    void aDirectoryThatIsNotEmptyIsLeftAlone(@TempDir Path temporary) throws IOException {
        Path target = Files.createDirectory(temporary.resolve("data"));
        Files.writeString(target.resolve("letter.txt"), "mine");
        assertThatThrownBy(() -> restore(quiet, target, sealedKeys()))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContaining("not empty");
        assertThat(names(temporary)).containsExactly("data");
        assertThat(names(target)).containsExactly("letter.txt");
    }

    @Test
    void aRestoreThatIsToldToEndLeavesNothing(@TempDir Path temporary) throws Exception {
        Path target = temporary.resolve("data");
        Path settings = secrets.resolve("interrupted.conf");
        Files.writeString(settings, "data-directory = " + target + "\n");
        Process restoring = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.chosei.command.Chosei",
                        "restore",
                        "--settings",
                        settings.toString(),
                        "--passphrase-file",
                        secret(secrets.resolve("passphrase"), new String(PASSPHRASE)),
                        quiet.toString())
                .redirectErrorStream(true)
                .redirectOutput(secrets.resolve("interrupted.log").toFile())
                .start();
        try {
            Path unfinished = awaitEntry(temporary, "data-being-restored-");
            awaitEntry(unfinished, "runtime");
        } finally {
            restoring.destroy();
        }
        assertThat(restoring.waitFor()).isNotZero();
        assertThat(names(temporary)).isEmpty();
    }

    private static Path awaitEntry(Path directory, String prefix) throws IOException, InterruptedException {
        try (WatchService changes = directory.getFileSystem().newWatchService()) {
            directory.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
            while (true) {
                Optional<String> found = names(directory).stream()
                        .filter(name -> name.startsWith(prefix))
                        .findFirst();
                if (found.isPresent()) {
                    return directory.resolve(found.get());
                }
                WatchKey key = changes.poll(1, TimeUnit.MINUTES);
                assertThat(key).as("%s appears in %s", prefix, directory).isNotNull();
                key.reset();
            }
        }
    }

    @Test
    void aDatabaseServerIsFilledOnceAndNotOverwritten(@TempDir Path temporary) throws Exception {
        Database server = TestDatabase.fresh();
        restore(quiet, onServer(server, temporary.resolve("data")), sealedKeys());
        try (Connection owner = asOwner(server);
                Opened source = Opened.of(data)) {
            sql(owner, "select set_config('chosei.purpose', 'backup', false)");
            assertThat(number(owner, "select count(*) from sealed_item"))
                    .isEqualTo(source.number("select count(*) from sealed_item"));
        }
        assertThat(temporary.resolve("data/keys/master.key")).hasSameBinaryContentAs(data.resolve("keys/master.key"));
        assertThatThrownBy(() -> restore(quiet, onServer(server, temporary.resolve("elsewhere")), sealedKeys()))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContaining("database.url is not empty");
        assertThat(names(temporary)).containsExactly("data");
    }

    private static Settings onServer(Database server, Path data) throws IOException {
        return Settings.of(Map.of(
                "data-directory", data.toString(),
                "database.url", server.ownerUrl(),
                "database.owner-user", server.ownerUser(),
                "database.owner-password-file", secret(secrets.resolve("owner"), server.ownerPassword()),
                "database.app-user", server.appUser(),
                "database.app-password-file", secret(secrets.resolve("app"), server.appPassword())));
    }

    private static String secret(Path file, String value) throws IOException {
        Files.writeString(file, value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    private static Connection asOwner(Database server) throws SQLException {
        return DriverManager.getConnection(server.ownerUrl(), server.ownerUser(), server.ownerPassword());
    }

    private Path changedManifest(Path temporary, boolean byTheKeysHolder, UnaryOperator<String> change)
            throws IOException {
        String before = new String(Archives.part(quiet, Parts.MANIFEST), UTF_8);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Path changed =
                Archives.with(quiet, temporary.resolve("changed.zip"), Parts.MANIFEST, _ -> after.getBytes(UTF_8));
        if (!byTheKeysHolder) {
            return changed;
        }
        byte[] code = MasterKey.existing(data.resolve("keys")).authenticate(after.getBytes(UTF_8));
        return Archives.with(
                changed,
                temporary.resolve("signed.zip"),
                Parts.MANIFEST_CODE,
                _ -> HexFormat.of().formatHex(code).getBytes(UTF_8));
    }

    private static Keys sealedKeys() {
        return new Keys.Sealed(PASSPHRASE);
    }

    private static Restore.Restored restore(Path file, Path target, Keys keys) {
        return restore(file, TestInstallation.settings(target), keys);
    }

    private static Restore.Restored restore(Path file, Settings settings, Keys keys) {
        try (BackupFile backup = BackupFile.open(file)) {
            return Restore.of(backup, settings, keys, SILENT);
        }
    }

    /** Refused with these words, and neither beside the target nor in the database is anything left. */
    private static void refused(Path file, Keys keys, String... words) throws IOException, SQLException {
        Path beside = Files.createTempDirectory(secrets, "target-");
        Database server = TestDatabase.fresh();
        assertThatThrownBy(() -> restore(file, onServer(server, beside.resolve("data")), keys))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContainingAll(words);
        assertThat(names(beside)).isEmpty();
        try (Connection owner = asOwner(server)) {
            assertThat(number(owner, "select count(*) from pg_class where relnamespace = 'public'::regnamespace"))
                    .isZero();
        }
    }

    private static long rowsOf(String table, Path file) {
        try (BackupFile backup = BackupFile.open(file)) {
            return backup.manifest().tables().stream()
                    .filter(one -> one.name().equals(table))
                    .findFirst()
                    .orElseThrow()
                    .rows();
        }
    }

    private static List<byte[]> parts(Path file) throws IOException {
        try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(file.toFile())) {
            List<byte[]> parts = new ArrayList<>();
            for (var entry : zip.stream().toList()) {
                parts.add(zip.getInputStream(entry).readAllBytes());
            }
            return parts;
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void sql(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A stopped installation's database, seen from above row-level security. */
    private record Opened(DataDirectory directory, EmbeddedPostgres postgres, Connection connection)
            implements AutoCloseable {

        static Opened of(Path data) throws SQLException {
            DataDirectory directory = DataDirectory.open(data);
            EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
            return new Opened(directory, postgres, postgres.superuserConnection("chosei"));
        }

        long number(String sql) throws SQLException {
            return BackupTest.number(connection, sql);
        }

        /** Each table's rows, compared in another way than the backup's own. */
        Map<String, String> contents() throws SQLException {
            Map<String, String> contents = new TreeMap<>();
            for (String table : strings("select tablename from pg_tables where schemaname = 'public'")) {
                if (!table.equals("flyway_schema_history")) {
                    contents.put(
                            table,
                            strings(
                                            "select count(*) || ' ' || md5(coalesce(string_agg(t::text, ',' order by t::text), ''))"
                                                    + " from " + table + " t")
                                    .getFirst());
                }
            }
            return contents;
        }

        /** Policies, row-level security and rights. */
        List<String> catalogue() throws SQLException {
            return strings("""
                    select p::text from pg_policies p
                    union all select relname || relrowsecurity || relforcerowsecurity || relacl::text from pg_class
                               where relnamespace = 'public'::regnamespace and relkind = 'r'
                    union all select version || checksum from flyway_schema_history
                     order by 1
                    """);
        }

        private List<String> strings(String sql) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                List<String> found = new ArrayList<>();
                while (row.next()) {
                    found.add(row.getString(1));
                }
                return found;
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
            postgres.close();
            directory.close();
        }
    }
}
