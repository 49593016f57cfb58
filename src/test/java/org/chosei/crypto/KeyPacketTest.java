package org.chosei.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.chosei.demo.GeneratedKeys;
import org.junit.jupiter.api.Test;

/** The name of a certificate by its first packet, beside the one that Bouncy Castle reads out of all of it. */
class KeyPacketTest {
    private static final OpenPgpKey KEY =
            GeneratedKeys.curve(1, Instant.parse("2026-01-01T00:00:00Z")).getFirst();

    @Test
    void itIsTheSameInBothFormatsOfAHeader() throws IOException {
        assertThat(written(PacketFormat.LEGACY)).isNotEqualTo(written(PacketFormat.CURRENT));
        for (PacketFormat format : List.of(PacketFormat.LEGACY, PacketFormat.CURRENT)) {
            assertThat(KeyPacket.fingerprint(written(format)))
                    .as(format.name())
                    .isEqualTo(Names.fingerprint(KEY.ring().getPublicKey()));
        }
    }

    @Test
    void aLengthOfEachSizeIsRead() {
        byte[] body = new byte[300];
        body[0] = 4;
        String name = KeyPacket.fingerprint(joined(new byte[] {(byte) 0x99, 1, 44}, body));
        assertThat(KeyPacket.fingerprint(joined(new byte[] {(byte) 0x9a, 0, 0, 1, 44}, body)))
                .isEqualTo(name);
        assertThat(KeyPacket.fingerprint(joined(new byte[] {(byte) 0xc6, (byte) 192, 108}, body)))
                .isEqualTo(name);
        assertThat(KeyPacket.fingerprint(joined(new byte[] {(byte) 0xc6, (byte) 255, 0, 0, 1, 44}, body)))
                .isEqualTo(name);
    }

    @Test
    void whatIsNoKeyIsRefused() {
        byte[] good = KEY.toBytes();
        byte[] signature = good.clone();
        signature[0] = (byte) 0x88;
        byte[] old = joined(new byte[] {(byte) 0x98, 3, 3, 0, 0}, new byte[0]);
        for (byte[] wrong : List.of(
                new byte[0],
                new byte[] {0x30, 2, 4, 4},
                signature,
                old,
                Arrays.copyOf(good, 10),
                new byte[] {(byte) 0x9a, 127, 127, 127, 127, 4},
                new byte[] {(byte) 0x9b, 4},
                new byte[] {(byte) 0xc6, (byte) 224, 4},
                new byte[] {(byte) 0xc6, 0})) {
            assertThatThrownBy(() -> OpenPgpKey.fromBytes(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aBrokenRestIsToldByWhoeverNeedsIt() {
        byte[] good = KEY.toBytes();
        OpenPgpKey cut = OpenPgpKey.fromBytes(Arrays.copyOf(good, good.length - 7));
        assertThat(cut.fingerprint()).isEqualTo(KEY.fingerprint());
        assertThatThrownBy(() -> KeyFitness.of(cut, Instant.parse("2026-02-01T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] written(PacketFormat format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (BCPGOutputStream out = new BCPGOutputStream(bytes, format)) {
            PGPPublicKeyRing ring = KEY.ring();
            ring.getPublicKey().getPublicKeyPacket().encode(out);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[] head, byte[] body) {
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
