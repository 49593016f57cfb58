package org.chosei.registry.products;

import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.vault.SealedId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables of products that were brought in, and what became of them. */
@Repository
class ProductImportStore {
    private final JdbcClient jdbc;

    ProductImportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID id, OrganisationId organisation, SealedId file, String sha256) {
        jdbc.sql("""
                        insert into product_import (id, organisation_id, file, sha256)
                        values (:id, :organisation, :file, :sha256)
                        """)
                .param("id", id)
                .param("organisation", organisation.value())
                .param("file", file.value())
                .param("sha256", sha256)
                .update();
    }

    /** The sealed table of this organisation. */
    Optional<SealedId> file(OrganisationId organisation, UUID id) {
        return jdbc.sql("select file from product_import where id = :id and organisation_id = :organisation")
                .param("id", id)
                .param("organisation", organisation.value())
                .query((row, _) -> new SealedId(row.getObject(1, UUID.class)))
                .optional();
    }

    /** How many products it added and how many it changed; empty while it is not applied. */
    Optional<Applied> applied(UUID id) {
        return jdbc.sql("select added, changed from product_import_applied where import_id = :id")
                .param("id", id)
                .query((row, _) -> new Applied(row.getInt(1), row.getInt(2)))
                .optional();
    }

    record Applied(int added, int changed) {}

    void addApplied(OrganisationId organisation, UUID id, int added, int changed) {
        jdbc.sql("""
                        insert into product_import_applied (import_id, organisation_id, added, changed)
                        values (:id, :organisation, :added, :changed)
                        """)
                .param("id", id)
                .param("organisation", organisation.value())
                .param("added", added)
                .param("changed", changed)
                .update();
    }
}
