package org.chosei.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Locale;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.OpenPgpKey;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchSealTest {
    @Test
    void sealingGpgAndTheBareOperationAreMeasuredInOneRun() throws Exception {
        BenchSeal bench = new BenchSeal();
        new CommandLine(bench).parseArgs("--recipients", "10", "--mix", "cv25519");
        BenchSeal.Figures figures = bench.measure(Texts.in(Locale.ENGLISH), new PrintWriter(new StringWriter()));
        assertThat(figures.mix()).isEqualTo("cv25519");
        assertThat(figures.perSecond()).isPositive();
        assertThat(figures.ratioToGpg())
                .as("one process for each message cannot win")
                .isGreaterThan(1);
        assertThat(figures.ratioToLimit()).isBetween(0.01, 1.2);
    }

    @Test
    void halfOfTheMixedKeysAreRsaAndAllAreFit() {
        var keys = BenchSeal.certificates(BenchSeal.Mix.MIXED, 3, Instant.now().minusSeconds(60));
        assertThat(keys)
                .extracting(OpenPgpKey::algorithm)
                .containsExactly("Ed25519/Curve25519", "RSA 4096", "Ed25519/Curve25519");
        assertThat(keys).allMatch(key -> KeyFitness.of(key, Instant.now()) instanceof KeyFitness.Fit);
    }
}
