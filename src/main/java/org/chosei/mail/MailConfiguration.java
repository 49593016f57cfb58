package org.chosei.mail;

import java.time.Duration;
import org.chosei.mail.proof.DnsTexts;
import org.chosei.mail.proof.SystemDns;
import org.chosei.mail.wire.SmtpRelay;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The relay as the settings describe it. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {
    /** The port on which nobody speaks in clear (RFC 8314 §3.3). */
    private static final int SUBMISSIONS = 465;

    @Bean
    SmtpRelay relay(MailSettings settings) {
        return new SmtpRelay(new SmtpRelay.Settings(
                settings.relayHost(),
                settings.relayPort(),
                tls(settings),
                login(settings),
                settings.domain(),
                null,
                Duration.ofSeconds(15),
                Duration.ofMinutes(5)));
    }

    @Bean
    DnsTexts dnsTexts() {
        return new SystemDns();
    }

    private static SmtpRelay.Tls tls(MailSettings settings) {
        if (!settings.relayTls()) {
            return SmtpRelay.Tls.OFF;
        }
        return settings.relayPort() == SUBMISSIONS ? SmtpRelay.Tls.FROM_THE_START : SmtpRelay.Tls.REQUIRED;
    }

    private static SmtpRelay.@Nullable Login login(MailSettings settings) {
        MailSettings.Login login = settings.relayLogin();
        return login == null ? null : new SmtpRelay.Login(login.user(), login.password());
    }
}
