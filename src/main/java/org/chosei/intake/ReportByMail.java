package org.chosei.intake;

import java.util.Optional;
import org.chosei.crypto.SignatureFinding;
import org.chosei.kernel.OrganisationId;
import org.chosei.mail.ArrivedMail;
import org.chosei.mail.Claim;
import org.springframework.stereotype.Component;

/**
 * Takes report forms of partner CSIRTs that were encrypted to us and signed by one of the partner's proved keys. What
 * lacks one of these lies on the desk with the reason; a case is opened by a person only.
 */
@Component
class ReportByMail implements Claim {
    private final Partners partners;
    private final Reports reports;

    ReportByMail(Partners partners, Reports reports) {
        this.partners = partners;
        this.reports = reports;
    }

    @Override
    public Order order() {
        return Order.PARTNER_REPORT;
    }

    @Override
    public Answer consider(ArrivedMail mail) {
        String address = mail.outer().from().map(from -> from.address()).orElse("");
        return switch (mail.content()) {
            case ArrivedMail.Content.Unreadable _ ->
                partners.byAddress(address).filter(Partners.Sender::partner).isPresent()
                        ? desk("unreadable")
                        : new Answer.NotMine();
            case ArrivedMail.Content.Readable readable ->
                PartnerReport.in(address, readable.mail(), mail.arrivedAt())
                        .map(read -> consider(mail, readable, read))
                        .orElseGet(Answer.NotMine::new);
        };
    }

    private Answer consider(ArrivedMail mail, ArrivedMail.Content.Readable content, PartnerReport.Read read) {
        Optional<Partners.Sender> sender = partners.byAddress(read.report().sender());
        if (sender.isEmpty()) {
            return desk("unknown-sender");
        }
        if (!sender.get().partner()) {
            return desk("not-a-partner");
        }
        if (!content.encrypted()) {
            return desk("not-encrypted");
        }
        return switch (content.signedBy(sender.get().keys(), mail.arrivedAt())) {
            case SignatureFinding.Good good -> file(mail, sender.get().organisation(), read, good);
            case SignatureFinding.None _ -> desk("unsigned");
            case SignatureFinding.UnknownKey _ -> desk("unknown-key");
            case SignatureFinding.Bad _ -> desk("bad-signature");
            case SignatureFinding.KeyExpired _ -> desk("expired-key");
            case SignatureFinding.KeyRevoked _ -> desk("revoked-key");
            case SignatureFinding.TooWeak _ -> desk("weak-signature");
        };
    }

    private Answer file(
            ArrivedMail mail, OrganisationId partner, PartnerReport.Read read, SignatureFinding.Good signature) {
        return reports.file(mail, partner, read, signature)
                ? new Answer.Taken("intake.filed")
                : new Answer.Taken("intake.filed-again");
    }

    private static Answer desk(String reason) {
        return new Answer.ForTheDesk("intake.desk." + reason, null);
    }
}
