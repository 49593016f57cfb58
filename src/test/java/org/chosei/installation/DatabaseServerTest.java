package org.chosei.installation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.chosei.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseServerTest {
    private final Database right = TestDatabase.fresh();

    @BeforeEach
    void makeARoleThatMayTooMuch() throws SQLException {
        asSuperuser("create role too_mighty login bypassrls password 'x'");
        asSuperuser("grant chosei_owner to too_mighty");
        asSuperuser("grant connect on database %s to too_mighty".formatted(name()));
    }

    @AfterEach
    void dropIt() throws SQLException {
        asSuperuser("revoke connect on database %s from too_mighty".formatted(name()));
        asSuperuser("drop role too_mighty");
    }

    @Test
    void theTwoRolesOfTheManualAreAccepted() {
        assertThatCode(() -> DatabaseServer.check(right)).doesNotThrowAnyException();
    }

    @Test
    void anApplicationRoleThatMayTooMuchIsRefusedWithEveryReason() {
        Database wrong = new Database(
                right.ownerUrl(), right.ownerUser(), right.ownerPassword(), right.appUrl(), "too_mighty", "x");
        assertThatThrownBy(() -> DatabaseServer.check(wrong))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContaining("alter role too_mighty nosuperuser nobypassrls")
                .hasMessageContaining("owns the database or is a member of its owner");
    }

    @Test
    void anOwnerThatOwnsNothingIsRefused() {
        Database wrong = new Database(
                right.ownerUrl(),
                right.appUser(),
                right.appPassword(),
                right.appUrl(),
                right.appUser(),
                right.appPassword());
        assertThatThrownBy(() -> DatabaseServer.check(wrong)).hasMessageContaining("does not own the database");
    }

    @Test
    void aWrongPasswordIsRefusedNamingTheSettingButNotThePassword() {
        Database wrong = new Database(
                right.ownerUrl(), right.ownerUser(), "not-this-one", right.appUrl(), right.appUser(), "nor-this");
        assertThatThrownBy(() -> DatabaseServer.check(wrong))
                .isInstanceOf(InstallationRefused.class)
                .hasMessageContaining("database.owner-password-file")
                .hasMessageNotContaining("not-this-one");
    }

    private String name() {
        return right.appUrl().replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    }

    private static void asSuperuser(String sql) throws SQLException {
        try (Connection connection = TestDatabase.server().superuserConnection("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
