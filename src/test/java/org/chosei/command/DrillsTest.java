package org.chosei.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drills that need servers of their own, in short. The faults of the others are made in short where their rooms are tested:
 * syncs and the same mail in {@code ArrivingMailTest}, broken mails and bombs in {@code HostileMailTest}, difficult relays in
 * {@code RelayDownTest}, {@code StubbornRelayTest} and {@code RelayFaultsTest}, full disks in {@code FullDiskTest} and
 * {@code FullDiskPageTest}.
 */
@Tag("slow")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class DrillsTest {
    private static final String LAUNCHER = "chosei.launcher";

    @TempDir
    Path temporary;

    private String before = "";

    @BeforeEach
    void launchFromTheClassPath() throws Exception {
        before = System.getProperty(LAUNCHER, "");
        Path launcher = Files.writeString(temporary.resolve("chosei"), """
                #!/bin/sh
                exec '%s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -cp '%s' org.chosei.command.Chosei "$@"
                """.formatted(
                        System.getProperty("java.home"), System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        System.setProperty(LAUNCHER, launcher.toString());
    }

    @AfterEach
    void asItWas() {
        System.setProperty(LAUNCHER, before);
    }

    @Test
    void everyMailThatHeardTwoHundredFiftyBeforeAKillIsKeptExactlyOnce() throws Exception {
        holds(new DrillIntakeKilled(), 2);
    }

    @Test
    void aWaveWhoseServerIsKilledReachesEverybodyAndTheReportIsTrue() throws Exception {
        holds(new DrillWaveKilled(), 2);
    }

    private static void holds(Drill drill, int times) throws Exception {
        List<Mark> marks =
                drill.make(new DrillRun(Texts.in(Locale.ENGLISH), new PrintWriter(new StringWriter()), times, 1));
        assertThat(marks)
                .isNotEmpty()
                .allSatisfy(mark -> assertThat(mark.holds()).as(mark.words()).isTrue());
    }
}
