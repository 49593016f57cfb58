package org.chosei.registry.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.access.Scopes;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Refusal;
import org.chosei.registry.OpenCases;
import org.chosei.registry.OpenCases.OpenCase;
import org.chosei.registry.Organisation;
import org.chosei.registry.Organisation.Kind;
import org.chosei.registry.Organisation.RegistrationClass;
import org.chosei.registry.Organisations;
import org.chosei.registry.Vetting;
import org.chosei.registry.vetting.Confirmations;
import org.chosei.registry.vetting.Recorded;
import org.chosei.registry.vetting.Result;
import org.chosei.registry.vetting.VettingRecord;
import org.chosei.registry.vetting.VettingRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what staff see of an organisation's vetting: what is on record, what is missing, and who may do it. */
@Component
@Transactional
public class VettingPages {
    private final Organisations organisations;
    private final VettingRecords records;
    private final Confirmations confirmations;
    private final ActorNames actors;
    private final OpenCases cases;
    private final InstantSource clock;

    VettingPages(
            Organisations organisations,
            VettingRecords records,
            Confirmations confirmations,
            ActorNames actors,
            OpenCases cases,
            InstantSource clock) {
        this.cases = cases;
        this.clock = clock;
        this.organisations = organisations;
        this.records = records;
        this.confirmations = confirmations;
        this.actors = actors;
    }

    /**
     * The vetting of one organisation.
     *
     * @param records oldest first
     * @param me the reader, as {@code Scope.actor()} writes it
     * @param cases those that are open to it
     */
    public record Page(
            Organisation organisation,
            Vetting vetting,
            List<VettingRecord> records,
            List<Confirmations.Said> said,
            Map<String, String> actors,
            String me,
            List<OpenCase> cases,
            Instant now) {

        /** Whether a meeting and documents are asked for: a general registration shows much more. */
        public boolean needsMeeting() {
            return organisation.registrationClass() == RegistrationClass.GENERAL;
        }

        /** What counts of this kind, newest last. */
        public List<VettingRecord> counting(Result.Kind kind) {
            return Recorded.counting(records, kind);
        }

        /** Whether somebody did not stand by the registration, and nobody confirmed it since. */
        public boolean denied() {
            return !vetting.state().vetted()
                    && records.stream().anyMatch(each -> each.result() == Result.NOT_CONFIRMED);
        }

        /** How many of the open cases it sees already. */
        public long seeing() {
            return cases.stream().filter(each -> !each.from().isAfter(now)).count();
        }

        /** How many it will see when the instant of a planned wave has come. */
        public long coming() {
            return cases.size() - seeing();
        }

        /** Whether there is nothing left to do but to confirm. */
        public boolean complete() {
            boolean met = !counting(Result.Kind.MEETING).isEmpty()
                    && !counting(Result.Kind.DOCUMENT).isEmpty();
            return !counting(Result.Kind.CALL_BACK).isEmpty() && (met || !needsMeeting());
        }

        /** Whether the reader is another person than one who called, and so may confirm. */
        public boolean another() {
            return counting(Result.Kind.CALL_BACK).stream()
                    .anyMatch(call -> !call.by().equals(me));
        }

        /** Names what stands on the page. */
        public String seen() {
            return records.isEmpty() ? "" : records.getLast().id().toString();
        }

        /** The record of this id, if it can be corrected. */
        public @Nullable VettingRecord correctable(String id) {
            return records.stream()
                    .filter(each -> each.id().toString().equals(id) && !each.corrected())
                    .findFirst()
                    .orElse(null);
        }

        /** Who it was, by name where the reader may know it. */
        public String name(@Nullable String actor) {
            return actor == null ? "" : actors.getOrDefault(actor, actor);
        }
    }

    Page of(OrganisationId id) {
        Organisation organisation = organisations
                .find(id)
                .filter(each -> each.kind() != Kind.COORDINATOR)
                .orElseThrow(Refusal.NotFound::new);
        Vetting vetting = confirmations.now(id);
        List<VettingRecord> all = records.of(id);
        List<Confirmations.Said> said = confirmations.said(id);
        Stream<String> who = Stream.concat(
                Stream.concat(all.stream().map(VettingRecord::by), said.stream().map(Confirmations.Said::by)),
                Stream.of(vetting.calledBy(), vetting.signedBy()).flatMap(actor -> Stream.ofNullable(actor)));
        return new Page(
                organisation,
                vetting,
                all,
                said,
                actors.of(who.distinct().toList()),
                Scopes.current().actor(),
                cases.of(id),
                clock.instant());
    }

    VettingRecords.NewFile file(OrganisationId organisation, UUID file) {
        return records.file(organisation, file);
    }
}
