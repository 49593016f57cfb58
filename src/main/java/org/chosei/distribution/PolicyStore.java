package org.chosei.distribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The tables of policies and of what put them in force. */
@Repository
class PolicyStore {
    private static final String VERSIONS = """
            select p.version, p.body, p.in_force_from, a.made_by, e.enacted_at, e.enacted_by, e.reason
              from distribution_policy p left join policy_authorship a on a.version = p.version
              left join policy_enactment e on e.version = p.version
            """;

    private final JdbcClient jdbc;
    private volatile @Nullable Read last;

    private record Read(int version, String body, Policy policy) {}

    PolicyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static Policy read(String body) {
        return JsonMapper.shared().readValue(body, Policy.class);
    }

    /** The number is the row's: that of a shipped text may have been taken before it came. */
    private static Policy read(int version, String body) {
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(body);
        json.put("version", version);
        return JsonMapper.shared().treeToValue(json, Policy.class);
    }

    boolean has(String body) {
        return jdbc.sql("select exists(select from distribution_policy where body = :body)")
                .param("body", body)
                .query(Boolean.class)
                .single();
    }

    int next() {
        return jdbc.sql("select coalesce(max(version), 0) + 1 from distribution_policy")
                .query(Integer.class)
                .single();
    }

    void add(int version, String body) {
        jdbc.sql("insert into distribution_policy (version, body, sha256)"
                        + " values (:version, :body, encode(sha256(convert_to(:body, 'UTF8')), 'hex'))")
                .param("version", version)
                .param("body", body)
                .update();
    }

    /** One that the acting person of the staff made. */
    void addOwn(Policy policy) {
        add(policy.version(), JsonMapper.shared().writeValueAsString(policy));
        jdbc.sql("insert into policy_authorship (version) values (:version)")
                .param("version", policy.version())
                .update();
    }

    void enact(UUID form, int version, String reason) {
        jdbc.sql("insert into policy_enactment (form, version, reason) values (:form, :version, :reason)")
                .param("form", form)
                .param("version", version)
                .param("reason", reason)
                .update();
    }

    /** Which version this form put in force before. */
    Optional<Integer> enactedBy(UUID form) {
        return jdbc.sql("select version from policy_enactment where form = :form")
                .param("form", form)
                .query(Integer.class)
                .optional();
    }

    /** Of two that put one in force, the second waits and then sees what the first did. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('distribution policy', 0))")
                .query((_, _) -> true)
                .single();
    }

    Optional<Policy> inForce() {
        return jdbc.sql("select version, body from distribution_policy where version = policy_in_force()")
                .query((row, _) -> once(row.getInt(1), row.getString(2)))
                .optional();
    }

    /** The gate asks for what is in force before every hundred mails, and a text in force changes once in years. */
    private Policy once(int version, String body) {
        Read known = last;
        if (known == null || known.version() != version || !known.body().equals(body)) {
            known = new Read(version, body, read(version, body));
            last = known;
        }
        return known.policy();
    }

    List<PolicyVersion> versions() {
        return gathered(jdbc.sql(VERSIONS + " order by p.version desc, e.id desc"));
    }

    Optional<PolicyVersion> find(int version) {
        return gathered(jdbc.sql(VERSIONS + " where p.version = :version order by e.id desc")
                        .param("version", version))
                .stream()
                .findFirst();
    }

    private static List<PolicyVersion> gathered(JdbcClient.StatementSpec query) {
        Map<Integer, PolicyVersion> versions = new LinkedHashMap<>();
        query.query(row -> {
            PolicyVersion version = versions.get(row.getInt("version"));
            if (version == null) {
                version = new PolicyVersion(
                        read(row.getInt("version"), row.getString("body")),
                        row.getObject("in_force_from", OffsetDateTime.class).toInstant(),
                        row.getString("made_by"),
                        new ArrayList<>());
                versions.put(row.getInt("version"), version);
            }
            add(version, row);
        });
        return List.copyOf(versions.values());
    }

    private static void add(PolicyVersion version, ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject("enacted_at", OffsetDateTime.class);
        if (at != null) {
            version.enacted()
                    .add(new PolicyVersion.Enactment(
                            at.toInstant(), row.getString("enacted_by"), row.getString("reason")));
        }
    }
}
