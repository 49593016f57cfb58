package org.chosei.agreements;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chosei.agreements.Standing.Signed;
import org.chosei.kernel.OrganisationId;
import org.chosei.registry.Organisations;
import org.chosei.registry.Organisations.Registered;
import org.chosei.registry.Vetting;
import org.chosei.registry.Vettings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells the standing of organisations. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Standings {
    private final Organisations organisations;
    private final SignatureStore signatures;
    private final TextStore texts;
    private final Vettings vettings;
    private final InstantSource clock;

    Standings(
            Organisations organisations,
            SignatureStore signatures,
            TextStore texts,
            Vettings vettings,
            InstantSource clock) {
        this.vettings = vettings;
        this.organisations = organisations;
        this.signatures = signatures;
        this.texts = texts;
        this.clock = clock;
    }

    /** The standing of each, in a number of queries that does not grow with them; unknown organisations are absent. */
    public Map<OrganisationId, Standing> of(Collection<OrganisationId> ids) {
        return of(organisations.registered(ids));
    }

    Map<OrganisationId, Standing> of(Map<OrganisationId, Registered> known) {
        Map<OrganisationId, Map<AgreementKind, Signed>> signed = signed(known.keySet());
        Map<OrganisationId, Vetting> vetted = vettings.at(known.keySet(), clock.instant());
        Map<OrganisationId, Standing> standings = new LinkedHashMap<>();
        known.forEach((id, registered) -> {
            Map<AgreementKind, Signed> own = signed.getOrDefault(id, Map.of());
            standings.put(
                    id,
                    new Standing(
                            id,
                            registered.active(),
                            registered.registrationClass(),
                            own.get(AgreementKind.NOTE),
                            own.get(AgreementKind.NDA),
                            vetted.getOrDefault(id, Vetting.UNKNOWN)));
        });
        return standings;
    }

    private Map<OrganisationId, Map<AgreementKind, Signed>> signed(Collection<OrganisationId> ids) {
        Map<AgreementKind, Versions> versions = texts.versions();
        Instant now = clock.instant();
        Map<OrganisationId, Map<AgreementKind, Signed>> signed = new HashMap<>();
        for (SignatureStore.Held each : signatures.held(ids)) {
            signed.computeIfAbsent(each.organisation(), _ -> new EnumMap<>(AgreementKind.class))
                    .merge(
                            each.kind(),
                            Signed.of(each, versions.getOrDefault(each.kind(), Versions.NONE), now),
                            (one, other) -> one.version() > other.version() ? one : other);
        }
        return signed;
    }
}
