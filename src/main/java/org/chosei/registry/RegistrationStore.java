package org.chosei.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Registration.Source;
import org.chosei.registry.Registration.State;
import org.chosei.registry.Registration.Step;
import org.chosei.registry.blanks.BlankForms;
import org.chosei.registry.form.Consent;
import org.chosei.registry.form.FormTemplate;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Registrations and what became of them. */
@Repository
class RegistrationStore {
    private static final String COLUMNS = """
            select r.id, r.number, r.source, r.sender, r.original, r.sha256, r.language, r.form,
                   coalesce(t.fields, r.fields) as fields, coalesce(t.consent, r.consent) as consent,
                   case when t.fields is null then r.passage else t.passage end as passage,
                   coalesce(t.problems, r.problems) as problems, r.received_at
              from registration r
                   left join lateral (select d.fields, d.consent, d.passage, d.problems from registration_reply_decision d
                                       where d.registration_id = r.id and d.taken order by d.id desc limit 1) t on true
            """;
    private static final String NEWEST =
            "(select s.state from registration_state s where s.registration_id = r.id order by s.id desc limit 1)";

    private final JdbcClient jdbc;
    private final BlankForms blanks;

    RegistrationStore(JdbcClient jdbc, BlankForms blanks) {
        this.jdbc = jdbc;
        this.blanks = blanks;
    }

    /** Makes two that hand in the same wait for each other, so that the second is told the number of the first. */
    void lockArrival(String arrival) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:arrival, 0))")
                .param("arrival", "registration:" + arrival)
                .query((_, _) -> true)
                .single();
    }

    /** The number that this message or web form has already, if it was handed in before. */
    Optional<String> numberOf(String arrival) {
        return jdbc.sql("select number from registration where arrival = :arrival")
                .param("arrival", arrival)
                .query(String.class)
                .optional();
    }

    /** The next number; two transactions that ask at once wait for each other, so none is given twice. */
    String nextNumber(int year) {
        int next = jdbc.sql("""
                        insert into registration_numbering (year, last) values (:year, 1)
                        on conflict (year) do update set last = registration_numbering.last + 1 returning last
                        """).param("year", year).query(Integer.class).single();
        return String.format(Locale.ROOT, "REG-%d-%04d", year, next);
    }

    /** How many came by the web form since then. */
    int fromTheWebSince(Instant since) {
        return jdbc.sql("select count(*) from registration where source = 'WEB' and received_at > :since")
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    void add(Registration registration, String arrival) {
        jdbc.sql("""
                        insert into registration (id, number, source, arrival, sender, original, sha256, language, form, fields,
                                                  consent, passage, problems, received_at)
                        values (:id, :number, :source, :arrival, :sender, :original, :sha256, :language, :form, :fields::jsonb,
                                :consent, :passage, :problems::jsonb, :at)
                        """)
                .param("id", registration.id())
                .param("number", registration.number())
                .param("source", registration.source().name())
                .param("arrival", arrival)
                .param("sender", registration.sender(), Types.VARCHAR)
                .param("original", registration.original().value())
                .param("sha256", registration.sha256())
                .param("language", registration.language().getLanguage())
                .param("form", registration.form().key())
                .param("fields", FormJson.answers(registration.answers()))
                .param("consent", registration.consent().state().name())
                .param("passage", registration.consent().found().orElse(null), Types.VARCHAR)
                .param("problems", FormJson.problems(registration.problems()))
                .param("at", registration.receivedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Adds a step; false when the registration was decided before and this would decide it again. The conflict names no
     * index: naming one asks for the right to read the row, which an arriving form does not have.
     */
    boolean addStep(UUID id, State state, @Nullable OrganisationId organisation, @Nullable String reason) {
        return jdbc.sql("""
                                insert into registration_state (registration_id, state, organisation_id, reason)
                                values (:id, :state, :organisation, :reason)
                                on conflict do nothing
                                """)
                        .param("id", id)
                        .param("state", state.name())
                        .param("organisation", organisation == null ? null : organisation.value(), Types.OTHER)
                        .param("reason", reason, Types.VARCHAR)
                        .update()
                == 1;
    }

    /** Adds a step that decides nothing, and tells its id, which names the mail that goes with it. */
    UUID addOpenStep(UUID id, State state, @Nullable String reason) {
        return jdbc.sql("""
                        insert into registration_state (registration_id, state, reason)
                        values (:id, :state, :reason) returning id
                        """)
                .param("id", id)
                .param("state", state.name())
                .param("reason", reason, Types.VARCHAR)
                .query(UUID.class)
                .single();
    }

    /** The registration with this number. */
    Optional<Registration> named(String number) {
        return jdbc.sql("select id from registration where number = :number")
                .param("number", number)
                .query(UUID.class)
                .optional()
                .flatMap(this::find);
    }

    /** The registration about which one of these mails was; the mail has the id of its step. */
    Optional<Registration> ofSteps(Collection<UUID> steps) {
        return jdbc.sql(
                        "select registration_id from registration_state where id = any(:ids::uuid[]) order by id limit 1")
                .param("ids", steps.toArray(UUID[]::new))
                .query(UUID.class)
                .optional()
                .flatMap(this::find);
    }

    /** Makes deciders of one registration wait for each other until the end of the transaction. */
    void lock(UUID id) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", "registration:" + id)
                .query((_, _) -> true)
                .single();
    }

    Optional<Registration> find(UUID id) {
        return jdbc.sql(COLUMNS + "where r.id = :id").param("id", id).query(reader()).list().stream()
                .map(row -> row.with(steps(List.of(id)).getOrDefault(id, List.of())))
                .findFirst();
    }

    List<Registration> page(Collection<State> states, @Nullable UUID before, int size) {
        List<Row> rows = jdbc.sql(COLUMNS + "where " + NEWEST + """
                         = any(:states::text[]) and (:before::uuid is null or r.id < :before::uuid)
                        order by r.id desc limit :size
                        """)
                .param("states", states.stream().map(State::name).toArray(String[]::new))
                .param("before", before, Types.OTHER)
                .param("size", size)
                .query(reader())
                .list();
        Map<UUID, List<Step>> steps =
                steps(rows.stream().map(row -> row.without().id()).toList());
        return rows.stream()
                .map(row -> row.with(steps.getOrDefault(row.without().id(), List.of())))
                .toList();
    }

    private Map<UUID, List<Step>> steps(Collection<UUID> ids) {
        record Of(UUID registration, Step step) {}
        return jdbc
                .sql("""
                        select registration_id, id, state, at, set_by, organisation_id, reason from registration_state
                         where registration_id = any(:ids::uuid[]) order by id
                        """)
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> new Of(row.getObject(1, UUID.class), step(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Of::registration, Collectors.mapping(Of::step, Collectors.toCollection(ArrayList::new))));
    }

    private static Step step(ResultSet row) throws SQLException {
        UUID organisation = row.getObject("organisation_id", UUID.class);
        return new Step(
                row.getObject("id", UUID.class),
                State.valueOf(row.getString("state")),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("set_by"),
                organisation == null ? null : new OrganisationId(organisation),
                row.getString("reason"));
    }

    /** A registration whose steps were not read yet. */
    private record Row(Registration without) {
        Registration with(List<Step> steps) {
            return new Registration(
                    without.id(),
                    without.number(),
                    without.source(),
                    without.sender(),
                    without.original(),
                    without.sha256(),
                    without.language(),
                    without.form(),
                    without.answers(),
                    without.consent(),
                    without.problems(),
                    without.receivedAt(),
                    List.copyOf(steps));
        }
    }

    /** A form of which the text is gone, as after a restore of old data, reads as the current one. */
    private RowMapper<Row> reader() {
        List<FormTemplate> forms = blanks.all();
        Map<String, FormTemplate> byKey =
                forms.stream().collect(Collectors.toMap(FormTemplate::key, Function.identity()));
        return (row, _) -> read(row, byKey.getOrDefault(row.getString("form"), forms.getFirst()));
    }

    private static Row read(ResultSet row, FormTemplate form) throws SQLException {
        return new Row(new Registration(
                row.getObject("id", UUID.class),
                row.getString("number"),
                Source.valueOf(row.getString("source")),
                row.getString("sender"),
                new SealedId(row.getObject("original", UUID.class)),
                row.getString("sha256"),
                Locale.of(row.getString("language")),
                form,
                FormJson.answers(row.getString("fields")),
                new Consent(
                        Consent.State.valueOf(row.getString("consent")), Optional.ofNullable(row.getString("passage"))),
                FormJson.problems(row.getString("problems")),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                List.of()));
    }
}
