package org.chosei.registry.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chosei.testing.TestOrganisations.VENDOR_A;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.Refusal;
import org.chosei.testing.Application;
import org.chosei.testing.Openssl;
import org.chosei.testing.Post;
import org.junit.jupiter.api.Test;

/** The bound on an organisation's keys, when several are given at once. */
class KeyLimitTest {
    private static final int AT_ONCE = 6;

    @Test
    void uploadsAtTheSameMomentDoNotSlipPastTheLimit() throws Exception {
        try (Application application = Application.start();
                Openssl openssl = new Openssl();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Keys keys = application.bean(Keys.class);
            for (int i = 0; i < 18; i++) {
                give(keys, openssl.ec("vh@maker.example", 90).certificate());
            }
            List<byte[]> more = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                more.add(openssl.ec("vh@maker.example", 90).certificate());
            }
            CyclicBarrier start = new CyclicBarrier(AT_ONCE);
            List<Future<String>> answers = new ArrayList<>();
            for (byte[] each : more) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return give(keys, each);
                }));
            }
            List<String> said = new ArrayList<>();
            for (Future<String> answer : answers) {
                said.add(answer.get());
            }
            assertThat(said).filteredOn("taken"::equals).hasSize(2);
            assertThat(said).filteredOn("key-too-many"::equals).hasSize(AT_ONCE - 2);
            assertThat(new Post(application).count("select count(*) from contact_key where retired_at is null"))
                    .isEqualTo(20);
        }
    }

    private static String give(Keys keys, byte[] certificate) {
        try {
            Scopes.as(new Scope.Organisation(VENDOR_A), () -> keys.upload(VENDOR_A, certificate, null));
            return "taken";
        } catch (Refusal.Invalid refusal) {
            return refusal.slug();
        }
    }
}
