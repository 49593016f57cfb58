package org.chosei.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.chosei.installation.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchStartTest {
    @Test
    void theMedianDoesNotFollowOneSlowStart() {
        assertThat(median(1_600, 9_000, 1_500, 1_700, 1_400)).isEqualTo(1_600);
        assertThat(median(1_000, 2_000)).isEqualTo(1_500);
    }

    @Test
    void aProcessFileWithoutTheFigureIsAnErrorNotZero(@TempDir Path directory) throws IOException {
        Path status = directory.resolve("status");
        Files.writeString(status, "Name:\tjava\nVmRSS:\t  204800 kB\n");
        assertThat(ProcMemory.kilobytes(status, "VmRSS:")).isEqualTo(204_800);
        assertThatThrownBy(() -> ProcMemory.kilobytes(status, "Pss:")).hasMessageContaining("Pss:");
    }

    @Test
    void theServerTakesTheSettingsThatItIsMeasuredWith(@TempDir Path directory) throws IOException {
        BenchGround ground = new BenchGround(Texts.in(Locale.ENGLISH), directory, directory, 18080, 18025);
        ground.writeSettings();
        Settings settings = Settings.read(ground.settings(), Map.of());
        assertThat(settings.web().port()).isEqualTo(18080);
        assertThat(ground.firstPage()).isEqualTo(settings.baseUrl().resolve("/"));
        assertThat(settings.dataDirectory()).isEqualTo(ground.data());
    }

    private static long median(long... firstPageMs) {
        List<BenchStart.Run> runs = LongStream.of(firstPageMs)
                .mapToObj(ms -> new BenchStart.Run(ms, 0, 0, true))
                .toList();
        return BenchStart.median(runs, BenchStart.Run::firstPageMs);
    }
}
