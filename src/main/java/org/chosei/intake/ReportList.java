package org.chosei.intake;

import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.intake.reporting.ReceivedReport;
import org.chosei.intake.reporting.ReceivedReports;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Every report in one list, whichever way it came. Staff only; three queries for a page. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ReportList {
    /** First what is exploited, then what is public, then the rest, last what came in a flood; the longest waiting first. */
    private static final String WAITING = """
            select id, rank from (
                select r.id, 2 as rank from report r
                 where not exists (select from report_outcome o where o.report_id = r.id)
                union all
                select r.id, case when r.held then 3 when r.exploited = 'yes' then 0 when r.published = 'yes' then 1 else 2 end
                  from received_report r
                 where coalesce((select s.step from report_step s where s.report_id = r.id order by s.ordinal desc limit 1),
                                'checking') in ('checking', 'reopened', 'accepted')) as waiting
             where :rank::int is null or (rank, id) > (:rank::int, :after::uuid)
             order by rank, id limit :size
            """;

    private static final String NEWEST = """
            select id, 0 as rank from (select id from report union all select id from received_report) as every
             where :before::uuid is null or id < :before::uuid order by id desc limit :size
            """;

    private final JdbcClient jdbc;
    private final ReportStore mailed;
    private final ReceivedReports received;

    ReportList(JdbcClient jdbc, ReportStore mailed, ReceivedReports received) {
        this.jdbc = jdbc;
        this.mailed = mailed;
        this.received = received;
    }

    /** One report of the list. */
    public sealed interface Listed {
        /** From a partner, by mail. */
        record Mailed(Report report) implements Listed {}

        /** By a form, or handed over. */
        record Received(ReceivedReport report) implements Listed {}
    }

    /**
     * A page of the list.
     *
     * @param next where the next page starts; empty on the last
     */
    public record Page(List<Listed> reports, String next) {}

    private record Place(UUID id, int rank) {}

    /** Everything, newest first, from where {@code before} says. */
    public Page newest(@Nullable UUID before, int size) {
        List<Place> places = jdbc.sql(NEWEST)
                .param("before", before, Types.OTHER)
                .param("size", size)
                .query((row, _) -> new Place(row.getObject(1, UUID.class), row.getInt(2)))
                .list();
        return new Page(
                read(places), places.size() == size ? places.getLast().id().toString() : "");
    }

    /** What waits for a decision, by impact; {@code after} and its rank are what {@link Page#next} said. */
    public Page waiting(@Nullable UUID after, @Nullable Integer rank, int size) {
        List<Place> places = jdbc.sql(WAITING)
                .param("rank", rank, Types.INTEGER)
                .param("after", after, Types.OTHER)
                .param("size", size)
                .query((row, _) -> new Place(row.getObject(1, UUID.class), row.getInt(2)))
                .list();
        Place last = places.size() == size ? places.getLast() : null;
        return new Page(read(places), last == null ? "" : last.rank() + "." + last.id());
    }

    private List<Listed> read(List<Place> places) {
        List<UUID> ids = places.stream().map(Place::id).toList();
        Map<UUID, Listed> found = new LinkedHashMap<>();
        mailed.byId(ids).forEach(report -> found.put(report.id(), new Listed.Mailed(report)));
        received.byId(ids).forEach(report -> found.put(report.id(), new Listed.Received(report)));
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                .toList();
    }
}
