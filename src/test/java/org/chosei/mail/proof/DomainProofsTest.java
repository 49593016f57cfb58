package org.chosei.mail.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chosei.mail.proof.DkimFinding.Result;
import org.chosei.mail.proof.DomainProof.Outcome;
import org.chosei.mail.proof.DomainProof.Why;
import org.chosei.testing.Dkimpy;
import org.junit.jupiter.api.Test;

/** What a mail proves of its sender's domain; signed by dkimpy and by the RFC's own example. */
class DomainProofsTest {
    private static final Instant NOW = InstantSource.system().instant();
    private static final Dkimpy VENDOR = new Dkimpy(2048);
    private static final String MAIL = "From: =?UTF-8?B?5bGx55Sw?= <taro@vendor.example>\r\nTo: vh@csirt.example\r\n"
            + "Subject: =?ISO-2022-JP?B?GyRCRDQ6Ohsoqg==?=\r\nDate: Fri, 27 Nov 2026 10:00:00 +0900\r\n"
            + "Message-ID: <1@vendor.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
            + "調査中です。 \r\n\r\n二行目  と\t空白\r\n\r\n\r\n";

    private final Map<String, List<String>> zone =
            new HashMap<>(Map.of("s1._domainkey.vendor.example", List.of(VENDOR.record())));
    private boolean down;

    @Test
    void theExampleOfRfc8463HoldsWithItsEdwardsKeyAndNotWithItsShortRsaKey() {
        zone.put(
                "brisbane._domainkey.football.example.com",
                List.of("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="));
        zone.put(
                "test._domainkey.football.example.com",
                List.of("v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWR"
                        + "iGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutAC"
                        + "DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3"
                        + "Ip3G+2kryOTIKT+l/K4w3QIDAQAB"));

        DomainProof proof = of(RFC_8463);

        assertThat(proof.signatures())
                .extracting(DkimFinding::selector, DkimFinding::result)
                .containsExactly(tuple("brisbane", Result.VALID), tuple("test", Result.WEAK_KEY));
        assertThat(proof.outcome()).isEqualTo(Outcome.PROVED);
        assertThat(of(RFC_8463.replace("We lost", "We won ")).outcome()).isEqualTo(Outcome.NOT_PROVED);
    }

    @Test
    void aSignatureOfTheDomainItselfProvesItInEveryCanonicalForm() {
        for (String header : List.of("simple", "relaxed")) {
            for (String body : List.of("simple", "relaxed")) {
                DomainProof proof = of(signed("--hcanon", header, "--bcanon", body));

                assertThat(proof.why()).as(header + "/" + body).isEqualTo(Why.ALIGNED);
                assertThat(proof.domain()).isEqualTo("vendor.example");
            }
        }
    }

    @Test
    void whatWasChangedOnTheWayProvesNothing() {
        String mail = signed();

        assertThat(result(mail.replace("\t", "x"))).isEqualTo(Result.BODY_CHANGED);
        assertThat(result(mail.replace("To: vh@", "To: xx@"))).isEqualTo(Result.WRONG);
        assertThat(result(mail + "appended\r\n")).isEqualTo(Result.BODY_CHANGED);
    }

    @Test
    void aSecondFromOrASecondSubjectProvesNothingHoweverGoodTheSignatureIs() {
        assertThat(of("From: ceo@vendor.example\r\n" + signed()).why()).isEqualTo(Why.SEVERAL_FROM);
        assertThat(of("Subject: other\r\n" + signed()).why()).isEqualTo(Why.REPEATED_FIELD);
        assertThat(of(signed().replace("From: =?UTF-8?B?5bGx55Sw?= <", "From: ceo@bank.example <"))
                        .why())
                .isEqualTo(Why.SEVERAL_FROM);
    }

    @Test
    void aQuotedDomainBesideTheSignersInACommentProvesNothing() {
        zone.put("s1._domainkey.evil.example", List.of(VENDOR.record()));
        String forged = MAIL.replaceFirst("From: .*", "From: <victim@\"b.example\"> (attacker@evil.example)\r");

        DomainProof proof = of(text(VENDOR.sign(forged.getBytes(UTF_8), "s1", "evil.example")));

        assertThat(proof.outcome()).isEqualTo(Outcome.NOT_PROVED);
        assertThat(proof.why()).isEqualTo(Why.SEVERAL_FROM);
    }

    @Test
    void aStrangersValidSignatureSaysNothingOfTheSender() {
        zone.put("s1._domainkey.evil.example", List.of(VENDOR.record()));

        DomainProof proof = of(text(VENDOR.sign(MAIL.getBytes(UTF_8), "s1", "evil.example")));

        assertThat(proof.signatures().getFirst().result()).isEqualTo(Result.VALID);
        assertThat(proof.signatures().getFirst().aligned()).isFalse();
        assertThat(proof.why()).isEqualTo(Why.NOT_ALIGNED);
    }

    @Test
    void aSubdomainIsTheOrganisationsOwnOnlyWhereItsPolicySaysSo() {
        zone.put("s1._domainkey.mail.vendor.example", List.of(VENDOR.record()));
        String mail = text(VENDOR.sign(MAIL.getBytes(UTF_8), "s1", "mail.vendor.example"));

        assertThat(of(mail).why()).isEqualTo(Why.NOT_ALIGNED);
        zone.put("_dmarc.vendor.example", List.of("v=DMARC1; p=reject; adkim=s"));
        assertThat(of(mail).why()).isEqualTo(Why.NOT_ALIGNED);
        zone.put("_dmarc.vendor.example", List.of("v=DMARC1; p=reject"));
        DomainProof proof = of(mail);
        assertThat(proof.why()).isEqualTo(Why.ALIGNED);
        assertThat(proof.policy()).isEqualTo("reject");
    }

    @Test
    void neighboursUnderAPublicSuffixAreNotOneOrganisation() {
        zone.put("_dmarc.example", List.of("v=DMARC1; p=none; psd=y"));
        zone.put("_dmarc.vendor.example", List.of("v=DMARC1; p=none"));
        zone.put("s1._domainkey.evil.example", List.of(VENDOR.record()));
        zone.put("s1._domainkey.mail.vendor.example", List.of(VENDOR.record()));

        assertThat(of(text(VENDOR.sign(MAIL.getBytes(UTF_8), "s1", "evil.example")))
                        .why())
                .isEqualTo(Why.NOT_ALIGNED);
        assertThat(of(text(VENDOR.sign(MAIL.getBytes(UTF_8), "s1", "mail.vendor.example")))
                        .why())
                .isEqualTo(Why.ALIGNED);
    }

    @Test
    void openEndedWeakRevokedExpiredAndUnpublishedSignaturesProveNothing() {
        String good = signed();

        assertThat(result(good.replaceFirst("v=1;", "v=1; l=10;"))).isEqualTo(Result.LENGTH_LIMITED);
        assertThat(result(good.replaceFirst("a=rsa-sha256", "a=rsa-sha1"))).isEqualTo(Result.WEAK_ALGORITHM);
        assertThat(result(good.replaceFirst("v=1;", "v=1; x=1;"))).isEqualTo(Result.EXPIRED);
        assertThat(result(good.replaceFirst("v=1;", "v=1; v=1;"))).isEqualTo(Result.MALFORMED);
        zone.put("s1._domainkey.vendor.example", List.of("v=DKIM1; p="));
        assertThat(result(good)).isEqualTo(Result.KEY_REVOKED);
        zone.put("s1._domainkey.vendor.example", List.of(VENDOR.record(), VENDOR.record()));
        assertThat(result(good)).isEqualTo(Result.BAD_KEY);
        zone.remove("s1._domainkey.vendor.example");
        assertThat(result(good)).isEqualTo(Result.NO_KEY);
        zone.put("s1._domainkey.vendor.example", List.of(new Dkimpy(1024).record()));
        assertThat(result(good)).isEqualTo(Result.WEAK_KEY);
    }

    @Test
    void aSubjectThatNobodySignedProvesNothing() {
        String mail =
                text(VENDOR.sign(MAIL.replaceFirst("Subject: .*\r\n", "").getBytes(UTF_8), "s1", "vendor.example"));

        assertThat(of(mail).why()).isEqualTo(Why.ALIGNED);
        assertThat(of("Subject: forged\r\n" + mail).outcome()).isEqualTo(Outcome.NOT_PROVED);
    }

    @Test
    void whenDnsDoesNotAnswerNothingIsKnownAndNothingIsProved() {
        String mail = signed();
        down = true;

        assertThat(of(mail).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(of(MAIL).why()).isEqualTo(Why.UNSIGNED);
    }

    @Test
    void aChainOfSealsIsToldAndNobodyIsBelievedForIt() {
        zone.put("s1._domainkey.list.example", List.of(VENDOR.record()));
        String sealed = text(VENDOR.seal(
                ("Authentication-Results: list.example; dkim=pass header.d=vendor.example\r\n" + signed())
                        .getBytes(ISO_8859_1),
                "s1",
                "list.example"));

        assertThat(of(sealed).arc()).isEqualTo(new ArcFinding(ArcFinding.State.HOLDS, List.of("list.example")));
        assertThat(of(sealed.replaceFirst("dkim=pass", "dkim=fail")).arc().state())
                .isEqualTo(ArcFinding.State.BROKEN);
        DomainProof changed = of(sealed + "footer of the list\r\n");
        assertThat(changed.outcome()).isEqualTo(Outcome.NOT_PROVED);
        assertThat(changed.arc().state()).isEqualTo(ArcFinding.State.BROKEN);
    }

    @Test
    void aHundredSignaturesCostNoMoreThanEight() {
        String one = "DKIM-Signature: v=1; a=rsa-sha256; d=vendor.example; s=%d; h=from:subject; bh=; b=AAAA\r\n";
        var mail = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            mail.append(one.formatted(i));
        }

        assertThat(of(mail + MAIL).signatures()).hasSize(8);
    }

    @Test
    void noMutationOfASignedMailIsProvedOrThrows() {
        byte[] mail = signed().getBytes(ISO_8859_1);
        var random = new java.util.Random(7);
        int proved = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] mutant = mail.clone();
            int at = random.nextInt(mutant.length);
            mutant[at] = (byte) random.nextInt(256);
            DomainProof proof = DomainProofs.of(mutant, this::ask, NOW);
            proved += proof.outcome() == Outcome.PROVED && !fold(mutant).equals(fold(mail)) ? 1 : 0;
        }
        assertThat(proved).isZero();
    }

    /** Changes of case in names and of white space change nothing for a relaxed reader. */
    private static String fold(byte[] mail) {
        return new String(mail, ISO_8859_1).toLowerCase(java.util.Locale.ROOT).replaceAll("[\\s\\x00=]+", "");
    }

    private Result result(String mail) {
        return of(mail).signatures().getFirst().result();
    }

    private String signed(String... options) {
        return text(VENDOR.sign(MAIL.getBytes(UTF_8), "s1", "vendor.example", options));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private DomainProof of(String mail) {
        return DomainProofs.of(mail.getBytes(ISO_8859_1), this::ask, NOW);
    }

    private DnsTexts.Answer ask(String name) {
        return down ? new DnsTexts.Unavailable() : new DnsTexts.Texts(zone.getOrDefault(name, List.of()));
    }

    private static final String RFC_8463 = """
            DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=brisbane; t=1528637909; h=from : to :
             subject : date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
             Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=test; t=1528637909; h=from : to : subject :
             date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
             DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
             dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>

            Hi.

            We lost the game.  Are you hungry yet?

            Joe.
            """.replace("\n", "\r\n");
}
