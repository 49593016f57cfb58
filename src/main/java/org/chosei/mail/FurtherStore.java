package org.chosei.mail;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.mail.Deliveries.Further;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What became of mails at further addresses of their teams. */
@Repository
class FurtherStore {
    private final JdbcClient jdbc;

    FurtherStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(UUID delivery, Further further) {}

    /** One statement for a batch, none when no mail of it went to a further address. */
    void record(List<Outcome> outcomes) {
        List<Row> rows = outcomes.stream()
                .flatMap(each ->
                        each.further().stream().map(one -> new Row(each.mail().id(), one)))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into mail_delivery_further (delivery_id, case_id, address, state, reply)
                        select r.delivery, d.case_id, r.address, r.state, r.reply
                          from unnest(:deliveries::uuid[], :addresses::text[], :states::text[], :replies::text[])
                            as r (delivery, address, state, reply)
                          join mail_delivery d on d.id = r.delivery
                        on conflict (delivery_id, address) do update
                           set state = excluded.state, reply = excluded.reply, at = chosei_now()
                        """)
                .param("deliveries", rows.stream().map(Row::delivery).toArray(UUID[]::new))
                .param(
                        "addresses",
                        strings(rows.stream().map(each -> each.further().address())))
                .param(
                        "states",
                        strings(rows.stream().map(each -> each.further().state().name())))
                .param(
                        "replies",
                        strings(rows.stream().map(each -> each.further().reply())))
                .update();
    }

    private static String[] strings(Stream<String> all) {
        return all.toArray(String[]::new);
    }
}
