package org.chosei.registry;

import java.nio.charset.StandardCharsets;
import org.chosei.kernel.Sha256;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.Claim;
import org.chosei.mail.reading.Mailbox;
import org.chosei.registry.ArrivedForms.Arrival;
import org.chosei.registry.Registration.Source;
import org.chosei.registry.blanks.BlankForms;
import org.chosei.registry.form.Consent;
import org.chosei.registry.form.ContactPointForm;
import org.springframework.stereotype.Component;

/** Takes mails that hold a contact-point form, or answer for one that was handed in. */
@Component
class RegistrationByMail implements Claim {
    /** Below this a form without its consent may as well be a signature with a name, a phone number and an address. */
    private static final int SURELY_A_FORM = 5;

    private final ArrivedForms arrived;
    private final ArrivedReplies replies;
    private final BlankForms blanks;

    RegistrationByMail(ArrivedForms arrived, ArrivedReplies replies, BlankForms blanks) {
        this.arrived = arrived;
        this.replies = replies;
        this.blanks = blanks;
    }

    @Override
    public Order order() {
        return Order.FORM;
    }

    @Override
    public Answer consider(ArrivedMail mail) {
        return switch (mail.content()) {
            case ArrivedMail.Content.Unreadable _ -> new Answer.NotMine();
            case ArrivedMail.Content.Readable readable ->
                switch (replies.take(mail, readable.mail())) {
                    case ArrivedReplies.Look.Kept(boolean again) ->
                        new Answer.Taken(again ? "registry.reply-kept-again" : "registry.reply-kept");
                    case ArrivedReplies.Look.None _ -> consider(mail, blanks.read(readable.mail()));
                    case ArrivedReplies.Look.Strange(String reason, boolean open) -> {
                        Answer form = open ? new Answer.NotMine() : consider(mail, blanks.read(readable.mail()));
                        yield form instanceof Answer.NotMine ? new Answer.ForTheDesk(reason, null) : form;
                    }
                };
        };
    }

    private Answer consider(ArrivedMail mail, BlankForms.Read read) {
        ContactPointForm form = read.form();
        boolean isForm = form.filled() >= SURELY_A_FORM
                || (form.filled() > 0 && form.consent().state() != Consent.State.MISSING);
        if (!isForm) {
            return new Answer.NotMine();
        }
        String sender = mail.outer().from().map(Mailbox::address).orElse(null);
        Arrival arrival = new Arrival(key(mail, form), Source.MAIL, sender, mail.raw(), mail.arrivedAt(), null);
        return new Answer.Taken(
                arrived.take(arrival, read.blank(), form).again() ? "registry.taken-again" : "registry.taken");
    }

    /**
     * The same message may come on two ways with different headers; but a Message-ID is anybody's to copy, so the words
     * must be the same too, or something would be lost.
     */
    private static String key(ArrivedMail mail, ContactPointForm form) {
        return mail.outer()
                .messageId()
                .map(id -> "message:"
                        + Sha256.hex((id + "\n" + form.consent() + "\n" + FormJson.answers(form.answers()))
                                .getBytes(StandardCharsets.UTF_8)))
                .orElse("mail:" + mail.sha256());
    }
}
