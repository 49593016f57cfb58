package org.chosei.registry.web;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.products.ProductForm;
import org.chosei.registry.products.ProductTables;
import org.chosei.registry.products.Products;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The products of any organisation, as staff keep them. */
@Controller
class ProductsController {
    private final ProductPages pages;
    private final Products products;
    private final ProductTables tables;
    private final InstantSource clock;

    ProductsController(ProductPages pages, Products products, ProductTables tables, InstantSource clock) {
        this.pages = pages;
        this.products = products;
        this.tables = tables;
        this.clock = clock;
    }

    @GetMapping("/organisations/{id}/products")
    @Allow(Permission.REGISTRY)
    View list(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String q,
            @RequestParam Optional<String> after,
            @RequestParam(defaultValue = "") String off,
            @RequestParam(defaultValue = "") String done) {
        UUID last = after.map(Uuid7::parse).orElse(null);
        return pages.list(pages.of(OrganisationId.of(id)), new ProductPages.Wanted(q, last, !off.isEmpty()), done);
    }

    @GetMapping("/organisations/{id}/products/new")
    @Allow(Permission.REGISTRY)
    View blank(@PathVariable String id) {
        return pages.form(pages.of(OrganisationId.of(id)), Uuid7.at(clock.instant()), ProductForm.blank());
    }

    @PostMapping("/organisations/{id}/products")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View add(
            @PathVariable String id,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String nameJa,
            @RequestParam(defaultValue = "") String nameEn,
            @RequestParam(defaultValue = "") String kana,
            @RequestParam(defaultValue = "") String versions,
            @RequestParam(defaultValue = "SOLD") String state,
            @RequestParam(defaultValue = "") String endOfLife,
            @RequestParam(defaultValue = "") String identifiers) {
        ProductPages.Owner owner = pages.of(OrganisationId.of(id));
        UUID mark = Uuid7.parse(form);
        ProductForm typed = new ProductForm(nameJa, nameEn, kana, versions, state, endOfLife, identifiers);
        try {
            products.add(mark, owner.id(), typed);
        } catch (Refusal.Invalid refusal) {
            return ProductPages.refused(pages.form(owner, mark, typed), refusal);
        }
        return Redirects.to(owner.path() + "?done=added");
    }

    @GetMapping("/organisations/{id}/products/{product}")
    @Allow(Permission.REGISTRY)
    View show(@PathVariable String id, @PathVariable String product) {
        return pages.product(pages.of(OrganisationId.of(id)), Uuid7.parse(product), null);
    }

    @PostMapping("/organisations/{id}/products/{product}")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View change(
            @PathVariable String id,
            @PathVariable String product,
            @RequestParam String seen,
            @RequestParam(defaultValue = "") String nameJa,
            @RequestParam(defaultValue = "") String nameEn,
            @RequestParam(defaultValue = "") String kana,
            @RequestParam(defaultValue = "") String versions,
            @RequestParam(defaultValue = "SOLD") String state,
            @RequestParam(defaultValue = "") String endOfLife,
            @RequestParam(defaultValue = "") String identifiers) {
        ProductPages.Owner owner = pages.of(OrganisationId.of(id));
        UUID one = Uuid7.parse(product);
        ProductForm typed = new ProductForm(nameJa, nameEn, kana, versions, state, endOfLife, identifiers);
        try {
            products.change(owner.id(), one, Uuid7.parse(seen), typed);
        } catch (Refusal.Invalid refusal) {
            return ProductPages.refused(pages.product(owner, one, typed), refusal);
        }
        return Redirects.to(owner.path() + "?done=changed");
    }

    @GetMapping("/organisations/{id}/products/export.csv")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View export(
            @PathVariable String id, @RequestParam(defaultValue = "utf-8") String charset, Locale locale) {
        return pages.export(pages.of(OrganisationId.of(id)), charset, locale);
    }

    @GetMapping("/organisations/{id}/products/import")
    @Allow(Permission.REGISTRY)
    View choose(@PathVariable String id) {
        return pages.choose(pages.of(OrganisationId.of(id)));
    }

    @PostMapping("/organisations/{id}/products/import")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View bring(@PathVariable String id, @RequestParam @Nullable MultipartFile file) {
        ProductPages.Owner owner = pages.of(OrganisationId.of(id));
        try {
            return Redirects.to(owner.path() + "/import/" + tables.bring(owner.id(), Uploads.table(file)));
        } catch (Refusal.Invalid refusal) {
            return ProductPages.refused(pages.choose(owner), refusal);
        }
    }

    @GetMapping("/organisations/{id}/products/import/{table}")
    @Allow(Permission.REGISTRY)
    View look(@PathVariable String id, @PathVariable String table) {
        ProductPages.Owner owner = pages.of(OrganisationId.of(id));
        return pages.look(owner, tables.look(owner.id(), Uuid7.parse(table)));
    }

    @PostMapping("/organisations/{id}/products/import/{table}/application")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View apply(@PathVariable String id, @PathVariable String table) {
        ProductPages.Owner owner = pages.of(OrganisationId.of(id));
        UUID one = Uuid7.parse(table);
        ProductTables.State state = tables.apply(owner.id(), one);
        return state.applied()
                ? Redirects.to(owner.path() + "/import/" + one)
                : pages.look(owner, state).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
