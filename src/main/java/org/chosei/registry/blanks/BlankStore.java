package org.chosei.registry.blanks;

import java.time.OffsetDateTime;
import java.util.List;
import org.chosei.registry.form.FormTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of installed blank forms. */
@Repository
class BlankStore {
    private final JdbcClient jdbc;

    BlankStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first. */
    List<InstalledForm> all() {
        return jdbc.sql(
                        "select version, blank, sha256, installed_at, installed_by from form_blank order by version desc")
                .query((row, _) -> new InstalledForm(
                        row.getInt(1),
                        FormTemplate.installed(row.getString(2), row.getInt(1)),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getString(5)))
                .list();
    }

    /** Two who install at once wait for each other. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('form-blank', 0))")
                .query((_, _) -> true)
                .single();
    }

    void add(int version, String blank, String sha256) {
        jdbc.sql("insert into form_blank (version, blank, sha256) values (:version, :blank, :sha256)")
                .param("version", version)
                .param("blank", blank)
                .param("sha256", sha256)
                .update();
    }
}
