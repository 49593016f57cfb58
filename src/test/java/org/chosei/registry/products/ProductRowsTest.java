package org.chosei.registry.products;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chosei.registry.ImportSheet;
import org.chosei.web.Messages;
import org.junit.jupiter.api.Test;

/** A table of products, read without the registry. */
class ProductRowsTest {

    @Test
    void asManyIdentifiersOfOneProductAsATableHoldsAreReadQuicklyAndNotKept() {
        String table = "NAME_EN,IDENTIFIER\n"
                + IntStream.range(0, 20_000)
                        .mapToObj(i -> "One,pkg:npm/p" + i + "\n")
                        .collect(Collectors.joining());
        ImportSheet sheet = ImportSheet.readSmall(table.getBytes(UTF_8));
        ProductRows.Read read =
                assertTimeoutPreemptively(Duration.ofSeconds(10), () -> ProductRows.of(sheet, new Messages()));
        assertThat(read.products())
                .singleElement()
                .satisfies(product -> assertThat(product.identifiers())
                        .as("one more than allowed, so that it is refused")
                        .hasSize(ProductForm.MOST_IDENTIFIERS + 1));
    }

    @Test
    void identifiersOfSeveralRowsAreOfTheirProductInTheOrderOfTheRows() {
        String table = "NAME_EN,IDENTIFIER\nOne,pkg:npm/b\nTwo,pkg:npm/a\nOne,pkg:npm/a\nOne,pkg:npm/b\n";
        ProductRows.Read read = ProductRows.of(ImportSheet.readSmall(table.getBytes(UTF_8)), new Messages());
        assertThat(read.products())
                .extracting(product -> product.identifiers().stream()
                        .map(each -> each.identifier().canonical())
                        .collect(Collectors.joining(" ")))
                .containsExactly("pkg:npm/b pkg:npm/a", "pkg:npm/a");
        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.row()).isEqualTo(5);
            assertThat(problem.slug()).isEqualTo("identifier-again");
        });
    }
}
