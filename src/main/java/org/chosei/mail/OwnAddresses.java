package org.chosei.mail;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Which recipients are ours: the address people see, the one bounces return to, and reply addresses with a token. */
@Component
class OwnAddresses {
    private static final Pattern REPLY = Pattern.compile("reply\\+[a-z0-9]{1,64}");

    private final Set<String> localParts;
    private final Set<String> domains;

    OwnAddresses(MailSettings settings) {
        String from = bare(settings.from());
        String bounces = bare(settings.envelopeFrom());
        this.localParts = new HashSet<>(List.of(localPart(from), localPart(bounces)));
        this.domains = new HashSet<>(List.of(settings.domain().toLowerCase(Locale.ROOT), domain(from)));
    }

    boolean include(String recipient) {
        String address = recipient.toLowerCase(Locale.ROOT);
        String local = localPart(address);
        return address.contains("@")
                && domains.contains(domain(address))
                && (localParts.contains(local) || isReply(address));
    }

    /** Whether it has the form of a reply address, whether or not its token was ever given out. */
    static boolean isReply(String recipient) {
        return REPLY.matcher(localPart(recipient.toLowerCase(Locale.ROOT))).matches();
    }

    private static String bare(String mailbox) {
        int open = mailbox.lastIndexOf('<');
        String address = open < 0 ? mailbox : mailbox.substring(open + 1, mailbox.lastIndexOf('>'));
        return address.strip().toLowerCase(Locale.ROOT);
    }

    private static String localPart(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? address : address.substring(0, at);
    }

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
