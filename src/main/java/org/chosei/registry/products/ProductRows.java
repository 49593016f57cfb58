package org.chosei.registry.products;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.registry.ImportSheet;
import org.chosei.registry.Words;
import org.chosei.registry.facts.Kana;
import org.chosei.web.Messages;
import org.jspecify.annotations.Nullable;

/** Reads a table as products: a row for each identifier, rows with the same names are one product. Finds every problem. */
final class ProductRows {
    private final ImportSheet sheet;
    private final Messages messages;
    private final Map<ProductColumn, Integer> columns = new EnumMap<>(ProductColumn.class);
    private final List<String> unread = new ArrayList<>();
    private final List<ProductProblem> problems = new ArrayList<>();
    private final Map<String, Named> products = new LinkedHashMap<>();
    private final Map<String, Map<String, ProductIdentifier>> identifiers = new HashMap<>();

    private ProductRows(ImportSheet sheet, Messages messages) {
        this.sheet = sheet;
        this.messages = messages;
    }

    /**
     * A product as the table has it. What the table is silent about is null.
     *
     * @param row where it was named first
     */
    record Named(
            int row,
            String nameJa,
            String nameEn,
            @Nullable String kana,
            @Nullable String versions,
            @Nullable ProductState state,
            List<ProductIdentifier> identifiers) {
        String key() {
            return Product.nameKey(nameJa, nameEn);
        }
    }

    /** What could be read, what could not, and the headers of columns that are none. */
    record Read(List<Named> products, List<ProductProblem> problems, List<String> unread) {}

    static Read of(ImportSheet sheet, Messages messages) {
        ProductRows rows = new ProductRows(sheet, messages);
        rows.header();
        if (rows.problems.isEmpty()) {
            sheet.rows().forEach(rows::row);
        }
        return new Read(rows.named(), rows.problems, rows.unread);
    }

    private void header() {
        for (int i = 0; i < sheet.header().size(); i++) {
            String header = sheet.header().get(i);
            Optional<ProductColumn> column = ProductColumn.of(header, messages);
            if (column.isEmpty()) {
                unread.add(header);
            } else if (columns.putIfAbsent(column.get(), i) != null) {
                problem(1, column.get(), "product-column-twice");
            }
        }
        if (!columns.containsKey(ProductColumn.NAME_JA) && !columns.containsKey(ProductColumn.NAME_EN)) {
            problem(1, null, "product-no-name-column");
        }
    }

    private void row(ImportSheet.Row row) {
        int before = problems.size();
        if (row.cells().size() != sheet.header().size()) {
            problem(
                    row.number(),
                    null,
                    "product-cells",
                    row.cells().size(),
                    sheet.header().size());
        }
        String ja = read(row, () -> Words.name("nameJa", cell(row, ProductColumn.NAME_JA)), "");
        String en = read(row, () -> Words.name("nameEn", cell(row, ProductColumn.NAME_EN)), "");
        if (problems.size() == before && ja.isEmpty() && en.isEmpty()) {
            problem(row.number(), ProductColumn.NAME_JA, "registry-name-missing");
        }
        String kana = read(row, () -> Kana.read(cell(row, ProductColumn.KANA)), "");
        String versions = read(row, () -> ProductForm.words("versions", cell(row, ProductColumn.VERSIONS)), "");
        ProductState state = read(row, () -> state(row), new ProductState.Sold());
        List<ProductIdentifier> identifier = read(row, () -> identifier(row), List.of());
        if (problems.size() == before) {
            boolean silent = cell(row, ProductColumn.STATE).isEmpty()
                    && cell(row, ProductColumn.END_OF_LIFE).isEmpty();
            Named named = new Named(
                    row.number(),
                    ja,
                    en,
                    kana.isEmpty() ? null : kana,
                    versions.isEmpty() ? null : versions,
                    silent ? null : state,
                    List.of());
            products.merge(named.key(), named, this::merged);
            identifier.forEach(each -> add(named.key(), row.number(), each));
        }
    }

    /** One more than a product may have is kept, so that it is refused; what comes after that is not. */
    private void add(String key, int row, ProductIdentifier identifier) {
        Map<String, ProductIdentifier> all = identifiers.computeIfAbsent(key, _ -> new LinkedHashMap<>());
        if (all.size() > ProductForm.MOST_IDENTIFIERS) {
            return;
        }
        String canonical = identifier.identifier().canonical();
        if (all.putIfAbsent(canonical, identifier) != null) {
            problem(row, ProductColumn.IDENTIFIER, "identifier-again", row, 1, canonical);
        }
    }

    private List<Named> named() {
        return products.values().stream()
                .map(each -> new Named(
                        each.row(),
                        each.nameJa(),
                        each.nameEn(),
                        each.kana(),
                        each.versions(),
                        each.state(),
                        List.copyOf(
                                identifiers.getOrDefault(each.key(), Map.of()).values())))
                .toList();
    }

    /** Two rows of one product may leave out what the other says, and may not say something else. */
    private Named merged(Named one, Named other) {
        return new Named(
                one.row(),
                one.nameJa(),
                one.nameEn(),
                agreed(one, other, ProductColumn.KANA, one.kana(), other.kana()),
                agreed(one, other, ProductColumn.VERSIONS, one.versions(), other.versions()),
                agreed(one, other, ProductColumn.STATE, one.state(), other.state()),
                List.of());
    }

    private <T> @Nullable T agreed(
            Named one, Named other, ProductColumn column, @Nullable T first, @Nullable T second) {
        if (first != null && second != null && !first.equals(second)) {
            problem(other.row(), column, "product-rows-differ", one.row());
        }
        return first == null ? second : first;
    }

    /** A day alone says that its life ends then. */
    private ProductState state(ImportSheet.Row row) {
        String typed = JapaneseText.folded(cell(row, ProductColumn.STATE));
        String day = cell(row, ProductColumn.END_OF_LIFE);
        String label = typed.isEmpty() ? day.isEmpty() ? "SOLD" : "END_OF_LIFE" : "";
        for (String each : List.of("SOLD", "END_OF_LIFE")) {
            boolean said = Stream.of(Locale.JAPANESE, Locale.ENGLISH)
                    .map(language -> messages.text(language, "registry.product-state." + each))
                    .anyMatch(word -> JapaneseText.folded(word).equals(typed));
            if (said || JapaneseText.folded(each).equals(typed)) {
                label = each;
            }
        }
        if (label.equals("SOLD") && !day.isEmpty()) {
            throw new Refusal.Invalid("endOfLife", "product-sold-with-end");
        }
        return ProductForm.state("state", label, day);
    }

    private List<ProductIdentifier> identifier(ImportSheet.Row row) {
        String typed = cell(row, ProductColumn.IDENTIFIER);
        String words = ProductForm.words("identifierVersions", cell(row, ProductColumn.IDENTIFIER_VERSIONS));
        if (typed.isEmpty()) {
            if (!words.isEmpty()) {
                throw new Refusal.Invalid("identifiers", "product-versions-of-nothing");
            }
            return List.of();
        }
        return List.of(new ProductIdentifier(Identifier.read(typed, row.number(), "identifiers"), words));
    }

    private String cell(ImportSheet.Row row, ProductColumn column) {
        Integer at = columns.get(column);
        return at == null || at >= row.cells().size() ? "" : row.cells().get(at);
    }

    private <T> T read(ImportSheet.Row row, Supplier<T> reading, T none) {
        try {
            return reading.get();
        } catch (Refusal.Invalid refused) {
            problems.add(new ProductProblem(
                    row.number(),
                    ProductColumn.ofField(refused.field()).orElse(null),
                    refused.slug(),
                    refused.arguments()));
            return none;
        }
    }

    private void problem(int row, @Nullable ProductColumn column, String slug, Object... arguments) {
        problems.add(new ProductProblem(row, column, slug, List.of(arguments)));
    }
}
