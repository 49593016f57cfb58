package org.chosei.mail;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chosei.mail.DeliveryStore.Body;
import org.springframework.stereotype.Component;

/**
 * The last bodies that were sent, which do not change: of a wave in many batches each is read and armored once. They are
 * ciphertext.
 */
@Component
class RecentBodies {
    private static final int MOST = 6;
    private static final int LARGEST = 1 << 20;

    private final DeliveryStore store;
    private final Map<UUID, Body> recent = new LinkedHashMap<>(16, 0.75f, true);

    RecentBodies(DeliveryStore store) {
        this.store = store;
    }

    /** Of all of them that there are, with one query or none. */
    Map<UUID, Body> of(Set<UUID> ids) {
        Map<UUID, Body> found = known(ids);
        Set<UUID> missing = new HashSet<>(ids);
        missing.removeAll(found.keySet());
        if (!missing.isEmpty()) {
            Map<UUID, Body> read = store.bodies(missing);
            found.putAll(read);
            keep(read);
        }
        return found;
    }

    private synchronized Map<UUID, Body> known(Set<UUID> ids) {
        Map<UUID, Body> found = new HashMap<>();
        for (UUID id : ids) {
            Body body = recent.get(id);
            if (body != null) {
                found.put(id, body);
            }
        }
        return found;
    }

    private synchronized void keep(Map<UUID, Body> read) {
        read.forEach((id, body) -> {
            if (body.ciphertext().length <= LARGEST) {
                recent.put(id, body);
            }
        });
        var oldest = recent.keySet().iterator();
        while (recent.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }
}
