package org.chosei.distribution.web;

import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chosei.distribution.Amends;
import org.chosei.distribution.WaveTexts;
import org.chosei.distribution.Waves;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Choice;
import org.jspecify.annotations.Nullable;

/**
 * What was typed into the form of a wave, so that nothing of it is lost while something is wrong.
 *
 * @param wave made with the form, so that a second click finds the wave of the first
 * @param vendors ids of those that were ticked, as the form sent them
 * @param instant local date and time; {@code zone} says where
 * @param why what is said of the selection
 * @param amends id of the notice that this one corrects or recalls, as {@code how} says; empty for none
 */
public record TypedWave(
        UUID wave,
        Set<String> vendors,
        String titleJa,
        String bodyJa,
        String titleEn,
        String bodyEn,
        String instant,
        String zone,
        String why,
        String amends,
        String how) {

    static TypedWave blank(UUID wave) {
        return new TypedWave(wave, Set.of(), "", "", "", "", "", "", "", "", "");
    }

    /** The words of an earlier wave, for others. */
    static TypedWave like(UUID wave, WaveTexts.Words words) {
        return new TypedWave(
                wave, Set.of(), words.titleJa(), words.bodyJa(), words.titleEn(), words.bodyEn(), "", "", "", "", "");
    }

    /** To those who got a notice, about it. */
    static TypedWave amending(UUID wave, UUID notice, Amends.How how, Collection<OrganisationId> addressees) {
        return new TypedWave(
                wave,
                addressees.stream().map(OrganisationId::toString).collect(Collectors.toSet()),
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                notice.toString(),
                how.name());
    }

    TypedWave ticking(Collection<OrganisationId> more) {
        Set<String> all = new LinkedHashSet<>(vendors);
        more.forEach(each -> all.add(each.toString()));
        return new TypedWave(wave, all, titleJa, bodyJa, titleEn, bodyEn, instant, zone, why, amends, how);
    }

    Set<OrganisationId> chosen() {
        return vendors.stream().map(OrganisationId::of).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Nullable
    Amends amendment() {
        return amends.isEmpty()
                ? null
                : new Amends(Choice.of(Amends.How.class, how, "how", "wave-how"), Uuid7.parse(amends));
    }

    Waves.Request request(CaseId caseId, ZonedDateTime at) {
        return new Waves.Request(caseId, chosen(), titleJa, bodyJa, titleEn, bodyEn, at, amendment(), why);
    }
}
