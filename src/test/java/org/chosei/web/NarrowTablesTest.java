package org.chosei.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Every cell of a table says what its column is called, so that a phone can stack the rows. */
class NarrowTablesTest {
    private static final String TABLE = """
            <div class="table wide"><table class="x">
            <caption>Of <b>many</b></caption>
            <thead><tr><th scope="col">Name &amp; "kind"</th><th>  Two
              <span class="hint">CVE-1</span></th><th></th></tr></thead>
            <tbody><tr data-a="a > b"><th scope="row">Asahi</th><td title='>'>one<td></td></tr>
            <tr><td colspan="2">both</td><td>last</td></tr></tbody></table></div>
            """;

    private static Document read(String html) {
        return Jsoup.parse(NarrowTables.labelled(html));
    }

    @Test
    void eachCellCarriesTheWordsOfItsColumn() {
        Document page = read(TABLE);
        assertThat(page.select("tbody th").attr("data-label")).isEqualTo("Name & \"kind\"");
        assertThat(page.select("tbody tr:first-child td").eachAttr("data-label"))
                .containsExactly("Two CVE-1");
        assertThat(page.select("thead [data-label]")).isEmpty();
    }

    @Test
    void cellOverSeveralColumnsIsLabelledWithNone() {
        assertThat(read(TABLE).select("td[colspan]").hasAttr("data-label")).isFalse();
    }

    @Test
    void rolesStayWhenTheTableIsNoLongerLaidOutAsOne() {
        Document page = read(TABLE);
        assertThat(page.select("table").attr("role")).isEqualTo("table");
        assertThat(page.select("[role=rowgroup]")).hasSize(2);
        assertThat(page.select("[role=row]")).hasSize(3);
        assertThat(page.select("[role=columnheader]")).hasSize(3);
        assertThat(page.select("[role=rowheader]").text()).isEqualTo("Asahi");
    }

    @Test
    void nothingElseOfThePageChanges() {
        Document page = read(TABLE);
        page.select("*").forEach(each -> each.removeAttr("role").removeAttr("data-label"));
        assertThat(page.html()).isEqualTo(Jsoup.parse(TABLE).html());
    }

    @Test
    void matrixKeepsItsShape() {
        String matrix = TABLE.replace("table wide", "matrix");
        assertThat(NarrowTables.labelled(matrix + "<p class=\"table\">")).isEqualTo(matrix + "<p class=\"table\">");
    }

    @Test
    void thousandsOfCellsAreNotReadTwice() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            rows.append("<tr><td>").append("x".repeat(50)).append("</td><td>'\"</td></tr>");
        }
        String page = "<div class=\"table\"><table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>" + rows
                + "</tbody></table></div>";
        String labelled = NarrowTables.labelled(page);
        assertThat(labelled.split("data-label=\"B\"", -1)).hasSize(20_001);
    }
}
