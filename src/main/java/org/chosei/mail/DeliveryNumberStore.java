package org.chosei.mail;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The recipients' own numbers of encrypted mails. They stand outside the encryption, whose content is the same for all. */
@Repository
class DeliveryNumberStore {
    private final JdbcClient jdbc;

    DeliveryNumberStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One statement. */
    void add(Map<UUID, String> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into mail_delivery_number (delivery_id, number)
                        select * from unnest(:deliveries::uuid[], :numbers::text[])
                        """)
                .param("deliveries", numbers.keySet().toArray(UUID[]::new))
                .param("numbers", numbers.values().toArray(String[]::new))
                .update();
    }

    /** Those that have one; one query. */
    Map<UUID, String> of(Collection<UUID> deliveries) {
        Map<UUID, String> numbers = new LinkedHashMap<>();
        jdbc.sql("select delivery_id, number from mail_delivery_number where delivery_id = any(:deliveries::uuid[])")
                .param("deliveries", deliveries.toArray(UUID[]::new))
                .query(row -> {
                    numbers.put(row.getObject(1, UUID.class), row.getString(2));
                });
        return numbers;
    }
}
