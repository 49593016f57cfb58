package org.chosei.mail;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.crypto.SmimeMessages;
import org.chosei.kernel.OrganisationId;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.DeliveryStore.Body;
import org.chosei.mail.DueStore.Due;
import org.chosei.mail.DueStore.Turn;
import org.chosei.mail.TeamWays.Way;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Mail of cases. The room that decides is asked again just before; without it nothing leaves. */
@Component
class EncryptedQueue implements OutgoingQueue {
    private final DueStore store;
    private final RecentBodies bodies;
    private final DeliveryNumberStore numbers;
    private final FurtherStore further;
    private final ObjectProvider<MaySend> maySend;
    private final ObjectProvider<TeamWays> ways;
    private final MailSettings settings;
    private final Ledger ledger;
    private final InstantSource clock;
    /** After whose turn the next batch begins; lanes that each began at the first would pass over what the others hold. */
    private volatile Turn after = Turn.FIRST;

    EncryptedQueue(
            DueStore store,
            RecentBodies bodies,
            DeliveryNumberStore numbers,
            FurtherStore further,
            ObjectProvider<MaySend> maySend,
            ObjectProvider<TeamWays> ways,
            MailSettings settings,
            Ledger ledger,
            InstantSource clock) {
        this.store = store;
        this.bodies = bodies;
        this.numbers = numbers;
        this.further = further;
        this.maySend = maySend;
        this.ways = ways;
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public Batch next(int limit) {
        MaySend gate = maySend.getIfAvailable();
        List<Due> due = gate == null ? List.of() : due(limit);
        if (gate == null || due.isEmpty()) {
            return new Batch(0, List.of());
        }
        Set<UUID> allowed = gate.allowed(due.stream()
                .map(each -> new MaySend.Candidate(
                        each.id(), each.caseId(), each.wave(), each.organisation(), each.fingerprint()))
                .toList());
        holdBack(due.stream().filter(each -> !allowed.contains(each.id())).toList());
        return new Batch(
                due.size(),
                outgoing(
                        due.stream().filter(each -> allowed.contains(each.id())).toList()));
    }

    /**
     * Nobody is left behind: after a batch that is not full, and after one that was given up, the next begins at the first again.
     */
    private List<Due> due(int limit) {
        Turn from = after;
        List<Due> due = store.lockDue(limit, clock.instant(), from);
        after = due.size() < limit ? Turn.FIRST : due.getLast().turn();
        TransactionSynchronizationManager.registerSynchronization(new GivenUp());
        return due.isEmpty() && !from.equals(Turn.FIRST) ? store.lockDue(limit, clock.instant(), Turn.FIRST) : due;
    }

    private final class GivenUp implements TransactionSynchronization {
        @Override
        public void afterCompletion(int status) {
            if (status != STATUS_COMMITTED) {
                after = Turn.FIRST;
            }
        }
    }

    private void holdBack(List<Due> refused) {
        if (!refused.isEmpty()) {
            store.holdBack(refused.stream().map(Due::id).toList());
            refused.forEach(each -> ledger.append(entry(each, "mail.held-back")));
        }
    }

    private List<Outgoing> outgoing(List<Due> leaving) {
        if (leaving.isEmpty()) {
            return List.of();
        }
        Map<UUID, Body> written = bodies.of(leaving.stream().map(Due::body).collect(Collectors.toSet()));
        Map<UUID, String> own = numbers.of(leaving.stream().map(Due::id).toList());
        Map<OrganisationId, Way> wished = wished(leaving);
        return leaving.stream()
                .map(each -> outgoing(
                        each,
                        Objects.requireNonNull(written.get(each.body())),
                        own.getOrDefault(each.id(), ""),
                        wished.getOrDefault(each.organisation(), Way.PLAIN)))
                .toList();
    }

    private Map<OrganisationId, Way> wished(List<Due> leaving) {
        TeamWays teams = ways.getIfAvailable();
        return teams == null
                ? Map.of()
                : teams.of(leaving.stream().map(Due::organisation).collect(Collectors.toSet()));
    }

    /** A further address that took the mail at an earlier try, or refused it for good, is not asked again. */
    private Outgoing outgoing(Due due, Body body, String own, Way way) {
        return new Outgoing(
                due.id(),
                due.address(),
                way.further().stream()
                        .filter(each -> !each.equalsIgnoreCase(due.address())
                                && !due.settled().contains(each))
                        .toList(),
                way.onlyEncrypted(),
                () -> render(due, body, own),
                due.tries(),
                due.firstTryAt(),
                due.late(),
                kind -> entry(due, kind));
    }

    /** The same bytes at every try: the date is the instant from which the mail was to leave. */
    private byte[] render(Due due, Body body, String own) {
        MailHeaders headers = new MailHeaders(
                settings.from(),
                due.address(),
                due.replyTo().isBlank() ? null : due.replyTo(),
                due.messageId(),
                due.notBefore(),
                Map.of());
        return switch (body.format()) {
            case OPENPGP, OPENPGP_AEAD ->
                MimeWriter.encrypted(
                        headers, body.outerSubject(), own, body.armor().to(due.sessionKey()));
            case SMIME_GCM, SMIME_CBC ->
                MimeWriter.enveloped(
                        headers,
                        body.outerSubject(),
                        own,
                        body.format(),
                        SmimeMessages.message(due.sessionKey(), body.ciphertext(), body.format()));
        };
    }

    @Override
    public void record(List<Outcome> outcomes) {
        store.record(outcomes);
        further.record(outcomes);
        OutcomeEntries.of(outcomes).forEach(ledger::append);
    }

    private static Entry entry(Due due, String kind) {
        Entry entry = Entry.of(due.caseId(), kind)
                .about("organisation", due.organisation())
                .about("delivery", due.id());
        return due.wave() == null ? entry : entry.about("wave", due.wave());
    }
}
