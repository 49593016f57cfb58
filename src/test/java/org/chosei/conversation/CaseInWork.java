package org.chosei.conversation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.access.Role;
import org.chosei.cases.Cases;
import org.chosei.cases.CoordinatedCase;
import org.chosei.cases.NewCase;
import org.chosei.demo.MailSink;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.Tlp;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Gpg;
import org.chosei.testing.Mails;
import org.chosei.testing.Post;
import org.chosei.testing.TestVendor;

/** A server with a coordinator, three vendors with keys of their own, and cases that were distributed to some of them. */
final class CaseInWork implements AutoCloseable {
    private static final Pattern REPLY_TO =
            Pattern.compile("(?m)^Reply-To: (reply\\+[a-z2-7]{26}@csirt\\.example)\r?$");

    final Application application = Application.start();
    final Post post = new Post(application);
    final Browser coordinator = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR)
            .browser();
    final Party a = party("Asahi", "asahi.example");
    final Party b = party("Hidden", "hidden.example");
    final Party c = party("Third", "third.example");
    final CoordinatedCase shared = open("Shared matter", a, b, c);
    final CoordinatedCase onlyA = open("Matter of one", a);

    /** A vendor with its mail program. */
    record Party(TestVendor vendor, Gpg gpg, String key, String us) {

        /** A mail of this vendor as its program encrypts and signs it. */
        byte[] signed(String text) {
            return signedEntity(Mails.entity("Re: notice", text));
        }

        byte[] signedEntity(String entity) {
            return Mails.pgpMime(vendor.team(), "...", armored(entity));
        }

        byte[] armored(String entity) {
            return gpg.encryptAndSign(entity.getBytes(UTF_8), us, key);
        }
    }

    private Party party(String name, String domain) {
        Gpg gpg = new Gpg();
        String key = gpg.generateCurve25519(name + " <vh@" + domain + ">");
        byte[] ours = application.browser().get("/openpgp-key.asc").body().getBytes(US_ASCII);
        String us = gpg.runWith(ours, "--import").status().stream()
                .filter(line -> line.startsWith("IMPORT_OK"))
                .map(line -> line.split(" ", -1)[2])
                .findFirst()
                .orElseThrow();
        TestVendor vendor = TestVendor.registered(application, coordinator, name, domain);
        vendor.prove(gpg, key);
        return new Party(vendor, gpg, key, us);
    }

    CoordinatedCase open(String title, Party... vendors) {
        Instant now = application.clock().instant();
        CoordinatedCase opened = post.asStaff(() -> application
                .bean(Cases.class)
                .open(new NewCase(title, "Summary of it", "Pump", Tlp.AMBER, COORDINATOR, "", null, now)));
        distribute(opened, title, vendors);
        for (Party vendor : vendors) {
            awaitMail(vendor, opened, 1);
        }
        return opened;
    }

    /** A wave, and its instant comes. */
    void distribute(CoordinatedCase opened, String title, Party... vendors) {
        Instant now = application.clock().instant();
        LocalDateTime instant =
                LocalDateTime.ofInstant(now.plusSeconds(60), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        List<String> fields = new ArrayList<>(
                List.of("titleJa", "脆弱性", "bodyJa", "本文です。", "titleEn", title, "bodyEn", "Body.", "zone", "UTC"));
        fields.addAll(List.of("instant", instant.toString()));
        for (Party vendor : vendors) {
            fields.addAll(List.of("vendor", vendor.vendor().id().toString()));
        }
        Browser.Page planned = coordinator.post("/cases/" + opened.id() + "/waves", fields.toArray(String[]::new));
        if (planned.status() != 303) {
            throw new AssertionError("no wave: " + planned.text());
        }
        application.advance(Duration.ofMinutes(2));
    }

    /** The {@code count}th encrypted mail to a vendor about a case. */
    MailSink.Message awaitMail(Party to, CoordinatedCase about, int count) {
        return Post.await("no mail " + count + " about " + about.number(), () -> {
            List<MailSink.Message> mails = mails(to, about);
            return mails.size() < count ? Optional.empty() : Optional.of(mails.get(count - 1));
        });
    }

    List<MailSink.Message> mails(Party to, CoordinatedCase about) {
        return application.outside().messagesTo(to.vendor().team()).stream()
                .filter(mail -> Post.text(mail).contains("X-Case-Tag: " + about.number()))
                .toList();
    }

    /** The address that answers to this mail go to. */
    static String replyTo(MailSink.Message mail) {
        Matcher address = REPLY_TO.matcher(Post.text(mail));
        if (!address.find()) {
            throw new AssertionError("no reply address in\n" + Post.text(mail));
        }
        return address.group(1);
    }

    /** The reply address of a vendor's notice. */
    String token(Party of, CoordinatedCase about) {
        return replyTo(awaitMail(of, about, 1));
    }

    /** The armored message in a mail. */
    static byte[] armored(MailSink.Message mail) {
        String text = Post.text(mail);
        String end = "-----END PGP MESSAGE-----";
        return text.substring(text.indexOf("-----BEGIN PGP MESSAGE-----"), text.indexOf(end) + end.length())
                .replace("\r\n", "\n")
                .concat("\n")
                .getBytes(US_ASCII);
    }

    /** What staff see of a vendor in a case. */
    Browser.Page staffPage(CoordinatedCase of, Party vendor) {
        return coordinator.get(staffPath(of, vendor));
    }

    static String staffPath(CoordinatedCase of, Party vendor) {
        return "/cases/" + of.id() + "/vendors/" + vendor.vendor().id();
    }

    Browser.Page vendorPage(CoordinatedCase of, Party vendor) {
        return vendor.vendor().browser().get("/our-cases/" + of.id());
    }

    /** Writes into the thread of this page as its form does, and lets the time to undo pass. */
    Browser.Page say(Browser browser, Browser.Page page, String text, Browser.File... files) {
        Browser.Page sent = write(browser, page, text, files);
        application.advance(Undo.PAUSE.plusSeconds(1));
        return sent;
    }

    /** Writes into the thread of this page as its form does; {@code form} is the page's own. */
    static Browser.Page write(Browser browser, Browser.Page page, String text, Browser.File... files) {
        var composer = page.html().expectFirst("form.composer");
        return browser.upload(
                composer.attr("action"),
                List.of(files),
                "form",
                composer.select("input[name=form]").val(),
                "back",
                composer.select("input[name=back]").val(),
                "text",
                text);
    }

    long messages() {
        return post.count("select count(*) from message");
    }

    long entries(CoordinatedCase of, String kind, String about) {
        return post.count("select count(*) from ledger_entry where chain = '" + of.id() + "' and kind = '" + kind
                + "' and subjects like '%" + about + "%'");
    }

    static String fresh() {
        return "words " + UUID.randomUUID();
    }

    @Override
    public void close() {
        List.of(a, b, c).forEach(party -> party.gpg().close());
        application.close();
    }
}
