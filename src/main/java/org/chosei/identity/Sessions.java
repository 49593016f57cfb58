package org.chosei.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.chosei.access.Purpose;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.web.SignedIn;
import org.chosei.web.Site;
import org.chosei.web.Who;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Tells who sends a request: one look-up for each, by the cookie's token. */
@Component
class Sessions implements SignedIn {
    private static final Duration NAMES_KEPT = Duration.ofMinutes(1);

    private final SessionCookie cookie;
    private final SessionStore store;
    private final OrganisationNames names;
    private final TransactionOperations transaction;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Map<Asked, Answer> answered = new ConcurrentHashMap<>();

    Sessions(
            SessionCookie cookie,
            SessionStore store,
            OrganisationNames names,
            TransactionOperations transaction,
            InstantSource clock,
            Site site) {
        this.cookie = cookie;
        this.store = store;
        this.names = names;
        this.transaction = transaction;
        this.clock = clock;
        this.zone = site.zone();
    }

    private record Asked(OrganisationId organisation, Locale locale) {}

    private record Answer(String name, Instant until) {}

    @Override
    public Optional<Who> find(HttpServletRequest request) {
        return cookie.read(request).flatMap(this::live).map(session -> {
            Locale locale = session.locale();
            ZoneId own = session.zone();
            return new Who(
                    session.scope(),
                    session.name(),
                    organisation(session.scope(), Locale.JAPANESE),
                    organisation(session.scope(), Locale.ENGLISH),
                    locale,
                    own == null ? zone : own,
                    session.several(),
                    session.keys());
        });
    }

    private Optional<SessionStore.Session> live(Token token) {
        return Scopes.as(new Scope.System(Purpose.SIGN_IN), () -> transaction.execute(_ -> store.find(token)));
    }

    /** Asked again after a minute, not with every request. */
    private String organisation(Scope.Person person, Locale locale) {
        Asked asked = new Asked(person.organisation(), locale);
        Answer known = answered.get(asked);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.name();
        }
        String name = Scopes.as(person, () -> transaction.execute(_ -> names.name(person.organisation(), locale)));
        answered.put(asked, new Answer(name, clock.instant().plus(NAMES_KEPT)));
        return name;
    }
}
