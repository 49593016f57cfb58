package org.chosei.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.chosei.registry.ImportProgress;
import org.chosei.registry.ImportSheet;
import org.chosei.registry.RegistryByCommand;

/** The demo's stage with a large generated registry on it, to measure how soon staff find somebody. */
public final class LargeRegistry implements AutoCloseable {
    private static final List<String> READINGS = List.of("アサヒ", "ミナト", "サクラ", "フジ", "ホクト", "ツバメ", "ハヤテ", "カガヤキ");
    private static final List<String> KANJI = List.of("朝日", "港", "桜", "富士", "北斗", "燕", "疾風", "輝");
    private static final List<String> TRADES = List.of("電機", "工業", "システム", "ソフトウェア", "通信", "精機", "製作所", "情報");

    /** As people type: kanji, kana of either width, romaji, English, a domain, an address, and what is not there. */
    private static final List<String> TYPED = List.of(
            "",
            "桜",
            "電機",
            "みなと",
            "ﾐﾅﾄ",
            "ツバメシステム",
            "minato",
            "tsubame shisutemu",
            "Maker 499",
            "o4321.example",
            "psirt@o77",
            "nothing-like-it");

    private static final int WARM_UP = 5;

    private final Stage stage;
    private final Person coordinator;

    private LargeRegistry(Stage stage, Person coordinator) {
        this.stage = stage;
        this.coordinator = coordinator;
    }

    /** Starts a server over a fresh database and signs a coordinator in. */
    public static LargeRegistry open() {
        Stage stage = Stage.open(Production.usual().withoutGnuPg().hasty());
        try {
            Person administrator = Cast.administrator(stage);
            return new LargeRegistry(
                    stage, Cast.invite(stage, administrator, "Chika", "coordinator@" + Stage.DOMAIN, "COORDINATOR"));
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    /** Brings in so many organisations as {@code registry import} does, and tells how long it took. */
    public Duration fill(int organisations, ImportProgress progress) {
        StringBuilder table = new StringBuilder("会社名,英文社名,よみがな,登録区分,メール,ドメイン\n");
        for (int i = 0; i < organisations; i++) {
            String trade = TRADES.get(i / 8 % TRADES.size());
            table.append("%s%s%d株式会社,Maker %d,%s%s,一般登録,psirt@o%d.example,o%d.example\n"
                    .formatted(KANJI.get(i % 8), trade, i, i, READINGS.get(i % 8), trade(trade), i, i));
        }
        ImportSheet sheet = ImportSheet.read(table.toString().getBytes(UTF_8));
        Instant begun = Instant.now();
        RegistryByCommand.Outcome outcome = RegistryByCommand.over(
                        stage.server().part(DataSource.class), InstantSource.system())
                .bring(sheet, false, Locale.ENGLISH, progress);
        StepFailed.unless(outcome.added() == organisations, "only %d organisations came in", outcome.added());
        return Duration.between(begun, Instant.now());
    }

    /** How the trade is read. */
    private static String trade(String kanji) {
        return switch (kanji) {
            case "電機" -> "デンキ";
            case "工業" -> "コウギョウ";
            case "通信" -> "ツウシン";
            case "精機" -> "セイキ";
            case "製作所" -> "セイサクショ";
            case "情報" -> "ジョウホウ";
            default -> kanji;
        };
    }

    /** Asks for the list and searches it in every spelling, that many times; how long each answer took over HTTP. */
    public List<Duration> answers(int rounds) {
        List<Duration> answers = new ArrayList<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            for (String typed : TYPED) {
                Instant asked = Instant.now();
                coordinator
                        .fetch("/organisations?q=" + URLEncoder.encode(typed, UTF_8))
                        .fine();
                if (round >= 0) {
                    answers.add(Duration.between(asked, Instant.now()));
                }
            }
        }
        return answers.stream().sorted().toList();
    }

    @Override
    public void close() {
        stage.close();
    }
}
