package org.chosei.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chosei.mail.proof.DnsTexts;

/** DNS as a test writes it: nobody outside is asked. */
public final class TestDns implements DnsTexts {
    private final Map<String, List<String>> zone = new ConcurrentHashMap<>();

    /** Publishes the texts of a name. */
    public void publish(String name, String... texts) {
        zone.put(name, List.of(texts));
    }

    @Override
    public Answer ask(String name) {
        return new Texts(zone.getOrDefault(name, List.of()));
    }
}
