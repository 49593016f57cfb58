package org.chosei.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArmorTest {
    @Test
    void theChecksumIsThatOfTheStandardWhateverTheLength() {
        Random random = new Random(3);
        for (int length = 3; length < 120; length += 3) {
            byte[] packets = new byte[length];
            random.nextBytes(packets);
            assertThat(Armor.encode(Armor.MESSAGE, packets))
                    .as("of %d bytes", length)
                    .contains("\r\n=" + crc(packets));
        }
    }

    @Test
    void partsAreArmoredAsOne() {
        byte[] whole = "packets of a message, in three parts".getBytes(StandardCharsets.US_ASCII);
        byte[] first = java.util.Arrays.copyOfRange(whole, 0, 7);
        byte[] rest = java.util.Arrays.copyOfRange(whole, 7, whole.length);
        assertThat(Armor.encode(Armor.MESSAGE, first, new byte[0], rest))
                .isEqualTo(Armor.encode(Armor.MESSAGE, whole))
                .isEqualTo(new String(new ArmoredMessage(first, rest).bytes(), StandardCharsets.US_ASCII));
        assertThat(Armor.decode(new ArmoredMessage(first, rest).bytes()))
                .singleElement()
                .extracting(Armor.Block::packets)
                .isEqualTo(whole);
    }

    /** Bit by bit, as RFC 9580 §6.1.1 writes it. */
    private static String crc(byte[] packets) {
        long crc = 0xB704CE;
        for (byte octet : packets) {
            crc ^= (octet & 0xFFL) << 16;
            for (int i = 0; i < 8; i++) {
                crc <<= 1;
                if ((crc & 0x1000000) != 0) {
                    crc ^= 0x1864CFB;
                }
            }
        }
        crc &= 0xFFFFFF;
        return Base64.getEncoder().encodeToString(new byte[] {(byte) (crc >> 16), (byte) (crc >> 8), (byte) crc});
    }
}
