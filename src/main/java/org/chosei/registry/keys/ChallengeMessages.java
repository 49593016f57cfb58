package org.chosei.registry.keys;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.chosei.crypto.Certificate;
import org.chosei.crypto.EncryptedBody;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.OpenPgpMessages;
import org.chosei.crypto.SmimeCertificate;
import org.chosei.crypto.SmimeMessages;
import org.chosei.mail.OwnKeys;
import org.chosei.web.Messages;
import org.chosei.web.Site;
import org.springframework.stereotype.Component;

/** Writes a code to the owner of a key, encrypted so that nobody else reads it. What is encrypted is a MIME entity in both formats. */
@Component
class ChallengeMessages {
    private static final String HEADER =
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";

    private final OwnKeys ownKeys;
    private final Messages messages;
    private final Site site;

    ChallengeMessages(OwnKeys ownKeys, Messages messages, Site site) {
        this.ownKeys = ownKeys;
        this.messages = messages;
        this.site = site;
    }

    /** Armored; refused when the key cannot be encrypted to at this instant. OpenPGP is signed with our own key. */
    String encrypted(Certificate key, ChallengeCode code, Instant now) {
        KeyFitness.Fit fit = KeyRules.require(key, KeyFitness.of(key, now));
        byte[] content = (HEADER + words(code).replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
        return switch (key) {
            case OpenPgpKey openPgp -> {
                EncryptedBody body =
                        OpenPgpMessages.encryptAndSign(content, ownKeys.all().getFirst(), now, openPgp.bodyFormat());
                byte[] address = OpenPgpMessages.addressTo(body.sessionKey(), openPgp, fit);
                yield OpenPgpMessages.armor(address, body.packet());
            }
            case SmimeCertificate smime -> SmimeMessages.armor(SmimeMessages.encrypt(content, smime, fit));
        };
    }

    private String words(ChallengeCode code) {
        return messages.text(Locale.JAPANESE, "registry.challenge-message", site.name(Locale.JAPANESE), code.value())
                + "\n\n"
                + messages.text(Locale.ENGLISH, "registry.challenge-message", site.name(Locale.ENGLISH), code.value())
                + "\n";
    }
}
