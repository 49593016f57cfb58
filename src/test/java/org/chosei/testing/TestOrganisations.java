package org.chosei.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.chosei.installation.Database;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;

/** Organisations that every test application knows: the coordinating CSIRT and two vendors, registered but without agreements. */
public final class TestOrganisations {
    public static final OrganisationId COORDINATOR = new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_0001L));
    public static final OrganisationId VENDOR_A = new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_000aL));
    public static final OrganisationId VENDOR_B = new OrganisationId(new UUID(0x7000L, 0x8000_0000_0000_000bL));

    private TestOrganisations() {}

    /** Adds the organisations, as the owner. */
    static void addTo(Database database) {
        asOwner(database, connection -> {
            add(connection, COORDINATOR, "COORDINATOR", "試験調整センター", "Test Coordination Centre", null);
            add(connection, VENDOR_A, "VENDOR", "朝日電機", "Asahi Electric", "GENERAL");
            add(connection, VENDOR_B, "VENDOR", "秘密工業", "Hidden Industries", "GENERAL");
        });
    }

    /** One more registered vendor under this id. */
    static void addVendor(Database database, OrganisationId id, String nameEn) {
        asOwner(database, connection -> add(connection, id, "VENDOR", "", nameEn, "GENERAL"));
    }

    private static void asOwner(Database database, Work work) {
        try (Connection connection = DriverManager.getConnection(
                        database.ownerUrl(), database.ownerUser(), database.ownerPassword());
                Statement scope = connection.createStatement()) {
            connection.setAutoCommit(false);
            scope.execute(
                    "select set_config('chosei.kind', 'system', true), set_config('chosei.purpose', 'backup', true)");
            work.on(connection);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private static void add(
            Connection connection,
            OrganisationId id,
            String kind,
            String ja,
            String en,
            @Nullable String registrationClass)
            throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(
                "insert into organisation (id, kind, name_ja, name_en, registration_class) values (?, ?, ?, ?, ?)")) {
            row.setObject(1, id.value());
            row.setString(2, kind);
            row.setString(3, ja);
            row.setString(4, en);
            row.setString(5, registrationClass);
            row.executeUpdate();
        }
    }
}
