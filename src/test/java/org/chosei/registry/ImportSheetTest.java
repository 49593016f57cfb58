package org.chosei.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chosei.kernel.Refusal;
import org.chosei.web.Messages;
import org.junit.jupiter.api.Test;

/** Tables as spreadsheets write them, read; and what is no table, refused with the place. */
class ImportSheetTest {
    private static final Charset WINDOWS_31J = Charset.forName("windows-31j");
    private static final String TABLE = "組織名,登録区分,メール\r\n㈱髙橋電機,一般登録,psirt@takahashi.example\r\n";

    @Test
    void utf8WithOrWithoutMarkAndShiftJisAreReadAlike() {
        for (byte[] file :
                List.of(TABLE.getBytes(UTF_8), ("\uFEFF" + TABLE).getBytes(UTF_8), TABLE.getBytes(WINDOWS_31J))) {
            ImportSheet sheet = ImportSheet.read(file);
            assertThat(sheet.header()).containsExactly("組織名", "登録区分", "メール");
            assertThat(sheet.rows())
                    .containsExactly(new ImportSheet.Row(2, List.of("㈱髙橋電機", "一般登録", "psirt@takahashi.example")));
        }
        assertThat(ImportSheet.read(TABLE.getBytes(WINDOWS_31J)).charset()).isEqualTo("windows-31j");
    }

    @Test
    void rowsAreCountedAsSpreadsheetsDo() {
        ImportSheet sheet = read("a,b\n1,\"two\nlines, and a comma\"\n\n,\n3,\"with \"\"quotes\"\"\"\n");
        assertThat(sheet.rows())
                .containsExactly(
                        new ImportSheet.Row(2, List.of("1", "two\nlines, and a comma")),
                        new ImportSheet.Row(5, List.of("3", "with \"quotes\"")));
    }

    @Test
    void whatIsNoTableIsRefusedWithThePlace() {
        assertThat(refused("a,b\n1,2\n3,\"4\n").slug()).isEqualTo("import-quotes");
        assertThat(refused("a,b\n1,2\n3,\"4\n").arguments()).containsExactly(3);
        assertThat(refused("a,b\n1,\"2\"x\n").slug()).isEqualTo("import-quotes");
        assertThat(refused("").slug()).isEqualTo("import-empty");
        assertThat(refused("a,b\n").slug()).isEqualTo("import-empty");
        assertThat(refused("a" + "\n1".repeat(20_001)).slug()).isEqualTo("import-too-many");
        assertThat(refused(",".repeat(100) + "\n1").slug()).isEqualTo("import-columns");
        byte[] binary = {(byte) 0x81, 0x20, (byte) 0xFF, (byte) 0xA0, (byte) 0xFE, (byte) 0x80, 0x00};
        assertThat(catchThrowableOfType(Refusal.Invalid.class, () -> ImportSheet.read(binary)))
                .extracting(Refusal::slug)
                .isEqualTo("import-unreadable");
    }

    @Test
    void rowThatIsFarTooWideIsRefusedWhereItStandsBeforeTheRestIsRead() {
        Refusal.Invalid refused = refused("a,b\n1,2\n" + ",".repeat(100) + "\n3,\"never read\n");
        assertThat(refused.slug()).isEqualTo("import-row-columns");
        assertThat(refused.arguments()).containsExactly(3, 100);
        assertThat(read("a,b\n1" + ",2".repeat(99) + "\n").rows()).hasSize(1);
    }

    @Test
    void tableThatManyMayBringIsSmall() {
        byte[] large = ("a\n" + "x".repeat(2 * 1024 * 1024)).getBytes(UTF_8);
        assertThat(ImportSheet.read(large).rows()).hasSize(1);
        Refusal.Invalid refused = catchThrowableOfType(Refusal.Invalid.class, () -> ImportSheet.readSmall(large));
        assertThat(refused.slug()).isEqualTo("import-large");
        assertThat(refused.arguments()).containsExactly(2);
    }

    @Test
    void headersInEitherLanguageAreUnderstood() {
        ImportWords words = new ImportWords(new Messages());
        for (String header : List.of(
                "会社名,英文社名,種別,登録区分,メールアドレス,電話,住所,言語,ふりがな,法人番号,ドメイン,国内外,親会社",
                "Japanese name,Organisation,Kind,Class,E-mail,Tel,Address,Lang,Kana,Corporate number,Domain,Seat,Parent",
                "NAME_JA,NAME_EN,KIND,CLASS,EMAIL,PHONE,POSTAL_ADDRESS,LANGUAGE,KANA,CORPORATE_NUMBER,DOMAINS,SEAT,PARENT",
                "　名称（日本語）,NAME (en),種類,登録 ,ＥＭＡＩＬ,TEL,所在地,使用言語,カナ,法人番号,ドメイン名,国内・海外,親組織")) {
            ImportSheet sheet = read(header + "\nx\n");
            assertThat(ImportMapping.proposed(sheet, words).columns().stream().map(column -> column.orElse(null)))
                    .as(header)
                    .containsExactly(ImportColumn.values());
        }
        ImportSheet unknown = read("備考,E-mail,メール\nx\n");
        assertThat(ImportMapping.proposed(unknown, words).unread(unknown)).containsExactly("備考", "メール");
    }

    @Test
    void noCellLeavesAsAFormulaAndEveryCellComesBackAsItWas() {
        for (String cell : List.of("=1+1", "+81 3", "-1", "@x", "＝HYPERLINK", "＠x", "'=1", "\t=1", "\r=1")) {
            assertThat(CsvCells.guarded(cell)).as(cell).isEqualTo("'" + cell);
        }
        assertThat(CsvCells.guarded("O'Brien - 1")).isEqualTo("O'Brien - 1");
        assertThat(CsvCells.guarded("'quoted'")).isEqualTo("'quoted'");
        Random random = new Random(4180);
        for (int i = 0; i < 2_000; i++) {
            String cell = IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(_ -> String.valueOf("'=+-@a,\"＝株".charAt(random.nextInt(10))))
                    .collect(Collectors.joining());
            assertThat(CsvCells.unguarded(CsvCells.guarded(cell))).isEqualTo(cell);
            assertThat(CsvCells.guarded(cell)).doesNotStartWith("=").doesNotStartWith("＝");
            assertThat(read(CsvCells.table(List.of(List.of("a", "b"), List.of(cell, "x"))))
                            .rows()
                            .getFirst()
                            .cells())
                    .containsExactly(cell, "x");
        }
    }

    private static ImportSheet read(String text) {
        return ImportSheet.read(text.getBytes(UTF_8));
    }

    private static Refusal.Invalid refused(String text) {
        return catchThrowableOfType(Refusal.Invalid.class, () -> read(text));
    }
}
