package org.chosei.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.chosei.mail.wire.SmtpRelay;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The relay as the settings describe it. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean
    SmtpRelay relay(MailSettings settings) {
        return new SmtpRelay(new SmtpRelay.Settings(
                settings.relayHost(),
                settings.relayPort(),
                settings.relayTls() ? SmtpRelay.Tls.REQUIRED : SmtpRelay.Tls.OFF,
                login(settings),
                settings.domain(),
                null,
                Duration.ofSeconds(15),
                Duration.ofMinutes(5)));
    }

    private static SmtpRelay.@Nullable Login login(MailSettings settings) {
        String user = settings.relayUser();
        Path file = settings.relayPasswordFile();
        return user == null || file == null ? null : new SmtpRelay.Login(user, firstLine(file));
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException("The relay's password cannot be read from " + file, e);
        }
    }
}
