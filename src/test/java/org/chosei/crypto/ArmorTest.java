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
        assertThat(Armor.encode(Armor.MESSAGE, first, new byte[0], rest)).isEqualTo(Armor.encode(Armor.MESSAGE, whole));
        assertThat(Armor.decode(Armor.bytes(Armor.MESSAGE, first, rest)))
                .singleElement()
                .extracting(Armor.Block::packets)
                .isEqualTo(whole);
    }

    @Test
    void messagesThatShareTheirBodyAreArmoredAsEachByItself() {
        Random random = new Random(4);
        for (int length : new int[] {0, 1, 30, 47, 48, 49, 96, 1000, 1001, 1002}) {
            byte[] body = bytes(random, length);
            MessageArmor armor = new MessageArmor(body);
            for (int packet = 1; packet < 150; packet++) {
                byte[] address = bytes(random, packet);
                assertThat(new String(armor.to(address).bytes(), StandardCharsets.US_ASCII))
                        .as("%d and %d bytes", packet, length)
                        .isEqualTo(OpenPgpMessages.armor(address, body));
            }
        }
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
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
