package org.chosei.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.chosei.demo.Demo;
import org.chosei.demo.Production;
import org.chosei.demo.Step;
import org.chosei.installation.AttachedDatabase;
import org.chosei.installation.Settings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo cannot praise itself: whatever is spoiled behind the scenes is found by the step that claims it. */
@Tag("slow")
class DemoCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void aSpoiledStepIsNamedAndEndsTheDemoWithOne(Step step, String how, String sql) {
        int exitCode = demo((next, demo) -> {
            if (next == step) {
                spoil(demo, sql);
            }
        });

        List<JsonNode> lines =
                out.toString().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(lines).hasSize(step.ordinal() + 1);
        assertThat(lines.subList(0, step.ordinal()))
                .allMatch(line -> line.get("ok").asBoolean());
        assertThat(lines.getLast().get("step").asString()).isEqualTo(step.label());
        assertThat(lines.getLast().get("ok").asBoolean()).isFalse();
        assertThat(lines.getLast().get("why").asString()).isNotBlank();
        assertThat(err.toString()).contains("step \"" + step.label() + "\" did not hold");
    }

    static Stream<Arguments> aSpoiledStepIsNamedAndEndsTheDemoWithOne() {
        return Stream.of(
                Arguments.of(
                        Step.REGISTER,
                        "another original's hash is kept",
                        trigger("registration", "new.sha256 := repeat('0', 64)")),
                Arguments.of(
                        Step.SIGN,
                        "somebody else counts as the signer",
                        trigger("agreement_signature", "new.signer_name := 'Somebody else'")),
                Arguments.of(
                        Step.RECEIVE,
                        "the embargo ends an hour later than agreed",
                        trigger("embargo_term", "new.until := new.until + interval '1 hour'")),
                Arguments.of(Step.CHOOSE, "a policy without conditions is in force", """
                        insert into distribution_policy (version, body, sha256)
                        select 4, b, encode(sha256(convert_to(b, 'UTF8')), 'hex')
                          from (select (body::jsonb || '{"version": 4, "requiresActiveRegistration": false,
                                "requiresCurrentNda": false}')::text as b
                                  from distribution_policy where version = 3) as t
                        """),
                Arguments.of(
                        Step.DISTRIBUTE,
                        "access opens an hour before its instant",
                        trigger("access_grant", "new.visible_from := new.visible_from - interval '1 hour'")),
                Arguments.of(Step.WORK, "row-level security lets everybody see every audience", """
                        create or replace function visible_audiences() returns setof uuid
                            language sql stable security definer set search_path = public, pg_temp as $$
                            select g.audience_id from access_grant g $$
                        """),
                Arguments.of(
                        Step.PUBLISH,
                        "the published file is about something else, with a hash that fits it",
                        trigger("publication", """
                                new.csaf := convert_to(
                                    replace(convert_from(new.csaf, 'UTF8'), new.number, 'CHS-1999-00001'), 'UTF8');
                                new.csaf_sha256 := encode(sha256(new.csaf), 'hex')
                                """.strip())),
                Arguments.of(
                        Step.PROVE,
                        "an entry of the ledger is dated back",
                        "update ledger_entry set at = at - interval '1 hour' where kind = 'wave.planned'"));
    }

    private static String trigger(String table, String change) {
        return """
                create function spoil() returns trigger language plpgsql security definer as
                    $$ declare purpose text := current_setting('chosei.purpose', true);
                       begin perform set_config('chosei.purpose', 'backup', true); %s;
                       perform set_config('chosei.purpose', purpose, true); return new; end $$;
                create trigger spoil before insert on %s for each row execute function spoil();
                """.formatted(change, table);
    }

    private static void spoil(Demo demo, String sql) {
        String directory = demo.stage().server().directory().root().toString();
        try (AttachedDatabase database = AttachedDatabase.of(Settings.of(Map.of("data-directory", directory)));
                Connection owner = database.asOwner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("select set_config('chosei.kind', 'system', true),"
                    + " set_config('chosei.purpose', 'backup', true)");
            statement.execute(sql);
            owner.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int demo(Production.Backstage backstage) {
        Texts texts = Texts.in(Locale.ENGLISH);
        return new CommandLine(new DemoCommand(
                        Production.usual().hasty().withoutGnuPg().with(backstage)))
                .setExecutionExceptionHandler(new Failures(texts))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("--exit", "--json");
    }
}
