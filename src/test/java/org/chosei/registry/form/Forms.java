package org.chosei.registry.form;

import java.util.Map;
import org.chosei.registry.form.ContactPointForm.PrimaryContact;
import org.chosei.registry.form.ContactPointForm.Team;

/** Filled forms for tests. */
public final class Forms {
    public static final Team TEAM = new Team("株式会社サンプル", "vh@sample.co.jp", "03-1234-5678", "〒100-0001 東京都千代田区1-2-3");
    public static final PrimaryContact CONTACT =
            new PrimaryContact("山田 太郎", "品質保証部", "部長", "yamada@sample.co.jp", "03-1234-5679 内線 12", "東京都千代田区1-2-4");

    /** In the shape of the forms that CSIRTs hand out: starred headings of uneven length, a hint between the items. */
    public static final String PAPER = """
            連絡体制の登録
            Registration

            ABC-CSIRT が提携先から受け取った未公開の情報を、公表前に
            当社へ連絡することに同意します。
            We agree that ABC-CSIRT sends us undisclosed information
            of its partners before publication.

            ***窓口の情報 (Team Contact)****

            1. 企業名称 (Firm)：
            2. 連絡先メールアドレス (Team e-mail address)：

            *チームのアドレス (例) vh@ --御社名--.co.jp などが望ましい。

            3. 電話番号 (Telephone Number)：
            4. 住所 (Mail address)：


            ***対応責任者 (Person in charge)****

            1. 氏名 (Name)：
            2. 所属 (Affiliation)：
            3. 役職 (Title)：
            4. 連絡先メールアドレス (Contact e-mail address)：
            5. 電話番号 (Telephone Number)：
            6. 住所 (Mail Address)：


            直接の連絡を妨げるものではありません。
            Direct contact is not precluded.
            """;

    private Forms() {}

    /** The shipped form, filled in Japanese under labels in both languages. */
    public static String japanese() {
        return fill(
                FormTemplate.contactPoint().blank(),
                Map.of(
                        "1. 組織名", "株式会社サンプル",
                        "2. 連絡先メールアドレス", "vh@sample.co.jp",
                        "3. 電話番号", "03-1234-5678",
                        "4. 住所", "〒100-0001\n東京都千代田区1-2-3",
                        "1. 氏名", "山田 太郎",
                        "2. 所属", "品質保証部",
                        "3. 役職", "部長",
                        "4. 連絡先メールアドレス", "yamada@sample.co.jp",
                        "5. 電話番号", "03-1234-5679 内線 12",
                        "6. 住所", "東京都千代田区1-2-4"));
    }

    /** Writes each value behind the colon of the line that starts with its key. */
    public static String fill(String blank, Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        for (String line : blank.split("\n", -1)) {
            String value = values.entrySet().stream()
                    .filter(it -> line.startsWith(it.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
            filled.append(line).append(value).append('\n');
        }
        return filled.toString();
    }
}
