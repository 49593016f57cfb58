package org.chosei.registry.upkeep;

import static org.chosei.testing.TestOrganisations.COORDINATOR;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chosei.access.Purpose;
import org.chosei.access.Role;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.demo.MailSink;
import org.chosei.identity.TestPerson;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.reading.IncomingMail;
import org.chosei.testing.Application;
import org.chosei.testing.Browser;
import org.chosei.testing.Mails;
import org.chosei.testing.Post;
import org.chosei.testing.TestVendor;

/** A server whose contacts grow old, the CSIRT's coordinator, and vendors that registered over the pages. */
final class UpkeepRoom implements AutoCloseable {
    private static final Pattern LINK = Pattern.compile("/contact-check/[A-Za-z0-9_-]{43}");

    final Application application = Application.start();
    final Post post = new Post(application);
    final TestPerson coordinator =
            TestPerson.joined(application, "Cora", "cora@csirt.example", COORDINATOR, Role.COORDINATOR);
    private int vendors;

    /** The coordinator's browser, signed in anew: months may have passed. */
    Browser staff() {
        Browser browser = application.browser();
        coordinator.signIn(browser);
        return browser;
    }

    TestVendor vendor() {
        vendors++;
        return TestVendor.registered(
                application, staff(), "Keeping Maker " + vendors, "keeping" + vendors + ".example");
    }

    Browser signedIn(TestVendor vendor) {
        Browser browser = application.browser();
        vendor.responsible().signIn(browser);
        return browser;
    }

    /** What the recurring job does. */
    void ask() {
        Scopes.as(
                new Scope.System(Purpose.UPKEEP),
                () -> application.bean(StaleContacts.class).run());
    }

    /** Mails of this subject to the address, once there are so many. */
    List<MailSink.Message> await(String address, String subject, int count) {
        return Post.await("not " + count + " mails about " + subject, () -> {
            List<MailSink.Message> found = mails(address, subject);
            return found.size() < count ? java.util.Optional.empty() : java.util.Optional.of(found);
        });
    }

    List<MailSink.Message> mails(String address, String subject) {
        return application.outside().messagesTo(address).stream()
                .filter(message -> ((IncomingMail) IncomingMail.read(message.bytes()))
                        .subject()
                        .contains(subject))
                .toList();
    }

    static String text(MailSink.Message message) {
        return ((IncomingMail) IncomingMail.read(message.bytes())).text().text();
    }

    static String link(MailSink.Message message) {
        Matcher link = LINK.matcher(text(message));
        if (!link.find()) {
            throw new AssertionError("no link in " + text(message));
        }
        return link.group();
    }

    /** Sends back a mail that has left, as a server that knows no such mailbox. */
    void bounce(MailSink.Message message) {
        String id =
                ((IncomingMail) IncomingMail.read(message.bytes())).messageId().orElseThrow();
        Post.await(
                "not noted as handed over",
                () -> java.util.Optional.of(post.count(
                                "select count(*) from clear_letter where state = 'HANDED_OVER' and message_id = '" + id
                                        + "'"))
                        .filter(count -> count == 1));
        post.deliver("bounces@csirt.example", Mails.bounce(message.bytes()));
    }

    Freshness fresh(OrganisationId organisation, Instant at) {
        return post.asStaff(() -> application
                .bean(ContactUpkeep.class)
                .fresh(Set.of(organisation), at)
                .get(organisation));
    }

    Freshness fresh(TestVendor vendor) {
        return fresh(vendor.id(), application.clock().instant());
    }

    /** Where staff find it. */
    boolean isListed(TestVendor vendor, String show) {
        return !staff().get("/contact-upkeep?show=" + show)
                .html()
                .select("[data-organisation=" + vendor.id() + "]")
                .isEmpty();
    }

    <T> T asStaff(Supplier<T> work) {
        return post.asStaff(work);
    }

    @Override
    public void close() {
        application.close();
    }
}
