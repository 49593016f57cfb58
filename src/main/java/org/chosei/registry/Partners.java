package org.chosei.registry;

import java.time.InstantSource;
import java.util.Locale;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.Organisation.Kind;
import org.chosei.registry.keys.Keys;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Partner CSIRTs, which do not register themselves: staff add them. */
@Component
@Transactional
public class Partners {
    private final Organisations organisations;
    private final ContactStore contacts;
    private final Keys keys;
    private final InstantSource clock;

    Partners(Organisations organisations, ContactStore contacts, Keys keys, InstantSource clock) {
        this.organisations = organisations;
        this.contacts = contacts;
        this.keys = keys;
        this.clock = clock;
    }

    /** A partner as staff enter it; of the two names one may be empty, and the certificate may follow later. */
    public record NewPartner(String nameJa, String nameEn, String email, Locale language, byte[] certificate) {}

    /** Adds the partner with its key, which still has to be proved. */
    public OrganisationId add(NewPartner partner) {
        String nameJa = Words.name("nameJa", partner.nameJa());
        String nameEn = Words.name("nameEn", partner.nameEn());
        if (nameJa.isEmpty() && nameEn.isEmpty()) {
            throw new Refusal.Invalid("nameJa", "registry-name-missing");
        }
        String email = Words.requireAddress("email", partner.email());
        OrganisationId id = new OrganisationId(Uuid7.at(clock.instant()));
        organisations.add(new Organisation(id, Kind.PARTNER_CSIRT, nameJa, nameEn, null), OrganisationState.ACTIVE);
        contacts.add(Contact.team(Uuid7.at(clock.instant()), id, email, "", "", partner.language()));
        if (partner.certificate().length > 0) {
            keys.upload(id, partner.certificate(), Contact.Role.TEAM);
        }
        return id;
    }
}
