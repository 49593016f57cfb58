package org.chosei.distribution;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.access.Audiences;
import org.chosei.access.Grants;
import org.chosei.cases.embargo.Embargoes;
import org.chosei.cases.participants.Participants;
import org.chosei.conversation.Threads;
import org.chosei.jobs.Jobs;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.ledger.Checkpoints;
import org.chosei.ledger.Entry;
import org.chosei.ledger.Ledger;
import org.chosei.mail.EncryptedLetters;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.chosei.vault.search.SearchEntry;
import org.chosei.vault.search.SearchIndex;
import org.chosei.vault.search.SearchKind;
import org.springframework.stereotype.Component;

/**
 * Writes a planned wave: notice, selection log, grants, threads and deliveries, in statements that do not grow with N. Each of them
 * writes its rows by organisation, so that the indexes that begin with the case grow at their end; reply tokens go by their hash, which is their index.
 */
@Component
class WaveStaging {
    private final WaveStore store;
    private final SelectionStore selection;
    private final SelectionNotes notes;
    private final Audiences audiences;
    private final Grants grants;
    private final Participants participants;
    private final Embargoes embargoes;
    private final Threads threads;
    private final EncryptedLetters letters;
    private final Vault vault;
    private final SearchIndex index;
    private final Ledger ledger;
    private final Jobs jobs;
    private final InstantSource clock;

    WaveStaging(
            WaveStore store,
            SelectionStore selection,
            SelectionNotes notes,
            Audiences audiences,
            Grants grants,
            Participants participants,
            Embargoes embargoes,
            Threads threads,
            EncryptedLetters letters,
            Vault vault,
            SearchIndex index,
            Ledger ledger,
            Jobs jobs,
            InstantSource clock) {
        this.store = store;
        this.selection = selection;
        this.notes = notes;
        this.audiences = audiences;
        this.grants = grants;
        this.participants = participants;
        this.embargoes = embargoes;
        this.threads = threads;
        this.letters = letters;
        this.vault = vault;
        this.index = index;
        this.ledger = ledger;
        this.jobs = jobs;
        this.clock = clock;
    }

    UUID stage(WavePlan plan, EncryptedLetters.Prepared letter, List<EncryptedLetters.Wrapped> wrapped) {
        CaseId caseId = plan.of().id();
        UUID wave = plan.id();
        AudienceId addressees = audiences.openGroup(caseId, wave);
        audiences.openEach(caseId, plan.vendors());
        UUID notice = Uuid7.at(clock.instant());
        SealedId body = vault.seal(caseId, addressees, plan.notice().bytes());
        store.addNotice(
                notice, caseId, addressees, plan.ordinal(), body, plan.notice().sha256(), plan.amends());
        index.put(
                SearchEntry.of(SearchKind.NOTICE, notice, caseId, addressees, List.of(body)),
                new String(plan.notice().bytes(), java.nio.charset.StandardCharsets.UTF_8));
        store.addWave(wave, caseId, notice, plan.policyVersion(), plan.instant());
        selection.add(wave, caseId, answers(plan), plan.vendors(), plan.suggested());
        if (!Clean.text(plan.why()).isEmpty()) {
            notes.add(wave, caseId, null, plan.why());
        }
        grants.grant(caseId, wave, plan.instant(), grantsFor(plan, addressees));
        participants.add(caseId, List.copyOf(plan.vendors()));
        consent(plan);
        Map<OrganisationId, String> replyTo = threads.openFor(caseId, plan.vendors());
        letters.stage(
                caseId,
                wave,
                letter,
                addressed(wrapped, replyTo),
                participants.numbers(caseId, plan.vendors()),
                plan.instant());
        jobs.stage(PortalNotices.KIND, wave, plan.instant());
        jobs.stage(Checkpoints.JOB, wave, plan.instant());
        record(plan, wave, notice);
        return wave;
    }

    private static Map<OrganisationId, Answer> answers(WavePlan plan) {
        Map<OrganisationId, Answer> answers = new LinkedHashMap<>();
        plan.decisions().forEach((vendor, decision) -> answers.put(vendor, decision.answer()));
        return answers;
    }

    /** Access ends with the first of the agreements it rests on. Whoever is an addressee sees its own audience too. */
    private static List<Grants.Grant> grantsFor(WavePlan plan, AudienceId addressees) {
        return plan.vendors().stream()
                .map(vendor -> new Grants.Grant(
                        vendor, addressees, plan.decision(vendor).until()))
                .toList();
    }

    private void consent(WavePlan plan) {
        Map<Integer, List<OrganisationId>> byNda = plan.vendors().stream()
                .collect(Collectors.groupingBy(vendor -> plan.decision(vendor).ndaVersion()));
        byNda.forEach((nda, vendors) -> embargoes.consentStanding(plan.of().id(), vendors, nda, plan.policyVersion()));
    }

    private static List<EncryptedLetters.Wrapped> addressed(
            List<EncryptedLetters.Wrapped> wrapped, Map<OrganisationId, String> replyTo) {
        return wrapped.stream()
                .map(each ->
                        each.answeredTo(replyTo.getOrDefault(each.recipient().organisation(), "")))
                .toList();
    }

    private void record(WavePlan plan, UUID wave, UUID notice) {
        Entry entry = Entry.of(plan.of().id(), "wave.planned")
                .about("wave", wave)
                .about("notice", notice)
                .about("notice-sha256", plan.notice().sha256())
                .about("policy", plan.policyVersion());
        Amends amends = plan.amends();
        if (amends != null) {
            entry = entry.about(amends.how().name().toLowerCase(Locale.ROOT), amends.notice());
        }
        ledger.append(entry.aboutEach("organisation", plan.vendors())
                .detail("instant", plan.instant().toString()));
    }
}
