package org.chosei.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.Refusal;
import org.chosei.testing.Application;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.support.TransactionOperations;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttemptLimitsTest {
    private final Application application = Application.start();
    private final AttemptLimits limits = application.bean(AttemptLimits.class);

    @AfterAll
    void stop() {
        application.close();
    }

    @Test
    void networkIsSlowedDownWhateverAccountsItTries() {
        for (int i = 0; i < AttemptLimits.NETWORK_FAILURES; i++) {
            assertThat(allowed("victim" + i + "@example.org", "198.51.100." + i))
                    .isTrue();
        }
        assertThat(allowed("one-more@example.org", "198.51.100.200")).isFalse();
        assertThat(allowed("one-more@example.org", "198.51.101.1")).isTrue();
    }

    @Test
    void ipv6NetworkIsSixtyFourBits() {
        for (int i = 0; i < AttemptLimits.NETWORK_FAILURES; i++) {
            assertThat(allowed("v6-" + i + "@example.org", "2001:db8:1:1::" + i))
                    .isTrue();
        }
        assertThat(allowed("v6@example.org", "2001:db8:1:1:ffff::1")).isFalse();
        assertThat(allowed("v6@example.org", "2001:db8:1:2::1")).isTrue();
        assertThat(allowed("v6@example.org", "fe80::1%eth0")).isTrue();
    }

    @Test
    void accountIsTheSameHoweverItsAddressIsWritten() {
        for (String written :
                List.of("Case@example.org", "case@EXAMPLE.org", " case@example.org", "CASE@example.org")) {
            assertThat(allowed(written, "203.0.113.1")).isTrue();
        }
        assertThat(allowed("case@example.org", "203.0.113.1")).isTrue();
        assertThat(allowed("case@example.org", "203.0.113.1")).isFalse();
    }

    @Test
    void successOfOneAccountDoesNotWashTheNetworkClean() {
        for (int i = 0; i < AttemptLimits.NETWORK_FAILURES - 1; i++) {
            assertThat(allowed("wash" + i + "@example.org", "192.0.2.7")).isTrue();
        }
        assertThat(allowed("own@example.org", "192.0.2.7")).isTrue();
        forgive("own@example.org", "192.0.2.7");
        assertThat(allowed("last@example.org", "192.0.2.7")).isTrue();
        assertThat(allowed("beyond@example.org", "192.0.2.7")).isFalse();
    }

    @Test
    void triesSentAtTheSameTimeDoNotSlipThrough() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> trying = () -> allowed("burst@example.org", "203.0.113.99");
            long through = threads
                    .invokeAll(IntStream.range(0, 30).mapToObj(_ -> trying).toList())
                    .stream()
                    .filter(Future::resultNow)
                    .count();
            assertThat(through).isEqualTo(AttemptLimits.ACCOUNT_FAILURES);
        }
    }

    @Test
    void triesAndSuccessesOfOneAccountAtOnceNeverWaitForEachOther() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> trying = () -> {
                allowed("both@example.org", "203.0.114.5");
                forgive("both@example.org", "203.0.114.5");
                return true;
            };
            assertThat(threads.invokeAll(
                            IntStream.range(0, 200).mapToObj(_ -> trying).toList()))
                    .allMatch(Future::resultNow);
        }
    }

    private boolean allowed(String email, String address) {
        try {
            signingIn(() -> limits.count(email, address));
            return true;
        } catch (Refusal.TooMany refusal) {
            assertThat((Long) refusal.arguments().getFirst()).isBetween(1L, 900L);
            return false;
        }
    }

    private void forgive(String email, String address) {
        signingIn(() -> limits.forgive(email, address));
    }

    private void signingIn(Runnable work) {
        TransactionOperations transaction = application.bean(TransactionOperations.class);
        Scopes.as(new Scope.System(Purpose.SIGN_IN), () -> transaction.executeWithoutResult(_ -> work.run()));
    }
}
