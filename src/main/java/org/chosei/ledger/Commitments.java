package org.chosei.ledger;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Turns an entry's details into the salted commitment that the chain carries and the sealed bytes kept beside it. */
@Component
class Commitments {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DetailsSeal seal;

    Commitments(DetailsSeal seal) {
        this.seal = seal;
    }

    record Committed(Entry entry, String commitment, byte @Nullable [] sealed) {}

    List<Committed> of(List<Entry> entries) {
        List<byte[]> clear = entries.stream().map(e -> salted(e.details())).toList();
        List<DetailsSeal.Clear> toSeal = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            toSeal.add(new DetailsSeal.Clear(entries.get(i).caseId(), clear.get(i)));
        }
        List<byte @Nullable []> sealed = seal.seal(toSeal);
        List<Committed> committed = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            committed.add(new Committed(entries.get(i), Hashes.sha256(clear.get(i)), sealed.get(i)));
        }
        return committed;
    }

    private static byte[] salted(Map<String, String> details) {
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        Map<String, Object> body = new TreeMap<>();
        body.put("details", details);
        body.put("salt", HexFormat.of().formatHex(salt));
        return CanonicalJson.of(body).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The details inside what was committed to, without the salt.
     *
     * @throws IllegalStateException when the entry committed to something else: sealed bytes were swapped
     */
    static Map<String, String> read(byte[] committed, String commitment) {
        if (!Hashes.sha256(committed).equals(commitment)) {
            throw new IllegalStateException("the details of a ledger entry are not those that it committed to");
        }
        Map<String, String> details = new TreeMap<>();
        JsonMapper.shared()
                .readTree(committed)
                .path("details")
                .properties()
                .forEach(each -> details.put(each.getKey(), each.getValue().asString()));
        return details;
    }
}
