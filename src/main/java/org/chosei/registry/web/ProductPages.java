package org.chosei.registry.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisations;
import org.chosei.registry.RegistryTable;
import org.chosei.registry.RegistryTable.Encoding;
import org.chosei.registry.products.Product;
import org.chosei.registry.products.ProductChange;
import org.chosei.registry.products.ProductForm;
import org.chosei.registry.products.ProductTables;
import org.chosei.registry.products.Products;
import org.chosei.web.Download;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The pages of an organisation's products: the same for its people and for staff, but for where they lie. */
@Component
@Transactional
public class ProductPages {
    private static final int PAGE = 100;
    private static final int LONGEST_SEARCH = 200;
    private static final int SHOWN_PROBLEMS = 200;

    private final Products products;
    private final ProductTables tables;
    private final Organisations organisations;
    private final ActorNames actors;

    ProductPages(Products products, ProductTables tables, Organisations organisations, ActorNames actors) {
        this.products = products;
        this.tables = tables;
        this.organisations = organisations;
        this.actors = actors;
    }

    /**
     * Whose products, and where their pages lie.
     *
     * @param keeps whether the reader may change them
     * @param staff whether the reader is staff, who came from the organisation's page
     */
    public record Owner(Organisation organisation, String path, boolean keeps, boolean staff) {
        OrganisationId id() {
            return organisation.id();
        }
    }

    /** The acting person's own organisation. */
    Owner own() {
        OrganisationId id = Scopes.person().organisation();
        boolean keeps = Scopes.person().may(Permission.KEEP_ORGANISATION);
        return new Owner(organisation(id), "/organisation/products", keeps, false);
    }

    /** Any organisation but the coordinating CSIRT itself; staff only. */
    Owner of(OrganisationId id) {
        Organisation organisation = organisation(id);
        if (organisation.kind() == Organisation.Kind.COORDINATOR) {
            throw new Refusal.NotFound();
        }
        return new Owner(organisation, "/organisations/" + id + "/products", true, true);
    }

    private Organisation organisation(OrganisationId id) {
        return organisations.find(id).orElseThrow(Refusal.NotFound::new);
    }

    /**
     * What is shown of the list.
     *
     * @param after the last of the page before
     * @param off those that were taken off instead
     */
    record Wanted(String q, @Nullable UUID after, boolean off) {
        Wanted {
            q = q.length() > LONGEST_SEARCH ? q.substring(0, LONGEST_SEARCH) : q;
        }
    }

    View list(Owner owner, Wanted wanted, String done) {
        List<Product> page = products.page(owner.id(), wanted.q(), wanted.after(), PAGE, wanted.off());
        return View.of("registry/products", "owner", owner)
                .with("items", page)
                .with("count", products.count(owner.id()))
                .with("q", wanted.q())
                .with("off", wanted.off())
                .with("more", page.size() < PAGE ? "" : page.getLast().id().toString())
                .with("done", done);
    }

    View form(Owner owner, UUID form, ProductForm typed) {
        return View.of("registry/product", "owner", owner)
                .with("typed", typed)
                .with("id", "")
                .with("mark", form.toString())
                .with("changes", List.of())
                .with("actors", Map.of())
                .with("refusals", List.of());
    }

    View product(Owner owner, UUID id, @Nullable ProductForm typed) {
        Product product = products.get(owner.id(), id);
        List<ProductChange> changes = products.changes(product);
        return View.of("registry/product", "owner", owner)
                .with("typed", typed == null ? ProductForm.of(product.facts()) : typed)
                .with("id", id.toString())
                .with("mark", product.version().toString())
                .with("changes", changes)
                .with("product", product)
                .with(
                        "actors",
                        actors.of(Stream.concat(
                                        Stream.of(product.by()),
                                        changes.stream().map(ProductChange::by))
                                .toList()))
                .with("refusals", List.of());
    }

    static View refused(View form, Refusal.Invalid refusal) {
        return form.with("refusals", List.of(refusal)).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    View choose(Owner owner) {
        return View.of("registry/product-import", "owner", owner).with("refusals", List.of());
    }

    View look(Owner owner, ProductTables.State state) {
        return View.of("registry/product-import-look", "owner", owner)
                .with("state", state)
                .with(
                        "problems",
                        state.problems().stream().limit(SHOWN_PROBLEMS).toList());
    }

    org.springframework.web.servlet.View export(Owner owner, String charset, Locale locale) {
        Encoding encoding = charset.equalsIgnoreCase("shift_jis") ? Encoding.SHIFT_JIS : Encoding.UTF_8;
        RegistryTable.Written written = tables.write(owner.id(), encoding, locale);
        if (!written.lost().isEmpty()) {
            return View.of("registry/export-lost", "lost", written.lost())
                    .with("back", owner.path())
                    .with("title", "registry.products")
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        String type = "text/csv;charset=" + (encoding == Encoding.UTF_8 ? "UTF-8" : "Shift_JIS");
        return new Download("products.csv", type, out -> out.write(written.bytes()));
    }
}
