package org.chosei.registry.products;

import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What organisations make: kept by the responsible person of each, and by staff. A change leaves what was there before. */
@Component
@Transactional
public class Products {
    /** Far more than any vendor has; whoever reads a list can hold all of it. */
    static final int MOST = 10_000;

    /** More than a person reads on a page; the ledger has all. */
    public static final int SHOWN_CHANGES = 100;

    private final ProductStore store;
    private final ProductWriting writing;
    private final Ledger ledger;
    private final InstantSource clock;

    Products(ProductStore store, ProductWriting writing, Ledger ledger, InstantSource clock) {
        this.store = store;
        this.writing = writing;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A page of those in which every word of {@code typed} is found, by kana.
     *
     * @param after the last of the page before
     * @param off those that were taken off the list instead
     */
    @Transactional(readOnly = true)
    public List<Product> page(OrganisationId organisation, String typed, @Nullable UUID after, int size, boolean off) {
        return store.page(organisation, typed, after, size, off);
    }

    /** How many are in the list. */
    @Transactional(readOnly = true)
    public int count(OrganisationId organisation) {
        return store.count(organisation);
    }

    /** Those of these ids that the acting scope may know. */
    @Transactional(readOnly = true)
    public Map<UUID, Product> byId(Collection<UUID> ids) {
        Map<UUID, Product> found = new LinkedHashMap<>();
        store.byId(ids).forEach(product -> found.put(product.id(), product));
        return found;
    }

    /** One of this organisation, or "not found". */
    @Transactional(readOnly = true)
    public Product get(OrganisationId organisation, UUID id) {
        return store.byId(List.of(id)).stream()
                .filter(product -> product.organisation().equals(organisation))
                .findFirst()
                .orElseThrow(Refusal.NotFound::new);
    }

    /** At most {@link #SHOWN_CHANGES}, newest first. */
    @Transactional(readOnly = true)
    public List<ProductChange> changes(Product product) {
        return store.changes(product.id(), SHOWN_CHANGES);
    }

    /** Adds one, once for each {@code form}, whose id it gets. */
    public void add(UUID form, OrganisationId organisation, ProductForm typed) {
        ProductFacts facts = typed.read();
        store.lock(organisation);
        List<Product> there = store.byId(List.of(form));
        if (there.isEmpty()) {
            requireNewName(organisation, form, facts);
            requireRoom(organisation, facts);
            List<ProductWriting.Draft> one = List.of(new ProductWriting.Draft(form, facts, form));
            if (writing.add(organisation, one) == 0) {
                throw new Refusal.NotFound();
            }
            ledger.append(Entry.ofInstallation("product.added")
                    .about("organisation", organisation)
                    .about("product", form));
        } else if (!there.getFirst().organisation().equals(organisation)) {
            throw new Refusal.NotFound();
        }
    }

    /**
     * Keeps what was typed, with a row for each fact that became another.
     *
     * @param seen the version on the page
     */
    public void change(OrganisationId organisation, UUID id, UUID seen, ProductForm typed) {
        ProductFacts now = typed.read();
        store.lock(organisation);
        Product was = get(organisation, id);
        if (!was.version().equals(seen)) {
            throw new Refusal.Stale("product-changed");
        }
        List<ProductFact> changed = ProductWriting.differing(was.facts(), now);
        if (changed.isEmpty()) {
            return;
        }
        requireNewName(organisation, id, now);
        if (was.facts().state() instanceof ProductState.TakenOff) {
            requireRoom(organisation, now);
        }
        writing.change(organisation, List.of(new ProductWriting.Change(was, now, Uuid7.at(clock.instant()))));
        Entry entry = Entry.ofInstallation("product.changed")
                .about("organisation", organisation)
                .about("product", id);
        for (ProductFact fact : changed) {
            entry = entry.about("fact", fact)
                    .detail("was." + fact, fact.of(was.facts()))
                    .detail("became." + fact, fact.of(now));
        }
        ledger.append(entry);
    }

    /** Called under the lock, so that two at once cannot pass. */
    private void requireRoom(OrganisationId organisation, ProductFacts facts) {
        if (!(facts.state() instanceof ProductState.TakenOff) && store.count(organisation) >= MOST) {
            throw new Refusal.Invalid("", "product-many", MOST);
        }
    }

    /** Two of one name would be found twice, and a table could not say which it means. */
    private void requireNewName(OrganisationId organisation, UUID id, ProductFacts facts) {
        if (facts.state() instanceof ProductState.TakenOff) {
            return;
        }
        String key = Product.nameKey(facts.nameJa(), facts.nameEn());
        if (store.named(organisation, key).stream().anyMatch(other -> !other.equals(id))) {
            throw new Refusal.Invalid(facts.nameJa().isEmpty() ? "nameEn" : "nameJa", "product-name-again");
        }
    }
}
