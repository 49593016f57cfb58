package org.chosei.mail.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.chosei.mail.OwnKeys;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Gpg;
import org.junit.jupiter.api.Test;

class OwnKeyPageTest {

    @Test
    void anybodyGetsTheCertificateAndCanEncryptToIt() {
        try (Application application = Application.start();
                Gpg gpg = new Gpg()) {
            Browser.Page page = application.browser().get("/openpgp-key.asc");

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/pgp-keys");
            assertThat(page.body()).doesNotContain("PRIVATE");
            gpg.importKey(page.body().getBytes(US_ASCII));
            String fingerprint = application.bean(OwnKeys.class).certificate().fingerprint();
            assertThat(gpg.encrypt("words".getBytes(US_ASCII), fingerprint)).isNotEmpty();
        }
    }
}
