package org.chosei.registry.web;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
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

/** A member's own products, kept by the responsible person. */
@Controller
class OurProductsController {
    private final ProductPages pages;
    private final Products products;
    private final ProductTables tables;
    private final InstantSource clock;

    OurProductsController(ProductPages pages, Products products, ProductTables tables, InstantSource clock) {
        this.pages = pages;
        this.products = products;
        this.tables = tables;
        this.clock = clock;
    }

    @GetMapping("/organisation/products")
    @Allow(Permission.OWN_ORGANISATION)
    View list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam Optional<String> after,
            @RequestParam(defaultValue = "") String off,
            @RequestParam(defaultValue = "") String done) {
        UUID last = after.map(Uuid7::parse).orElse(null);
        return pages.list(pages.own(), new ProductPages.Wanted(q, last, !off.isEmpty()), done);
    }

    @GetMapping("/organisation/products/new")
    @Allow(Permission.KEEP_ORGANISATION)
    View blank() {
        return pages.form(pages.own(), Uuid7.at(clock.instant()), ProductForm.blank());
    }

    @PostMapping("/organisation/products")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View add(
            @RequestParam String form,
            @RequestParam(defaultValue = "") String nameJa,
            @RequestParam(defaultValue = "") String nameEn,
            @RequestParam(defaultValue = "") String kana,
            @RequestParam(defaultValue = "") String versions,
            @RequestParam(defaultValue = "SOLD") String state,
            @RequestParam(defaultValue = "") String endOfLife,
            @RequestParam(defaultValue = "") String identifiers) {
        ProductPages.Owner owner = pages.own();
        UUID mark = Uuid7.parse(form);
        ProductForm typed = new ProductForm(nameJa, nameEn, kana, versions, state, endOfLife, identifiers);
        try {
            products.add(mark, owner.id(), typed);
        } catch (Refusal.Invalid refusal) {
            return ProductPages.refused(pages.form(owner, mark, typed), refusal);
        }
        return Redirects.to(owner.path() + "?done=added");
    }

    @GetMapping("/organisation/products/{product}")
    @Allow(Permission.KEEP_ORGANISATION)
    View show(@PathVariable String product) {
        return pages.product(pages.own(), Uuid7.parse(product), null);
    }

    @PostMapping("/organisation/products/{product}")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View change(
            @PathVariable String product,
            @RequestParam String seen,
            @RequestParam(defaultValue = "") String nameJa,
            @RequestParam(defaultValue = "") String nameEn,
            @RequestParam(defaultValue = "") String kana,
            @RequestParam(defaultValue = "") String versions,
            @RequestParam(defaultValue = "SOLD") String state,
            @RequestParam(defaultValue = "") String endOfLife,
            @RequestParam(defaultValue = "") String identifiers) {
        ProductPages.Owner owner = pages.own();
        UUID one = Uuid7.parse(product);
        ProductForm typed = new ProductForm(nameJa, nameEn, kana, versions, state, endOfLife, identifiers);
        try {
            products.change(owner.id(), one, Uuid7.parse(seen), typed);
        } catch (Refusal.Invalid refusal) {
            return ProductPages.refused(pages.product(owner, one, typed), refusal);
        }
        return Redirects.to(owner.path() + "?done=changed");
    }

    @GetMapping("/organisation/products/export.csv")
    @Allow(Permission.OWN_ORGANISATION)
    org.springframework.web.servlet.View export(@RequestParam(defaultValue = "utf-8") String charset, Locale locale) {
        return pages.export(pages.own(), charset, locale);
    }

    @GetMapping("/organisation/products/import")
    @Allow(Permission.KEEP_ORGANISATION)
    View choose() {
        return pages.choose(pages.own());
    }

    @PostMapping("/organisation/products/import")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View bring(@RequestParam @Nullable MultipartFile file) {
        ProductPages.Owner owner = pages.own();
        try {
            return Redirects.to(owner.path() + "/import/" + tables.bring(owner.id(), Uploads.table(file)));
        } catch (Refusal.Invalid refusal) {
            return ProductPages.refused(pages.choose(owner), refusal);
        }
    }

    @GetMapping("/organisation/products/import/{table}")
    @Allow(Permission.KEEP_ORGANISATION)
    View look(@PathVariable String table) {
        ProductPages.Owner owner = pages.own();
        return pages.look(owner, tables.look(owner.id(), Uuid7.parse(table)));
    }

    @PostMapping("/organisation/products/import/{table}/application")
    @Allow(Permission.KEEP_ORGANISATION)
    org.springframework.web.servlet.View apply(@PathVariable String table) {
        ProductPages.Owner owner = pages.own();
        UUID one = Uuid7.parse(table);
        ProductTables.State state = tables.apply(owner.id(), one);
        return state.applied()
                ? Redirects.to(owner.path() + "/import/" + one)
                : pages.look(owner, state).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
