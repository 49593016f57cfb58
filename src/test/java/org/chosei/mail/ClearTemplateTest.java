package org.chosei.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClearTemplateTest {
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("team", "Example CSIRT"),
            Map.entry("organisation", "株式会社例"),
            Map.entry("person", "山田 太郎"),
            Map.entry("inviter", "招待工業株式会社"),
            Map.entry("number", "CHS-2026-00012"),
            Map.entry("link", "https://csirt.example/invitation?token=a_b-c"),
            Map.entry("until", "2026-12-01 17:00 JST (2026-12-01T08:00Z)"),
            Map.entry("received", "2026-12-01 17:00 JST"),
            Map.entry(
                    "items",
                    "1-2: Team, item 2 (E-mail): nothing is filled in.\n2-4: Person, item 4 (E-mail): nothing."),
            Map.entry("cases", "CHS-2026-00012 [PSIRT-7]\nCHS-2026-00013"),
            Map.entry("at", "2026-12-01 17:00 (+09:00)"),
            Map.entry("fingerprint", "AB12 CD34 AB12 CD34 AB12 CD34 AB12 CD34 AB12 CD34"),
            Map.entry("statement", "I agree to the text.\nSHA-256:\n" + "a".repeat(64)),
            Map.entry("text", "The text\n\nof https://csirt.example/ itself."));

    @ParameterizedTest
    @EnumSource
    void everyTemplateIsWholeInBothLanguages(ClearTemplate template) {
        for (Locale locale : Arrays.asList(Locale.JAPANESE, Locale.ENGLISH, null, Locale.FRENCH)) {
            ClearMail mail = template.render(locale, needed(template));
            assertThat(mail.subject()).isNotBlank().doesNotContain("{", "\n");
            assertThat(mail.body()).doesNotContain("{", "}").endsWith("\n-- \nExample CSIRT\n");
            template.required().forEach(name -> assertThat(mail.body()).contains(VALUES.get(name)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noTextNamesAProductOrAFlaw(ClearTemplate template) {
        ClearMail mail = template.render(null, needed(template));
        assertThat(mail.subject() + mail.body())
                .doesNotContainIgnoringCase("product", "製品", "CVE", "CVSS", "exploit", "欠陥", "overflow", "injection");
    }

    @Test
    void anUnknownLanguageGetsBoth() {
        ClearMail mail = ClearTemplate.RECEIPT.render(null, needed(ClearTemplate.RECEIPT));
        assertThat(mail.subject()).isEqualTo("メール受信のお知らせ / Your mail has arrived");
        assertThat(mail.body()).contains("ご担当者各位", "-".repeat(70), "To whom it may concern,");
        assertThat(ClearTemplate.RECEIPT
                        .render(Locale.JAPAN, needed(ClearTemplate.RECEIPT))
                        .body())
                .doesNotContain("To whom");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ja,株式会社例,-,株式会社例 御中",
                "ja,-,山田 太郎,山田 太郎 様",
                "ja,-,山田 太郎様,山田 太郎様",
                "ja,株式会社例 御中,-,株式会社例 御中",
                "ja,株式会社例,山田 太郎,株式会社例|山田 太郎 様",
                "ja,-,-,ご担当者各位",
                "en,Example Inc.,-,'Dear Example Inc. team,'",
                "en,-,Taro Yamada,'Dear Taro Yamada,'"
            })
    void oneHonorificALine(String language, @Nullable String organisation, @Nullable String person, String expected) {
        var variables = new HashMap<>(needed(ClearTemplate.RECEIPT));
        if (organisation != null) {
            variables.put("organisation", organisation);
        }
        if (person != null) {
            variables.put("person", person);
        }
        assertThat(ClearTemplate.RECEIPT.render(Locale.of(language), variables).body())
                .startsWith(expected.replace('|', '\n') + "\n\n");
    }

    @Test
    void theReadersOwnNumberStandsInSubjectAndBody() {
        var variables = new HashMap<>(needed(ClearTemplate.NOTICE));
        variables.putAll(OwnNumber.variables("PSIRT-2026/7"));
        ClearMail mail = ClearTemplate.NOTICE.render(Locale.ENGLISH, variables);
        assertThat(mail.subject()).isEqualTo("[CHS-2026-00012] [PSIRT-2026/7] Please log in to read");
        assertThat(mail.body()).contains("Your own number of this case: PSIRT-2026/7\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the parser overflow",
                "脆弱性-1",
                "https://elsewhere.example",
                "] Urgent",
                "a\nSubject:x",
                "",
                "a234567890b234567890c234567890d234567890e234567890f234567890g2345"
            })
    void anOwnNumberThatIsNoPlainTokenDoesNotLeaveInClear(String number) {
        assertThat(OwnNumber.plain(number)).isEmpty();
        assertThat(OwnNumber.variables(number)).isEmpty();
        var variables = new HashMap<>(needed(ClearTemplate.NOTICE));
        variables.put("own", number);
        assertThatThrownBy(() -> ClearTemplate.NOTICE.render(Locale.ENGLISH, variables))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aMissingVariableIsRefused(ClearTemplate template) {
        for (String name : template.required()) {
            var variables = new HashMap<>(needed(template));
            variables.remove(name);
            assertThatThrownBy(() -> template.render(Locale.ENGLISH, variables))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name.toUpperCase(Locale.ROOT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownVariableIsRefused(ClearTemplate template) {
        var unknown = Stream.concat(Stream.of("product", "title", "TEAM", ""), VALUES.keySet().stream())
                .filter(name -> !template.required().contains(name))
                .filter(name -> !name.equals("person") && !name.equals("organisation"))
                .toList();
        assertThat(unknown).hasSizeGreaterThanOrEqualTo(4);
        for (String name : unknown) {
            var variables = new HashMap<>(needed(template));
            variables.put(name, VALUES.getOrDefault(name, "x"));
            assertThatThrownBy(() -> template.render(Locale.ENGLISH, variables))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @MethodSource
    void aValueWithoutItsFormIsRefused(String name, String value) {
        var variables = new HashMap<>(needed(ClearTemplate.NOTICE));
        variables.put(name, value);
        assertThatThrownBy(() -> ClearTemplate.NOTICE.render(Locale.ENGLISH, variables))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Arguments> aValueWithoutItsFormIsRefused() {
        return Stream.of(
                Arguments.of("team", "two\nlines"),
                Arguments.of("team", "x".repeat(121)),
                Arguments.of("team", " "),
                Arguments.of("team", "see https://evil.example"),
                Arguments.of("person", "a\u0000b"),
                Arguments.of("person", "a\u202eb"),
                Arguments.of("organisation", "a\u2028b"),
                Arguments.of("number", "heap overflow"),
                Arguments.of("number", "CHS-1\r\nBcc: x@y.example"),
                Arguments.of("link", "javascript:alert(1)"),
                Arguments.of("link", "https://csirt.example/ and more words"));
    }

    @Test
    void aDeadlineIsNoPlaceForASentence() {
        var variables = new HashMap<>(needed(ClearTemplate.INVITATION));
        variables.put("until", "the parser fix is out");
        assertThatThrownBy(() -> ClearTemplate.INVITATION.render(Locale.ENGLISH, variables))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("until");
    }

    @Test
    void aValueIsNeverFilledInAgain() {
        var variables = new HashMap<>(needed(ClearTemplate.NOTICE));
        variables.put("organisation", "{link} $1 \\");
        assertThat(ClearTemplate.NOTICE.render(Locale.ENGLISH, variables).body())
                .startsWith("Dear {link} $1 \\ team,\n");
    }

    private static Map<String, String> needed(ClearTemplate template) {
        return template.required().stream()
                .collect(Collectors.toMap(name -> name, name -> java.util.Objects.requireNonNull(VALUES.get(name))));
    }
}
