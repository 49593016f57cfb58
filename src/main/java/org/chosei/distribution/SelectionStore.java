package org.chosei.distribution;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.distribution.Answer.Level;
import org.chosei.distribution.Answer.Reason;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The selection log: of each vendor what the gate answered, whether it was chosen, and why it was suggested. */
@Repository
class SelectionStore {
    private final JdbcClient jdbc;

    SelectionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(
            UUID wave,
            CaseId caseId,
            Map<OrganisationId, Answer> answers,
            Set<OrganisationId> chosen,
            Map<OrganisationId, List<String>> suggested) {
        List<OrganisationId> all = List.copyOf(answers.keySet());
        jdbc.sql("""
                        insert into wave_selection (wave_id, case_id, organisation_id, answer, reasons, chosen, suggested)
                        select :wave, :case, o, a, string_to_array(r, ','), c, string_to_array(s, ',')
                          from unnest(:organisations::uuid[], :answers::text[], :reasons::text[], :chosen::boolean[],
                                      :suggested::text[]) as t (o, a, r, c, s)
                         order by o
                        """)
                .param("wave", wave)
                .param("case", caseId.value())
                .param("organisations", all.stream().map(OrganisationId::value).toArray(UUID[]::new))
                .param(
                        "answers",
                        all.stream().map(o -> answer(answers, o).level().name()).toArray(String[]::new))
                .param(
                        "reasons",
                        all.stream()
                                .map(o -> String.join(",", answer(answers, o).codes()))
                                .toArray(String[]::new))
                .param("chosen", all.stream().map(chosen::contains).toArray(Boolean[]::new))
                .param(
                        "suggested",
                        all.stream()
                                .map(o -> String.join(",", suggested.getOrDefault(o, List.of())))
                                .toArray(String[]::new))
                .update();
    }

    private static Answer answer(Map<OrganisationId, Answer> answers, OrganisationId organisation) {
        return Objects.requireNonNull(answers.get(organisation));
    }

    /** The selection log of one wave. */
    List<Logged> log(UUID wave) {
        return jdbc.sql("""
                        select organisation_id, answer, reasons, chosen, suggested from wave_selection where wave_id = :wave
                        """)
                .param("wave", wave)
                .query((row, _) -> new Logged(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        new Answer(Level.valueOf(row.getString(2)), reasons(row.getArray(3))),
                        row.getBoolean(4),
                        List.of((String[]) row.getArray(5).getArray())))
                .list();
    }

    /** What the gate answered in all waves of a case, the newest wave's last. */
    List<Selected> of(CaseId caseId) {
        return jdbc.sql("""
                        select wave_id, organisation_id, answer, reasons, chosen from wave_selection
                         where case_id = :case order by wave_id, organisation_id
                        """)
                .param("case", caseId.value())
                .query((row, _) -> new Selected(
                        row.getObject(1, UUID.class),
                        new OrganisationId(row.getObject(2, UUID.class)),
                        new Answer(Level.valueOf(row.getString(3)), reasons(row.getArray(4))),
                        row.getBoolean(5)))
                .list();
    }

    /** A selection out of a row that gathers more. */
    static Selected selected(ResultSet row, OrganisationId vendor) throws SQLException {
        return new Selected(
                row.getObject("wave", UUID.class),
                vendor,
                new Answer(Level.valueOf(row.getString("word")), reasons(row.getArray("words"))),
                row.getBoolean("flag"));
    }

    private static List<Reason> reasons(Array array) throws SQLException {
        return Stream.of((String[]) array.getArray()).map(Reason::valueOf).toList();
    }

    /** A line of the selection log: what the gate answered, whether it was chosen, and why it was suggested. */
    record Logged(OrganisationId organisation, Answer answer, boolean chosen, List<String> suggested) {}

    /** What the gate answered for a vendor when a wave was planned. */
    record Selected(UUID wave, OrganisationId organisation, Answer answer, boolean chosen) {}
}
