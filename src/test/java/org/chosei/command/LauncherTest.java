package org.chosei.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plays machines with and without a JDK 25: the launcher sees only the tools and the fake JDKs laid out here. */
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "cmp",
            "cp",
            "dirname",
            "find",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sort",
            "touch",
            "tr");

    @TempDir
    private Path machine;

    private Path launcher = Path.of("chosei").toAbsolutePath();
    private String language = "C.UTF-8";

    @BeforeEach
    void layOutAnInstallationWithoutSources() throws IOException {
        Path bin = Files.createDirectories(machine.resolve("bin"));
        for (String tool : TOOLS) {
            script(bin.resolve(tool), "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
        }
        Files.createDirectories(machine.resolve("installed/app"));
        launcher = Files.copy(launcher, machine.resolve("installed/chosei"));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void saysWhatToInstallWhenThereIsNoJava() throws Exception {
        Ended ended = launch(null);
        assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.err()).contains("no JDK 25", "apt-get install openjdk-25-jdk", "JAVA_HOME");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void namesTheOldJavaThatItPassedOver() throws Exception {
        Path old = jdk("old", "17.0.15");
        jdk("jvm/java-21", "21.0.1");
        Ended ended = launch(old);
        assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.err()).contains("Java 17: JAVA_HOME", "Java 21: ");
    }

    @Test
    void namesAJavaHomeWithoutJava() throws Exception {
        assertThat(launch(machine.resolve("nowhere")).err()).contains("no JDK: JAVA_HOME");
    }

    @Test
    void takesJavaHomeWhenItIsNewEnough() throws Exception {
        Path home = jdk("mine", "25.0.3");
        jdk("jvm/java-25", "25");
        assertThat(launch(home).out()).startsWith("java at " + home + ":");
    }

    @Test
    void findsAJdk25BesideAnOldDefault() throws Exception {
        Path old = jdk("old", "17.0.15");
        Files.createSymbolicLink(machine.resolve("bin/java"), old.resolve("bin/java"));
        Path good = jdk("jvm/temurin-25-jdk-amd64", "25.0.3");
        assertThat(launch(old).out()).startsWith("java at " + good + ":");
    }

    @Test
    void findsTheJdkBehindThePath() throws Exception {
        Path home = jdk("elsewhere/jdk", "26");
        Files.createSymbolicLink(machine.resolve("bin/java"), home.resolve("bin/java"));
        assertThat(launch(null).out()).startsWith("java at " + home + ":");
    }

    @Test
    void findsAnSdkmanJdk() throws Exception {
        Path home = jdk("person/.sdkman/candidates/java/25.0.1-tem", "25.0.1");
        assertThat(launch(null).out()).startsWith("java at " + home + ":");
    }

    @Test
    void passesArgumentsOptionsAndExitCodeThroughASymbolicLink() throws Exception {
        jdk("jvm/jdk-25", "25");
        Path link = Files.createSymbolicLink(machine.resolve("bin/chosei"), Path.of("../installed/chosei"));
        Ended ended = launch(link, null, "form", "read", "a file");
        assertThat(ended.exitCode()).isEqualTo(42);
        assertThat(ended.out())
                .contains("<-Xmx256m>", "<-XX:+UseSerialGC>")
                .endsWith("<" + machine.resolve("installed/app/chosei.jar") + "><form><read><a file>\n");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void speaksJapaneseAndReadsJapaneseNamesUnderALocaleThatIsNotInstalled() throws Exception {
        script(jdk("jvm/jdk-25", "25").resolve("bin/java"), "echo \"$LC_ALL\" \"$@\"");
        script(machine.resolve("bin/locale"), "echo ANSI_X3.4-1968");
        assertThat(launch(null).out()).startsWith("C.UTF-8 ").doesNotContain("-Duser.language");
        language = "ja_JP.UTF-8";
        assertThat(launch(null).out()).startsWith("C.UTF-8 ").contains(" -Duser.language=ja ");
        script(machine.resolve("bin/locale"), "echo UTF-8");
        assertThat(launch(null).out()).startsWith(" ").contains(" -Duser.language=ja ");
    }

    @Test
    void saysThatMavenIsMissingOnlyWhenSomethingMustBeBuilt() throws Exception {
        script(jdk("jvm/jdk-25", "25").resolve("bin/javac"), "exit 1");
        Files.createFile(machine.resolve("installed/pom.xml"));
        Ended ended = launch(null);
        assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.err()).contains("Maven (mvn) is needed", "apt-get install maven");
    }

    @Test
    void triesTheFasterStartOnceAndServesWithoutItWhenItFails() throws Exception {
        jdk("jvm/jdk-25", "25");
        Ended first = launch(launcher, null, "serve");
        assertThat(first.exitCode()).isEqualTo(42);
        assertThat(first.err()).contains("Preparing faster starts", "note: starts stay slower");
        Ended second = launch(launcher, null, "serve");
        assertThat(second.exitCode()).isEqualTo(42);
        assertThat(second.err()).isEmpty();
    }

    @Test
    void usesTheCacheOnlyWithTheOptionsItWasMadeFor() throws Exception {
        Path home = jdk("jvm/jdk-25", "25");
        script(home.resolve("bin/java"), MAKES_CACHE);
        assertThat(launch(launcher, null, "serve").out()).contains("-XX:AOTCache=");
        assertThat(launch(launcher, null, "form", "read").out()).contains("-XX:AOTCache=");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.9\"\n", StandardCharsets.UTF_8);
        assertThat(launch(launcher, null, "form", "read").out()).doesNotContain("-XX:AOTCache=");
        assertThat(launch(launcher, null, "serve", "--help").err()).isEmpty();
        assertThat(launch(launcher, null, "serve").err()).contains("Preparing faster starts");
    }

    /** A java that does what a training run does, and otherwise prints what it was told. */
    private static final String MAKES_CACHE = """
            for a in "$@"; do case $a in -XX:AOTCacheOutput=*) : >"${a#*=}"; exit 0 ;; esac; done
            echo "$@"
            """;

    /** A JDK whose java prints where it stands and what it was told, and ends with 42. */
    private Path jdk(String place, String version) throws IOException {
        Path home = machine.toRealPath().resolve(place);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        script(java, "printf 'java at " + home + ":'; printf '<%s>' \"$@\"; printf '\n'; exit 42");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n", StandardCharsets.UTF_8);
        return home;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ended launch(@Nullable Path javaHome) throws Exception {
        return launch(launcher, javaHome, "form", "read");
    }

    private Ended launch(Path program, @Nullable Path javaHome, String... arguments) throws Exception {
        Path out = machine.resolve("out.txt");
        Path err = machine.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", program.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().put("PATH", machine.resolve("bin").toString());
        builder.environment().put("HOME", machine.resolve("person").toString());
        builder.environment().put("LANG", language);
        builder.environment()
                .put("CHOSEI_JVM_DIRECTORIES", machine.resolve("jvm").toString());
        if (javaHome != null) {
            builder.environment().put("JAVA_HOME", javaHome.toString());
        }
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private record Ended(int exitCode, String out, String err) {}
}
