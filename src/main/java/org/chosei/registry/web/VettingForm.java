package org.chosei.registry.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Uuid7;
import org.chosei.registry.vetting.VettingRecords.Head;
import org.chosei.registry.vetting.VettingRecords.NewFile;
import org.springframework.web.multipart.MultipartFile;

/**
 * What every form of vetting sends, and what it shows again when it is refused.
 *
 * @param form names what is handed in, so that a second click writes nothing
 * @param when date and time as typed, {@code zone} the zone they are meant in
 * @param corrects the id of the record whose place it takes, or empty
 */
public record VettingForm(
        String kind, String form, String when, String zone, String corrects, Map<String, String> typed) {

    /** What was typed into a field; empty when nothing was. */
    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    Head head(OrganisationId organisation) {
        UUID cites = corrects.isEmpty() ? null : Uuid7.parse(corrects);
        return new Head(Uuid7.parse(form), organisation, TypedInstant.read("when", when, zone), cites);
    }

    static List<NewFile> files(Optional<List<MultipartFile>> files) {
        return files.orElse(List.of()).stream()
                .filter(file -> !file.isEmpty())
                .map(VettingForm::read)
                .toList();
    }

    private static NewFile read(MultipartFile file) {
        try {
            String name = file.getOriginalFilename();
            return new NewFile(name == null || name.isBlank() ? "file" : name, file.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
