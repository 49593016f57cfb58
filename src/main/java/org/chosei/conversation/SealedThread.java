package org.chosei.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.conversation.Messages.FileLink;
import org.chosei.conversation.Messages.Message;
import org.chosei.conversation.files.FileName;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.Tlp;
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
            @Nullable String domain,
            @Nullable UUID mail,
            boolean partial,
            Instant postedAt,
            SealedId body,
            boolean ahead,
            int edits,
            @Nullable SealedId withdrawn,
            boolean pinned) {}

    /** A file of a message; its name is sealed, and its hash where it has one. */
    record FileRow(
            UUID id,
            UUID message,
            SealedId name,
            long size,
            @Nullable Tlp tlp,
            @Nullable SealedId hash) {}

    /** What is to be opened for {@link #messages}. */
    public List<SealedId> sealed() {
        List<SealedId> sealed = new ArrayList<>();
        rows.forEach(row -> {
            sealed.add(row.body());
            Optional.ofNullable(row.withdrawn()).ifPresent(sealed::add);
        });
        files.forEach(file -> sealed.add(file.name()));
        files.stream().flatMap(file -> Stream.ofNullable(file.hash())).forEach(sealed::add);
        return sealed;
    }

    /** The messages out of what was opened, without files that the reader may not open. */
    public List<Message> messages(Map<SealedId, Opened> opened) {
        Map<UUID, List<FileLink>> byMessage = new LinkedHashMap<>();
        for (FileRow file : files) {
            Opened name = opened.get(file.name());
            if (name != null) {
                byMessage
                        .computeIfAbsent(file.message(), _ -> new ArrayList<>())
                        .add(link(opened, file, FileName.clean(name.text())));
            }
        }
        return rows.stream()
                .map(row -> new Message(
                        row.id(),
                        row.author(),
                        row.organisation(),
                        row.via(),
                        row.signedBy(),
                        row.domain(),
                        row.mail(),
                        row.partial(),
                        row.postedAt(),
                        text(opened, row.body()),
                        byMessage.getOrDefault(row.id(), List.of()),
                        row.ahead(),
                        row.edits(),
                        row.withdrawn() == null ? null : text(opened, row.withdrawn()),
                        row.pinned()))
                .toList();
    }

    private static FileLink link(Map<SealedId, Opened> opened, FileRow file, String name) {
        SealedId hash = file.hash();
        String sha256 = hash == null ? "" : text(opened, hash);
        return new FileLink(file.id(), name, file.size(), file.tlp(), sha256.isEmpty() ? null : sha256);
    }

    /** The words, or nothing for whoever may not open them. */
    static String text(Map<SealedId, Opened> opened, SealedId id) {
        Opened found = opened.get(id);
        return found == null ? "" : found.text();
    }
}
