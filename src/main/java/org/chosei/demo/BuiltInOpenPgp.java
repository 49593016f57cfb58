package org.chosei.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.chosei.crypto.EncryptedBody;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.KeyReading;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.OpenPgpMessages;
import org.chosei.crypto.Opened;
import org.chosei.crypto.OwnKey;
import org.chosei.crypto.SignatureFinding;

/** For machines without GnuPG: Chosei's own OpenPGP on the other side too, Curve25519 only. */
final class BuiltInOpenPgp implements OpenPgpUser {
    private final OwnKey key;
    private final Map<String, OpenPgpKey> known = new LinkedHashMap<>();

    BuiltInOpenPgp(String userId) {
        key = OwnKey.generate(userId, Instant.now());
    }

    @Override
    public String fingerprint() {
        return key.fingerprint();
    }

    @Override
    public byte[] publicKey() {
        return key.certificate().toArmor().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void learn(byte[] publicKey) {
        if (OpenPgpKey.read(publicKey) instanceof KeyReading.Readable(OpenPgpKey read)) {
            known.put(read.fingerprint(), read);
        }
    }

    @Override
    public byte[] encryptAndSign(byte[] content, String recipient) {
        Instant now = Instant.now();
        OpenPgpKey to = known.get(recipient);
        StepFailed.unless(to != null, "the key %s was never learnt", recipient);
        if (to == null || !(KeyFitness.of(to, now) instanceof KeyFitness.Fit fit)) {
            throw new StepFailed.Unheld("nobody can encrypt to the key " + recipient);
        }
        EncryptedBody body = OpenPgpMessages.encryptAndSign(content, key, now);
        return OpenPgpMessages.armor(OpenPgpMessages.addressTo(body.sessionKey(), to, fit), body.packet())
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Read decrypt(byte[] armored) {
        if (!(OpenPgpMessages.open(armored, List.of(key)) instanceof Opened.Plain opened)) {
            throw new StepFailed.Unheld("the key " + fingerprint() + " does not decrypt the message");
        }
        SignatureFinding finding = opened.signedBy(new ArrayList<>(known.values()), Instant.now());
        return new Read(opened.content(), finding instanceof SignatureFinding.Good good ? good.fingerprint() : null);
    }

    @Override
    public boolean canDecrypt(byte[] armored) {
        return OpenPgpMessages.open(armored, List.of(key)) instanceof Opened.Plain;
    }

    @Override
    public List<String> recipients(byte[] armored) {
        try {
            Object first =
                    new BcPGPObjectFactory(PGPUtil.getDecoderStream(new ByteArrayInputStream(armored))).nextObject();
            List<String> ids = new ArrayList<>();
            if (first instanceof PGPEncryptedDataList data) {
                data.forEach(each -> {
                    if (each instanceof PGPPublicKeyEncryptedData to) {
                        ids.add(HexFormat.of()
                                .withUpperCase()
                                .toHexDigits(to.getKeyIdentifier().getKeyId()));
                    }
                });
            }
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
