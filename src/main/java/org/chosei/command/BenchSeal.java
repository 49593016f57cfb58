package org.chosei.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.chosei.crypto.EncryptedBody;
import org.chosei.crypto.KeyFitness;
import org.chosei.crypto.MessageArmor;
import org.chosei.crypto.OpenPgpKey;
import org.chosei.crypto.OpenPgpMessages;
import org.chosei.crypto.OwnKey;
import org.chosei.demo.GeneratedKeys;
import org.chosei.kernel.Tlp;
import org.chosei.mail.MailHeaders;
import org.chosei.mail.MimeWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Seals one notice for many recipients on one thread, from their stored certificates to the bytes that a relay gets: signed and
 * encrypted once, each certificate judged anew. Beside it one gpg process for each message, and the bare public-key operation.
 */
@Command(name = "seal")
final class BenchSeal extends Bench<BenchSeal.Figures> {
    private static final Aims AIMS = new Aims(40, 0.6);
    private static final int FEWEST = 10;
    private static final int MOST = 10_000;
    private static final int ROUNDS = 7;
    private static final int BYTES = 20_000;
    /** gpg is so slow that a part of the recipients tells its speed. */
    private static final int GPG_MESSAGES = 40;
    /** A server has sealed so many before it matters how fast it is. */
    private static final int WARM_UP = 6_000;

    /** Which keys the recipients have. */
    enum Mix {
        CV25519,
        RSA4096,
        /** Half and half. */
        MIXED;

        /** As it is typed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--recipients", defaultValue = "1000", paramLabel = "N")
    private int recipients;

    @Option(names = "--mix", defaultValue = "mixed", paramLabel = "MIX")
    private Mix mix = Mix.MIXED;

    @Override
    Optional<String> wrong(Texts texts) {
        return outside(recipients, FEWEST, MOST, texts, "bench.seal.number");
    }

    @Override
    String words(Texts texts, Figures figures) {
        return texts.of(
                "bench.seal.result",
                figures.recipients(),
                figures.mix(),
                figures.perSecond(),
                figures.gpgPerSecond(),
                figures.ratioToGpg(),
                AIMS.ratioToGpg(),
                figures.limitPerSecond(),
                figures.ratioToLimit(),
                AIMS.ratioToLimit());
    }

    @Override
    Figures measure(Texts texts, PrintWriter err) throws IOException, InterruptedException, GeneralSecurityException {
        Instant now = InstantSource.system().instant();
        err.println(texts.of("bench.seal.keys", recipients));
        List<byte[]> certificates = certificates(mix, recipients, now.minusSeconds(60)).stream()
                .map(OpenPgpKey::toBytes)
                .toList();
        OwnKey ours = OwnKey.generate("Centre <centre@bench.example>", now.minusSeconds(60));
        Notice notice = new Notice(ours, notice(), now);
        BareKeys bare = BareKeys.of(certificates);
        try (GpgPeer gpg = GpgPeer.create()) {
            List<String> names = known(gpg, ours, certificates, notice);
            err.println(texts.of("bench.seal.sealing", ROUNDS));
            for (int sealed = 0; sealed < WARM_UP; sealed += recipients) {
                notice.seal(certificates);
                bare.wrap();
            }
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                long atFirst = processorTime();
                double perSecond = perSecond(recipients, () -> notice.seal(certificates));
                long sealed = processorTime();
                double limit = perSecond(recipients, bare::wrap);
                long wrapped = processorTime();
                rounds.add(new Round(
                        perSecond,
                        perSecond(names.size(), () -> gpgEach(gpg, ours, names)),
                        limit,
                        (double) (wrapped - sealed) / (sealed - atFirst)));
            }
            return new Figures(
                    recipients,
                    mix.toString(),
                    BYTES,
                    ROUNDS,
                    medianOf(rounds, Round::ours),
                    medianOf(rounds, Round::gpg),
                    medianOf(rounds, Round::limit),
                    medianOf(rounds, round -> round.ours() / round.gpg()),
                    medianOf(rounds, Round::ofLimit),
                    AIMS);
        }
    }

    static List<OpenPgpKey> certificates(Mix mix, int number, Instant at) {
        return switch (mix) {
            case CV25519 -> GeneratedKeys.curve(number, at);
            case RSA4096 -> GeneratedKeys.rsa(number, at);
            case MIXED -> {
                List<OpenPgpKey> curve = GeneratedKeys.curve((number + 1) / 2, at);
                List<OpenPgpKey> rsa = GeneratedKeys.rsa(number / 2, at);
                List<OpenPgpKey> both = new ArrayList<>();
                for (int i = 0; i < number; i++) {
                    both.add((i % 2 == 0 ? curve : rsa).get(i / 2));
                }
                yield both;
            }
        };
    }

    private static String notice() {
        StringBuilder text = new StringBuilder("各位\n");
        Random random = new Random(1);
        while (text.length() < BYTES) {
            text.append(Long.toHexString(random.nextLong())).append('\n');
        }
        return text.toString();
    }

    /** A notice of ours, to be sealed again and again. */
    record Notice(OwnKey ours, String text, Instant now) {
        private static final String OUTER = MimeWriter.outerSubject(Tlp.AMBER, "CHS-2026-00001");

        byte[] entity() {
            return MimeWriter.inner(OUTER, OUTER + " Notice", text, List.of());
        }

        /** The last of the mails, so that no compiler finds the work to be for nothing. */
        byte[] seal(List<byte[]> certificates) {
            EncryptedBody body = OpenPgpMessages.encryptAndSign(entity(), ours, now);
            MessageArmor armor = new MessageArmor(body.packet());
            byte[] last = {};
            for (byte[] certificate : certificates) {
                OpenPgpKey key = OpenPgpKey.fromBytes(certificate);
                if (!(KeyFitness.of(key, now) instanceof KeyFitness.Fit fit)) {
                    throw new IllegalStateException("a generated key is not fit: " + key);
                }
                byte[] packet = OpenPgpMessages.addressTo(body.sessionKey(), key, fit);
                MailHeaders headers = new MailHeaders(
                        "Centre <centre@bench.example>",
                        "psirt@vendor.example",
                        null,
                        "<" + key.fingerprint() + "@bench.example>",
                        now,
                        Map.of());
                last = MimeWriter.encrypted(headers, OUTER, "", armor.to(packet));
            }
            return last;
        }
    }

    /** Makes our key and those of some recipients known to gpg; names the latter. */
    private static List<String> known(GpgPeer gpg, OwnKey ours, List<byte[]> certificates, Notice notice)
            throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        Path keys = gpg.home().resolve("keys.gpg");
        Files.write(keys, ours.toBytes());
        gpg.run("--import", keys.toString());
        for (byte[] certificate : certificates.subList(0, Math.min(GPG_MESSAGES, certificates.size()))) {
            Files.write(keys, certificate);
            gpg.run("--import", keys.toString());
            names.add(OpenPgpKey.fromBytes(certificate).fingerprint());
        }
        Files.writeString(gpg.home().resolve("entity"), new String(notice.entity(), US_ASCII), UTF_8);
        return names;
    }

    private static void gpgEach(GpgPeer gpg, OwnKey ours, List<String> names) throws IOException, InterruptedException {
        for (String name : names) {
            gpg.run(
                    "--armor",
                    "--local-user",
                    ours.fingerprint(),
                    "--recipient",
                    name,
                    "--output",
                    gpg.home().resolve("message.asc").toString(),
                    "--sign",
                    "--encrypt",
                    gpg.home().resolve("entity").toString());
        }
    }

    /** Of this thread: what others do on the machine meanwhile does not count. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private interface Work {
        void run() throws IOException, InterruptedException, GeneralSecurityException;
    }

    private static double perSecond(int number, Work work)
            throws IOException, InterruptedException, GeneralSecurityException {
        long start = System.nanoTime();
        work.run();
        return number / ((System.nanoTime() - start) / 1e9);
    }

    record Round(double ours, double gpg, double limit, double ofLimit) {}

    record Aims(double ratioToGpg, double ratioToLimit) {}

    /**
     * Medians over the rounds; all sides on one thread.
     *
     * @param perSecond messages of ours, ready for a relay, the one signature and encryption included
     * @param gpgPerSecond messages that gpg signed, encrypted and armored, each in a process of its own
     * @param limitPerSecond bare public-key operations over the same mix of keys: an X25519 key pair and agreement, or RSA
     * @param ratioToLimit by the processor time of the one thread
     */
    record Figures(
            int recipients,
            String mix,
            int bytes,
            int rounds,
            double perSecond,
            double gpgPerSecond,
            double limitPerSecond,
            double ratioToGpg,
            double ratioToLimit,
            Aims aims) {}
}
