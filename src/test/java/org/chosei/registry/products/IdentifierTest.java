package org.chosei.registry.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.chosei.kernel.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import us.springett.parsers.cpe.Cpe;
import us.springett.parsers.cpe.CpeParser;

/** Names of packages and products, read strictly; CPE names are read by an independent parser too. */
class IdentifierTest {
    private static final int ROUNDS = 2_000;
    private static final String PUNCTUATION = "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~";
    private static final String PLAIN = "abcxyz0189._-";

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "pkg:maven/org.example/Lib@1.2 pkg:maven/org.example/Lib@1.2 pkg:maven/org.example/Lib 1.2",
                "PKG://GitHub/Example/Tool pkg:github/example/tool pkg:github/example/tool ''",
                "pkg:pypi/My_Package@2 pkg:pypi/my-package@2 pkg:pypi/my-package 2",
                "pkg:npm/%40scope/name@3.0.0-rc.1 pkg:npm/%40scope/name@3.0.0-rc.1 pkg:npm/%40scope/name 3.0.0-rc.1",
                "pkg:deb/debian/curl@7.50.3-1?distro=jessie&arch=i386 pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie pkg:deb/debian/curl 7.50.3-1",
                "pkg:golang/example.org/a/b@v1#sub/dir pkg:golang/example.org/a/b@v1#sub/dir pkg:golang/example.org/a/b v1",
                "cpe:2.3:a:Acme:Router_OS:1.0:*:*:*:*:*:*:* cpe:2.3:a:acme:router_os:1.0:*:*:*:*:*:*:* cpe:a:acme:router_os 1.0",
                "cpe:2.3:o:acme:os:-:*:*:ja-jp:*:*:*:* cpe:2.3:o:acme:os:-:*:*:ja-jp:*:*:*:* cpe:o:acme:os ''",
                "cpe:2.3:a:acme:c\\+\\+:2.*:sp1:*:*:*:*:*:* cpe:2.3:a:acme:c\\+\\+:2.*:sp1:*:*:*:*:*:* cpe:a:acme:c\\+\\+ 2.*:sp1",
                "cpe:/a:acme:router_os cpe:2.3:a:acme:router_os:*:*:*:*:*:*:*:* cpe:a:acme:router_os ''",
                "cpe:/a:acme:c%2b%2b:1.%02 cpe:2.3:a:acme:c\\+\\+:1.*:*:*:*:*:*:*:* cpe:a:acme:c\\+\\+ 1.*",
                "cpe:/a:acme:x:1::~~online~win~x64~ cpe:2.3:a:acme:x:1:*:*:*:online:win:x64:* cpe:a:acme:x 1",
            })
    void isBroughtToItsCanonicalForm(String typed, String canonical, String key, String version) {
        Identifier read = Identifier.read(typed, 1, "identifiers");
        assertThat(read.canonical()).isEqualTo(canonical);
        assertThat(read.packageKey()).isEqualTo(key);
        assertThat(read.version()).isEqualTo(version);
        Identifier again = Identifier.read(read.canonical(), 1, "identifiers");
        assertThat(again).as("read again it is the same").isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lodash|kind|1",
                "pkg:maven|purl-name|10",
                "pkg:/@1|purl-type|6",
                "pkg:ma ven/x|character|7",
                "pkg:ma_ven/x|purl-type|7",
                "pkg:1maven/x|purl-type|5",
                "pkg:npm/|purl-name|9",
                "pkg:npm/@1|purl-name|9",
                "pkg:npm/a@|purl-version|10",
                "pkg:npm/a%4|purl-percent|10",
                "pkg:npm/a?b|purl-qualifier|11",
                "pkg:npm/a?1b=2|purl-qualifier|11",
                "pkg:npm/a?b=1&B=2|purl-qualifier-twice|15",
                "pkg:npm/ａ|character|9",
                "cpe:2.4:a:b:c|cpe-version|1",
                "cpe:2.3:x:b:c:*:*:*:*:*:*:*:*|cpe-part|9",
                "cpe:2.3:*:b:c:*:*:*:*:*:*:*:*|cpe-part|9",
                "cpe:2.3:a:*:c:*:*:*:*:*:*:*:*|cpe-wide|11",
                "cpe:2.3:a:b:c*:*:*:*:*:*:*:*:*|cpe-wide|13",
                "cpe:2.3:a:b:c|cpe-parts|14",
                "cpe:2.3:a:b:c:*:*:*:*:*:*:*:*:*|cpe-parts|31",
                "cpe:2.3:a:b:c::*:*:*:*:*:*:*|cpe-empty|15",
                "cpe:2.3:a:b:c:1*2:*:*:*:*:*:*:*|cpe-wildcard|16",
                "cpe:2.3:a:b:c:**:*:*:*:*:*:*:*|cpe-wildcard|15",
                "cpe:2.3:a:b:c+:1:*:*:*:*:*:*:*|cpe-quote|14",
                "cpe:2.3:a:b:c:\\q:*:*:*:*:*:*:*|cpe-quote|15",
                "cpe:2.3:a:b:c:1:*:*:english:*:*:*:*|cpe-language|21",
                "cpe:/a:b|cpe-empty|9",
                "cpe:/a::c|cpe-empty|8",
                "cpe:/a:b:c:%zz|cpe-percent|12",
                "cpe:/a:b:c:%1f|cpe-percent|12",
                "cpe:/a:b:c:1!|cpe-uri-character|13",
                "cpe:/a:b:c:1:2:3:en:x|cpe-uri-parts|22",
                "cpe:/a:b:c:1::~a~b|cpe-packed|15",
            })
    void saysWhatIsWrongAndWhere(String typed, String code, int character) {
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> Identifier.read(typed, 7, "identifiers"))
                .satisfies(refusal -> {
                    assertThat(refusal.slug()).isEqualTo("identifier-" + code);
                    assertThat(refusal.field()).isEqualTo("identifiers");
                    assertThat(refusal.arguments().subList(0, 2)).containsExactly(7, character);
                });
    }

    @Test
    void canonicalFormThatItsEscapesMakeTooLongIsRefused() {
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> Identifier.read("pkg:npm/a@" + "(".repeat(400), 3, "identifiers"))
                .satisfies(refusal -> {
                    assertThat(refusal.slug()).isEqualTo("identifier-long");
                    assertThat(refusal.arguments()).containsExactly(3, 1001, "1000");
                });
    }

    /** Whatever is drawn: it is refused as a refusal, or its canonical form is read again as itself. */
    @Test
    void anyTextIsEitherRefusedOrStableWhenReadAgain() {
        SplittableRandom random = new SplittableRandom(11);
        List<String> seeds = List.of(
                "pkg:maven/org.example/lib@1.2?a=b#c", "cpe:2.3:a:b:c:1:*:*:*:*:*:*:*", "cpe:/a:b:c:1:2:~a~b~c~d~e");
        int read = 0;
        for (int round = 0; round < ROUNDS * 5; round++) {
            StringBuilder text = new StringBuilder(seeds.get(round % seeds.size()));
            for (int slip = random.nextInt(4); slip > 0; slip--) {
                int at = random.nextInt(text.length());
                String by = (PUNCTUATION + PLAIN + "A日\u0000\u202e")
                        .substring(random.nextInt(40))
                        .substring(0, 1);
                text.replace(at, at + random.nextInt(2), by);
            }
            try {
                Identifier identifier = Identifier.read(text.toString(), 1, "identifiers");
                read++;
                assertThat(Identifier.read(identifier.canonical(), 1, "identifiers"))
                        .as(text.toString())
                        .isEqualTo(identifier);
                assertThat(identifier.packageKey()).as(text.toString()).isNotBlank();
            } catch (Refusal.Invalid refusal) {
                assertThat(refusal.slug()).startsWith("identifier-");
                assertThat((Integer) refusal.arguments().get(1)).isBetween(1, text.length() + 1);
            }
        }
        assertThat(read).isBetween(ROUNDS, ROUNDS * 5 - ROUNDS);
    }

    /** Names drawn by the grammar of NIST IR 7695: the independent parser reads the same attributes out of both. */
    @Test
    void everyNameOfTheGrammarIsReadAsAnIndependentParserReadsIt() throws Exception {
        SplittableRandom random = new SplittableRandom(23);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> values = new ArrayList<>(List.of(List.of("a", "o", "h").get(random.nextInt(3))));
            for (int attribute = 1; attribute < 11; attribute++) {
                values.add(attribute == 6 ? language(random) : value(random, attribute));
            }
            String name = "cpe:2.3:" + String.join(":", values);
            Identifier read = Identifier.read(name, 1, "identifiers");
            Cpe theirs = CpeParser.parse(name);
            Cpe ours = CpeParser.parse(read.canonical());
            assertThat(ours.toCpe23FS().toLowerCase(Locale.ROOT))
                    .as(name)
                    .isEqualTo(theirs.toCpe23FS().toLowerCase(Locale.ROOT));
            assertThat(read.canonical()).isEqualTo(read.canonical().toLowerCase(Locale.ROOT));
        }
    }

    /** Both bindings of one name mean one thing. */
    @Test
    void uriAndFormattedStringOfOneNameAreTheSame() throws Exception {
        SplittableRandom random = new SplittableRandom(31);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> values = new ArrayList<>(List.of("a"));
            for (int attribute = 1; attribute < 11; attribute++) {
                values.add(attribute == 6 ? language(random) : value(random, attribute));
            }
            String name = "cpe:2.3:" + String.join(":", values);
            String uri = CpeParser.parse(name).toCpe22Uri();
            assertThat(Identifier.read(uri, 1, "identifiers"))
                    .as(name + " as " + uri)
                    .isEqualTo(Identifier.read(name, 1, "identifiers"));
        }
    }

    private static String language(SplittableRandom random) {
        return List.of("*", "-", "ja", "en-us", "es-419").get(random.nextInt(5));
    }

    private static String value(SplittableRandom random, int attribute) {
        int kind = random.nextInt(6);
        if (attribute > 2 && kind < 2) {
            return kind == 0 ? "*" : "-";
        }
        StringBuilder value = new StringBuilder("v");
        for (int length = random.nextInt(8); length > 0; length--) {
            boolean plain = random.nextInt(3) > 0;
            // the other parser takes a quoted star beside a wildcard for two wildcards
            String from = plain ? PLAIN : PUNCTUATION.replace("*", "");
            value.append(plain ? "" : "\\").append(from.charAt(random.nextInt(from.length())));
        }
        if (attribute > 2 && kind == 2) {
            return random.nextBoolean() ? value.append('*').toString() : "?" + value + "??";
        }
        return value.toString();
    }
}
