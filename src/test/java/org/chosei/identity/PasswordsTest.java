package org.chosei.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void unknownAccountCostsAsMuchWorkAsAKnownOne() {
        String hash = passwords.hash("correct horse battery");
        long warm = cpu(hash) + cpu(null);
        assertThat(warm).isPositive();
        long known = Math.min(cpu(hash), cpu(hash));
        long unknown = Math.min(cpu(null), cpu(null));
        assertThat((double) unknown / known).isBetween(0.5, 2.0);
    }

    @Test
    void nothingMatchesAnUnknownAccount() {
        assertThat(passwords.matches("", null)).isFalse();
        assertThat(passwords.matches("correct horse battery", null)).isFalse();
    }

    @Test
    void hashNamesArgon2idAndItsCostAndIsNeverTheSameTwice() {
        String first = passwords.hash("correct horse battery");
        assertThat(first).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.hash("correct horse battery")).isNotEqualTo(first);
        assertThat(passwords.matches("correct horse battery", first)).isTrue();
        assertThat(passwords.matches("correct horse batterz", first)).isFalse();
    }

    @Test
    void passwordTypedWideIsTheSamePassword() {
        String hash = passwords.hash("パスワードは長い文がよい");
        assertThat(passwords.matches("ﾊﾟｽﾜｰﾄﾞは長い文がよい", hash)).isTrue();
    }

    @Test
    void hugePasswordIsRefusedWithoutBeingHashedWhole() {
        String hash = passwords.hash("correct horse battery");
        assertThat(passwords.matches("x".repeat(1_000_000), hash)).isFalse();
    }

    private long cpu(@Nullable String hash) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        assertThat(passwords.matches("another horse entirely", hash)).isFalse();
        return threads.getCurrentThreadCpuTime() - before;
    }
}
