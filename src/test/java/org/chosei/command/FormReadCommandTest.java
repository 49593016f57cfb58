package org.chosei.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.chosei.registry.form.FormTemplate;
import org.chosei.registry.form.Forms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormReadCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void eachFileBecomesOneLineOfJson() throws IOException {
        Path text = file("form.txt", Forms.japanese().getBytes(Charset.forName("Shift_JIS")));
        Path mail = file("form.eml", mail());
        assertThat(run("--json", text.toString(), mail.toString())).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode first = JsonMapper.shared().readTree(lines.getFirst());
        assertThat(first.propertyNames())
                .containsExactly("file", "charset", "language", "team", "primaryContact", "consent", "problems");
        assertThat(first.get("team").propertyNames())
                .containsExactly("organizationName", "email", "phone", "postalAddress");
        assertThat(first.get("primaryContact").propertyNames())
                .containsExactly("name", "affiliation", "title", "email", "phone", "postalAddress");
        assertThat(first.get("file").asString()).isEqualTo(text.toString());
        assertThat(first.get("language").asString()).isEqualTo("both");
        assertThat(first.get("consent").asString()).isEqualTo("intact");
        assertThat(first.at("/team/organizationName").asString()).isEqualTo("株式会社サンプル");
        JsonNode second = JsonMapper.shared().readTree(lines.get(1));
        assertThat(second.get("charset").asString()).isEqualTo("ISO-2022-JP");
        assertThat(second.at("/primaryContact/phone").asString()).isEqualTo("03-1234-5679 内線 12");
    }

    @Test
    void absentValuesAreNullAndProblemsSayWhy() throws IOException {
        Path text = file("form.txt", "1. 組織名：\n2. 連絡先メールアドレス：vh\n".getBytes(UTF_8));
        assertThat(run("--json", text.toString())).isZero();
        JsonNode line = JsonMapper.shared().readTree(out.toString());
        assertThat(line.at("/team/organizationName").isNull()).isTrue();
        assertThat(line.at("/team/email").asString()).isEqualTo("vh");
        assertThat(line.at("/problems/0/field").asString()).isEqualTo("team.organizationName");
        assertThat(line.at("/problems/0/code").asString()).isEqualTo("missing");
        assertThat(line.at("/problems/1/code").asString()).isEqualTo("malformed");
        assertThat(line.at("/problems/1/message").asString()).isNotBlank();
    }

    @Test
    void standardInputIsReadAsMailOrText() {
        assertThat(run(new ByteArrayInputStream(mail()), "--json", "-")).isZero();
        assertThat(JsonMapper.shared()
                        .readTree(out.toString())
                        .at("/team/email")
                        .asString())
                .isEqualTo("vh@sample.co.jp");
        out.getBuffer().setLength(0);
        assertThat(run(new ByteArrayInputStream(Forms.japanese().getBytes(UTF_8)), "--json", "-"))
                .isZero();
        assertThat(JsonMapper.shared().readTree(out.toString()).get("charset").asString())
                .isEqualTo("UTF-8");
    }

    @Test
    void aFileThatIsNotThereIsNotShownAsAnEmptyForm() {
        assertThat(run("none.txt")).isEqualTo(3);
        assertThat(out.toString().lines()).hasSize(3).last().asString().isEmpty();
        assertThat(out.toString()).startsWith("none.txt").contains("  ! ");
    }

    @Test
    void exitCodesTellWhatHappened() throws IOException {
        Path good = file("good.txt", Forms.japanese().getBytes(UTF_8));
        Path broken = file("broken.eml", ("Subject: a\u0000b\n\n").getBytes(US_ASCII));
        String none = folder.resolve("none.txt").toString();
        assertThat(run("--json", none)).isEqualTo(3);
        assertThat(run("--json", broken.toString())).isEqualTo(1);
        assertThat(run("--json", good.toString(), none)).isEqualTo(6);
        assertThat(run("--json")).isEqualTo(2);
        assertThat(run("--json", "--template", none, good.toString())).isEqualTo(3);
        assertThat(run("--json", "--template", broken.toString(), good.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("numbered lines");
    }

    @Test
    void theShippedBlankServesAsTemplate() throws IOException {
        Path blank = file("blank.txt", FormTemplate.contactPoint().blank().getBytes(UTF_8));
        Path filled = file("filled.txt", Forms.japanese().getBytes(UTF_8));
        assertThat(run("--json", "--template", blank.toString(), filled.toString()))
                .isZero();
        JsonNode line = JsonMapper.shared().readTree(out.toString());
        assertThat(line.get("consent").asString()).isEqualTo("intact");
        assertThat(line.get("problems").size()).isZero();
    }

    @Test
    void peopleGetTextWithEveryFieldAndVisibleTricks() throws IOException {
        Path text = file("form.txt", Forms.japanese().replace("部長", "部\u202E長").getBytes(UTF_8));
        assertThat(run(text.toString())).isZero();
        assertThat(out.toString()).contains("株式会社サンプル", "部[U+202E]長", "Title", "intact");
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] mail() {
        return ("From: a@sample.co.jp\nSubject: x\nContent-Type: text/plain; charset=iso-2022-jp\n\n"
                        + Forms.japanese())
                .getBytes(Charset.forName("ISO-2022-JP"));
    }

    private int run(String... args) {
        return run(InputStream.nullInputStream(), args);
    }

    private int run(InputStream in, String... args) {
        return new CommandLine(new FormReadCommand(in))
                .setExecutionExceptionHandler(new Failures(Texts.in(Locale.ENGLISH)))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
