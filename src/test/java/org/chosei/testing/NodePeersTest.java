package org.chosei.testing;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodePeersTest {
    @Test
    void scriptThatFailsFailsTheTestAndSaysWhy() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> NodePeers.run("csaf-validate.mjs", List.of("absent.json")))
                .withMessageContaining("ended with 1")
                .withMessageContaining("ENOENT");
    }
}
