package org.chosei.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The armor of messages that share a body: of all lines but the first few the text, and what they do to the checksum, is the same
 * for every recipient whose packet is as long, and is made once. Safe from any thread.
 */
public final class MessageArmor {
    private final byte[] body;
    private final Map<Integer, Rest> rests = new ConcurrentHashMap<>();

    /** For messages of this very body, which is not to be changed. */
    public MessageArmor(byte[] body) {
        this.body = body;
    }

    /**
     * The lines after those that differ.
     *
     * @param checksum what these octets make of an empty register
     * @param through what becomes of each bit of a register that passes so many octets
     */
    private record Rest(byte[] lines, int checksum, int[] through) {
        int after(int register) {
            int after = checksum;
            for (int bit = 0; bit < through.length; bit++) {
                after ^= (register >>> bit & 1) == 0 ? 0 : through[bit];
            }
            return after;
        }
    }

    /** The message of one recipient, byte for byte as {@link OpenPgpMessages#armor} writes it. */
    public ArmoredMessage to(byte[] addressPacket) {
        int taken = Math.floorMod(-addressPacket.length, Armor.LINE_OCTETS);
        if (body.length <= taken) {
            return new ArmoredMessage(Armor.bytes(Armor.MESSAGE, addressPacket, body));
        }
        Rest rest = rests.computeIfAbsent(taken, this::rest);
        byte[] head = Armor.join(addressPacket, Arrays.copyOf(body, taken));
        boolean checked = (addressPacket.length + body.length) % 3 == 0;
        String checksum = checked ? Armor.checksumLine(rest.after(Armor.register(Armor.CRC_START, head))) : "";
        return new ArmoredMessage(
                Armor.begin(Armor.MESSAGE),
                Armor.lines(head),
                rest.lines(),
                (checksum + Armor.end(Armor.MESSAGE)).getBytes(US_ASCII));
    }

    private Rest rest(int taken) {
        byte[] octets = Arrays.copyOfRange(body, taken, body.length);
        int[] through = new int[Integer.SIZE];
        for (int bit = 8; bit < through.length; bit++) {
            through[bit] = Armor.register(1 << bit, new byte[octets.length]);
        }
        return new Rest(Armor.lines(octets), Armor.register(0, octets), through);
    }
}
