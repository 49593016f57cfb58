package org.chosei.distribution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.chosei.access.Role;
import org.chosei.cases.CoordinatedCase;
import org.chosei.conversation.Messages;
import org.chosei.conversation.ThreadId;
import org.chosei.conversation.Threads;
import org.chosei.demo.MailSink;
import org.chosei.distribution.Vendors.Vendor;
import org.chosei.identity.TestPerson;
import org.chosei.mail.Deliveries;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Gpg;
import org.chosei.testing.TestOrganisations;

/** A running server with its relay, a coordinator at a browser, and two vendors with gpg and a browser each. */
public final class WaveDesk implements AutoCloseable {
    public static final Duration SOON = Duration.ofSeconds(60);

    public final Application application = Application.start();
    public final MailSink sink = application.outside();
    public final Vendors vendors = new Vendors(application::bean);
    public final Gpg curveKeyring = new Gpg();
    public final Gpg rsaKeyring = new Gpg();
    public final Vendor curve = vendors.active("Curve", curveKeyring);
    public final Vendor rsa = vendors.active("Rivest", rsaKeyring, userId -> rsaKeyring.generateRsa(userId, 3072));
    public final Browser coordinator = TestPerson.joined(
                    application, "Cora", "cora@csirt.example", TestOrganisations.COORDINATOR, Role.COORDINATOR)
            .browser();
    public final Browser curvePerson = member(curve);
    public final Browser rsaPerson = member(rsa);

    public Browser member(Vendor vendor) {
        return TestPerson.joined(
                        application, "Member of " + vendor.name(), "member-" + vendor.email(), vendor.id(), Role.MEMBER)
                .browser();
    }

    /** A case with an embargo of 30 days. */
    public CoordinatedCase openCase() {
        return vendors.openCase(30);
    }

    public Wave plan(CoordinatedCase of, Vendor... to) {
        return vendors.plan(of, SOON, to);
    }

    /** The last second in which nobody may see anything. */
    public void oneSecondBefore(Wave wave) {
        application.stopAt(wave.visibleFrom().minusSeconds(1));
    }

    /** The very first instant in which all see it. */
    public void at(Wave wave) {
        application.stopAt(wave.visibleFrom());
    }

    /**
     * Waits until every staged job that is due has ended. A mail that something stages in a moment at which the clock stands is looked
     * for only when it goes on.
     */
    public void settled() {
        await(() ->
                vendors.asStaff(() -> vendors.sql().sql("""
                        select count(*) from scheduled_tasks
                         where task_name in ('mail.drain', 'mail.clear', 'distribution.portal-notices', 'distribution.embargo-letters')
                           and (execution_time < chosei_now() or execution_time = chosei_now() and task_name <> 'mail.clear')
                        """).query(Long.class).single()) == 0);
    }

    public static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen in 30 seconds");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** The mails about this case that reached a vendor's mailbox. */
    public List<MailSink.Message> mails(CoordinatedCase of, Vendor vendor) {
        return sink.messagesTo(vendor.email()).stream()
                .filter(message -> text(message).contains("[" + of.number() + "]"))
                .toList();
    }

    public static String text(MailSink.Message message) {
        return new String(message.bytes(), java.nio.charset.StandardCharsets.US_ASCII);
    }

    public static String header(MailSink.Message message, String name) {
        String head = text(message).split("\r\n\r\n", 2)[0].replaceAll("\r\n[ \t]+", " ");
        List<String> found = new ArrayList<>();
        for (String line : head.split("\r\n", -1)) {
            if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                found.add(line.substring(name.length() + 1).strip());
            }
        }
        return String.join(" | ", found);
    }

    public List<Deliveries.Delivery> deliveries(CoordinatedCase of) {
        return vendors.asStaff(() -> application.bean(Deliveries.class).of(of.id()));
    }

    public Deliveries.State delivery(CoordinatedCase of, Vendor vendor) {
        return deliveries(of).stream()
                .filter(each -> each.organisation().equals(vendor.id()))
                .findFirst()
                .orElseThrow()
                .state();
    }

    public ThreadId thread(CoordinatedCase of, Vendor vendor) {
        return vendors.asStaff(
                () -> application.bean(Threads.class).of(of.id(), vendor.id()).orElseThrow());
    }

    /** A file that the coordinator put into the vendor's thread; its path. */
    public String file(CoordinatedCase of, Vendor vendor) {
        ThreadId thread = thread(of, vendor);
        return vendors.asStaff(() -> {
            Messages messages = application.bean(Messages.class);
            messages.post(
                    thread,
                    "For you",
                    List.of(new Messages.NewFile(
                            "proof.txt", "payload".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
            return "/files/"
                    + messages.read(thread).getLast().files().getFirst().id();
        });
    }

    public static String page(CoordinatedCase of) {
        return "/our-cases/" + of.id();
    }

    public boolean sees(Browser browser, CoordinatedCase of) {
        int status = browser.get(page(of)).status();
        if (status != 200 && status != 404) {
            throw new AssertionError("neither seen nor not found: " + status);
        }
        return status == 200;
    }

    public Instant now() {
        return vendors.now();
    }

    @Override
    public void close() {
        application.close();
        curveKeyring.close();
        rsaKeyring.close();
    }
}
