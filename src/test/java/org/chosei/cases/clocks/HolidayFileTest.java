package org.chosei.cases.clocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.time.LocalDate;
import org.chosei.kernel.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolidayFileTest {
    private static final String TABLE = "国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/1/1,元日\r\n2026/9/22,休日\r\n2026/11/23,勤労感謝の日\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"windows-31j", "Shift_JIS", "UTF-8"})
    void theCabinetOfficesTableIsReadInAnyOfItsEncodings(String charset) {
        HolidayFile file = HolidayFile.read(TABLE.getBytes(Charset.forName(charset)));
        assertThat(file.problems()).isEmpty();
        assertThat(file.holidays())
                .containsExactly(
                        new Holiday(LocalDate.parse("2026-01-01"), "元日"),
                        new Holiday(LocalDate.parse("2026-09-22"), "休日"),
                        new Holiday(LocalDate.parse("2026-11-23"), "勤労感謝の日"));
    }

    @Test
    void byteOrderMarkIsNoPartOfTheHeader() {
        assertThat(HolidayFile.read(("\uFEFF" + TABLE).getBytes(UTF_8)).holidays())
                .hasSize(3);
    }

    @Test
    void everyRowThatIsWrongIsNamedWithItsReason() {
        String table =
                "date,name\n2026/1/1,元日\n2026/2/30,None\n2026-01-01,Again\nsoon,When\n2026/5/3,\n2026/5/4,a,b\n9999/1/1,Far\n";
        HolidayFile file = HolidayFile.read(table.getBytes(UTF_8));
        assertThat(file.problems())
                .extracting(each -> each.row() + " " + each.code())
                .containsExactly("3 DATE", "4 TWICE", "5 DATE", "6 NAME", "7 COLUMNS", "8 YEAR");
        assertThat(file.holidays()).hasSize(1);
    }

    @Test
    void tableWithoutAHeaderIsRefusedSoThatItsFirstHolidayIsNotLost() {
        byte[] table = "2026/1/1,元日\n2026/1/12,成人の日\n".getBytes(UTF_8);
        assertThatThrownBy(() -> HolidayFile.read(table))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class,
                        refusal -> assertThat(refusal.slug()).isEqualTo("holidays-header"));
    }
}
