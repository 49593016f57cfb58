package org.chosei.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chosei.conversation.Messages.FileLink;
import org.chosei.conversation.Messages.Message;
import org.chosei.kernel.OrganisationId;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;

/** A thread as it lies there, oldest message first: nothing of it is opened. */
public record SealedThread(ThreadId thread, List<Row> rows, List<FileRow> files) {

    /** A message; its words are sealed. Author and organisation are null where the reader may not learn who wrote. */
    record Row(
            UUID id,
            @Nullable String author,
            @Nullable OrganisationId organisation,
            String via,
            @Nullable String signedBy,
            Instant postedAt,
            SealedId body,
            boolean ahead,
            int edits,
            @Nullable SealedId withdrawn,
            boolean pinned) {}

    /** A file of a message; its name is sealed. */
    record FileRow(UUID id, UUID message, SealedId name, long size) {}

    /** What is to be opened for {@link #messages}. */
    public List<SealedId> sealed() {
        List<SealedId> sealed = new ArrayList<>();
        rows.forEach(row -> {
            sealed.add(row.body());
            Optional.ofNullable(row.withdrawn()).ifPresent(sealed::add);
        });
        files.forEach(file -> sealed.add(file.name()));
        return sealed;
    }

    /** The messages out of what was opened. */
    public List<Message> messages(Map<SealedId, Opened> opened) {
        Map<UUID, List<FileLink>> byMessage = new LinkedHashMap<>();
        for (FileRow file : files) {
            byMessage
                    .computeIfAbsent(file.message(), _ -> new ArrayList<>())
                    .add(new FileLink(file.id(), text(opened, file.name()), file.size()));
        }
        return rows.stream()
                .map(row -> new Message(
                        row.id(),
                        row.author(),
                        row.organisation(),
                        row.via(),
                        row.signedBy(),
                        row.postedAt(),
                        text(opened, row.body()),
                        byMessage.getOrDefault(row.id(), List.of()),
                        row.ahead(),
                        row.edits(),
                        row.withdrawn() == null ? null : text(opened, row.withdrawn()),
                        row.pinned()))
                .toList();
    }

    /** The words, or nothing for whoever may not open them. */
    static String text(Map<SealedId, Opened> opened, SealedId id) {
        Opened found = opened.get(id);
        return found == null ? "" : found.text();
    }
}
