package org.chosei.desk.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.access.Permission;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.desk.SavedSearches;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisation;
import org.chosei.registry.OrganisationSearch;
import org.chosei.registry.Organisations;
import org.chosei.registry.ProductNames;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.vault.search.Search;
import org.chosei.vault.search.SearchQuery;
import org.chosei.vault.search.SearchQuery.Field;
import org.chosei.vault.search.Snippet;
import org.chosei.vault.search.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what a page of results shows: each sees, and is told of, nothing beyond its own audiences. */
@Component
public class SearchPages {
    private static final int PAGE = 20;
    private static final int NAMED = 5;

    private final Search search;
    private final Suggestions suggestions;
    private final SearchFields fields;
    private final SavedSearches saved;
    private final Cases cases;
    private final Organisations organisations;
    private final OrganisationSearch registry;
    private final ProductNames products;
    private final Vault vault;

    SearchPages(
            Search search,
            Suggestions suggestions,
            SearchFields fields,
            SavedSearches saved,
            Cases cases,
            Organisations organisations,
            OrganisationSearch registry,
            ProductNames products,
            Vault vault) {
        this.search = search;
        this.suggestions = suggestions;
        this.fields = fields;
        this.saved = saved;
        this.cases = cases;
        this.organisations = organisations;
        this.registry = registry;
        this.products = products;
        this.vault = vault;
    }

    /**
     * A line of the results.
     *
     * @param number of the case; empty outside cases
     * @param by who said it; empty when that is nobody's
     */
    public record Line(String kind, String path, String number, String by, Instant at, Snippet snippet) {}

    /** A case whose number was typed, or an organisation or product whose name was. */
    public record Named(String name, String path) {}

    /**
     * What the page shows.
     *
     * @param asked whether anything was typed
     * @param onlyExcluded whether there is no word to find by
     * @param wrong fields that could not be read
     * @param older the query's next page; empty when this is the last
     */
    public record Results(
            String q,
            boolean asked,
            boolean onlyExcluded,
            List<Field> wrong,
            List<Named> exact,
            List<Named> organisations,
            List<Named> products,
            List<Line> lines,
            List<String> suggestions,
            String older,
            boolean first,
            List<SavedSearches.Saved> saved) {}

    Results page(String typed, @Nullable UUID older, Locale locale, ZoneId zone) {
        Scope.Person reader = Scopes.person();
        SearchQuery query = SearchQuery.read(typed);
        boolean first = older == null;
        SearchFields.Asked asked = fields.read(query, reader, zone, older, PAGE + 1);
        List<Search.Hit> hits = search.find(asked.request());
        boolean more = hits.size() > PAGE;
        List<Search.Hit> shown = more ? hits.subList(0, PAGE) : hits;
        List<Named> exact = first ? exact(query, reader) : List.of();
        List<Named> named = first ? named(query, reader, locale) : List.of();
        List<Named> made = first ? made(query, reader, locale) : List.of();
        boolean nothing = first && shown.isEmpty() && exact.isEmpty() && named.isEmpty() && made.isEmpty();
        return new Results(
                query.typed(),
                !query.typed().isEmpty(),
                query.isEmpty() && !query.terms().isEmpty(),
                asked.wrong(),
                exact,
                named,
                made,
                lines(shown, query, reader, locale),
                nothing ? near(query) : List.of(),
                more ? shown.getLast().id().toString() : "",
                first,
                saved.all());
    }

    /** Numbers come first: whoever types one wants that case. */
    private List<Named> exact(SearchQuery query, Scope.Person reader) {
        if (query.wanted().size() != 1 || query.words().chars().noneMatch(Character::isDigit)) {
            return List.of();
        }
        List<CaseId> found = fields.numbered(query.words(), reader);
        return cases.byId(found).stream()
                .map(of -> new Named(of.number(), (reader.isStaff() ? "/cases/" : "/our-cases/") + of.id()))
                .toList();
    }

    private List<Named> named(SearchQuery query, Scope.Person reader, Locale locale) {
        return query.wanted().isEmpty() || !query.fields().isEmpty() || !reader.may(Permission.REGISTRY)
                ? List.of()
                : registry.page(query.words(), null, null, NAMED).stream()
                        .map(each -> new Named(each.name(locale), "/organisations/" + each.id()))
                        .toList();
    }

    /** Products with their vendors' names for staff; a member finds those of its own organisation. */
    private List<Named> made(SearchQuery query, Scope.Person reader, Locale locale) {
        if (query.wanted().isEmpty()
                || !query.fields().isEmpty()
                || !reader.may(reader.isStaff() ? Permission.REGISTRY : Permission.OWN_ORGANISATION)) {
            return List.of();
        }
        List<ProductNames.Found> found = products.called(query.words(), NAMED);
        Map<OrganisationId, Organisation> makers = reader.isStaff()
                ? organisations.byId(
                        found.stream().map(ProductNames.Found::organisation).collect(Collectors.toSet()))
                : Map.of();
        return found.stream()
                .map(each -> {
                    Organisation maker = makers.get(each.organisation());
                    return new Named(
                            each.name(locale) + (maker == null ? "" : " (" + maker.name(locale) + ")"),
                            place(each, each.name(locale), reader));
                })
                .toList();
    }

    private static String place(ProductNames.Found product, String name, Scope.Person reader) {
        if (reader.isStaff()) {
            return "/organisations/" + product.organisation() + "/products/" + product.product();
        }
        return reader.may(Permission.KEEP_ORGANISATION)
                ? "/organisation/products/" + product.product()
                : "/organisation/products?q=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private List<String> near(SearchQuery query) {
        List<String> numbers = NearNumbers.of(
                query.words(),
                cases.page(null, SearchFields.NUMBERS).stream()
                        .map(CoordinatedCase::number)
                        .toList());
        return Stream.concat(numbers.stream(), suggestions.of(query).stream())
                .distinct()
                .limit(3)
                .toList();
    }

    /** The texts are opened together: one reading. */
    private List<Line> lines(List<Search.Hit> hits, SearchQuery query, Scope.Person reader, Locale locale) {
        if (hits.isEmpty()) {
            return List.of();
        }
        Map<SealedId, Opened> opened = vault.open(
                OpenPurpose.READ,
                hits.stream().flatMap(hit -> hit.sealed().stream()).toList());
        Map<CaseId, String> numbers = cases
                .byId(hits.stream()
                        .flatMap(hit -> Stream.ofNullable(hit.caseId()))
                        .collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(CoordinatedCase::id, CoordinatedCase::number));
        Map<OrganisationId, Organisation> names = organisations.byId(
                hits.stream().flatMap(hit -> Stream.ofNullable(hit.author())).collect(Collectors.toSet()));
        return hits.stream()
                .map(hit -> {
                    Organisation by = hit.author() == null ? null : names.get(hit.author());
                    return new Line(
                            hit.kind().label(),
                            SearchPlaces.of(hit, reader.isStaff()),
                            hit.caseId() == null ? "" : numbers.getOrDefault(hit.caseId(), ""),
                            by == null ? "" : by.name(locale),
                            hit.at(),
                            snippet(hit, opened, query));
                })
                .toList();
    }

    /** Of several texts the one in which a word stands. */
    private static Snippet snippet(Search.Hit hit, Map<SealedId, Opened> opened, SearchQuery query) {
        List<Snippet> snippets = hit.sealed().stream()
                .flatMap(id -> Stream.ofNullable(opened.get(id)))
                .map(text -> Snippet.of(JapaneseText.withVisibleBidi(text.text()), query))
                .toList();
        return snippets.stream()
                .filter(Snippet::isMarked)
                .findFirst()
                .orElseGet(() -> snippets.isEmpty() ? new Snippet(List.of()) : snippets.getFirst());
    }
}
