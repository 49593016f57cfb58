package org.chosei.conversation;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.chosei.cases.CoordinatedCase;
import org.chosei.conversation.Messages.Message;
import org.chosei.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;

/**
 * The talk of a case as its reader sees it: the threads, and a part of one of them.
 *
 * @param path where the threads are, {@code /cases/ID/talk} or {@code /our-cases/ID/talk}
 * @param title the open thread's, empty for a main thread
 * @param pinned the pinned messages of the thread, whether they are in this part or not
 * @param names of organisations as far as the reader may know them
 * @param people names by the way authors are written
 * @param reader the reader as authors are written
 * @param firstUnread where the reader has not read on, or null
 * @param earlier before which message more lies, or null; {@code later} likewise
 * @param members the vendors in the group as far as the reader may know them
 * @param others vendors that staff may take into the group
 * @param mentionable names that may be written after an @
 * @param typed what stands in the composer
 */
public record TalkPage(
        CoordinatedCase of,
        boolean staff,
        String path,
        List<Entry> threads,
        ThreadLine open,
        String title,
        List<Message> messages,
        List<Message> pinned,
        Map<OrganisationId, String> names,
        Map<String, String> people,
        String reader,
        OrganisationId coordinator,
        @Nullable UUID firstUnread,
        @Nullable UUID earlier,
        @Nullable UUID later,
        Recipients recipients,
        List<OrganisationId> members,
        List<OrganisationId> others,
        List<String> mentionable,
        List<TalkBeside.Beside> beside,
        String typed) {

    /** A thread in the list with its title opened. */
    public record Entry(ThreadLine line, String title) {}

    /** What the page of the open thread is. */
    public String here() {
        return path + "/" + open.id();
    }

    /** The reader has not read it, or had not when it asked for this page. */
    public boolean isUnread(Message message) {
        UUID first = firstUnread;
        return first != null
                && !message.own()
                && !message.ahead()
                && first.toString().compareTo(message.id().toString()) <= 0;
    }

    /** Who wrote, as the reader may know it; empty for a vendor whose name is hidden. */
    public String writer(Message message) {
        OrganisationId organisation = message.organisation();
        return organisation == null ? "" : names.getOrDefault(organisation, "");
    }

    /** The person who wrote, or empty. */
    public String person(Message message) {
        String author = message.author();
        return author == null ? "" : people.getOrDefault(author, "");
    }

    /** The words of a message with those marked that name somebody whom the reader may know. */
    public List<MentionMarks.Piece> pieces(Message message) {
        return MentionMarks.of(
                message.text(),
                Stream.concat(mentionable.stream(), people.values().stream()).toList(),
                people.getOrDefault(reader, ""));
    }

    /** Words of a pinned message, short. */
    public static String start(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) <= 80
                ? line
                : line.substring(0, line.offsetByCodePoints(0, 79)) + "…";
    }
}
