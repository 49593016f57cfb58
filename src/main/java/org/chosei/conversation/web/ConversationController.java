package org.chosei.conversation.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.conversation.Replies;
import org.chosei.conversation.ThreadId;
import org.chosei.conversation.files.Uploads;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** Posting into a thread. Threads are shown on the pages of the rooms above. */
@Controller
class ConversationController {
    private final Replies replies;
    private final Uploads uploads;
    private final TalkView view;

    ConversationController(Replies replies, Uploads uploads, TalkView view) {
        this.view = view;
        this.replies = replies;
        this.uploads = uploads;
    }

    /** {@code upload} names files that a script brought before; {@code files} come with the form itself where none runs. */
    @PostMapping("/threads/{thread}/messages")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    View post(
            @PathVariable String thread,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "/") String back,
            @RequestParam(defaultValue = "AMBER") String tlp,
            @RequestParam Optional<List<String>> upload,
            @RequestParam Optional<List<MultipartFile>> files,
            Locale locale)
            throws IOException {
        ThreadId to = ThreadId.of(thread);
        List<UUID> taken = new ArrayList<>(
                upload.orElse(List.of()).stream().map(Uuid7::parse).toList());
        Tlp mark = UploadsController.mark(tlp);
        for (MultipartFile file : files.orElse(List.of())) {
            if (!file.isEmpty()) {
                String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
                taken.add(uploads.take("thread:" + to, name, mark, file.getSize(), file.getInputStream())
                        .id());
            }
        }
        try {
            replies.post(Uuid7.parse(form), to, text, taken);
            return Redirects.to(back);
        } catch (Refusal.Invalid refusal) {
            return view.refused(to, text, refusal, locale);
        }
    }
}
