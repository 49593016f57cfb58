package org.chosei.registry.web;

import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.keywords.KeywordAnswers;
import org.chosei.registry.products.Product;
import org.chosei.registry.products.Products;
import org.chosei.web.View;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What the CSIRT sees of a member's own organisation, in the same parts and to be read only, without staff's own notes. */
@Controller
class AsSeenController {
    /** More than a person reads on a page; the list itself goes on from page to page. */
    private static final int SHOWN_PRODUCTS = 200;

    private final OrganisationPages pages;
    private final Products products;
    private final KeywordAnswers answers;

    AsSeenController(OrganisationPages pages, Products products, KeywordAnswers answers) {
        this.pages = pages;
        this.products = products;
        this.answers = answers;
    }

    @GetMapping("/organisation/as-seen")
    @Allow(Permission.OWN_ORGANISATION)
    View show() {
        OrganisationId own = Scopes.person().organisation();
        List<Product> all = products.page(own, "", null, SHOWN_PRODUCTS, false);
        return View.of("registry/as-seen", "page", pages.of(own))
                .with("products", all)
                .with("count", products.count(own))
                .with("questionnaire", answers.of(own));
    }
}
