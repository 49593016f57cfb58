package org.chosei.conversation.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.conversation.Messages;
import org.chosei.conversation.Replies;
import org.chosei.conversation.ThreadId;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Redirects;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** Posting into a thread, and its files. Threads are shown on the pages of the rooms above. */
@Controller
class ConversationController {
    private final Replies replies;
    private final Messages messages;
    private final TalkView view;

    ConversationController(Replies replies, Messages messages, TalkView view) {
        this.view = view;
        this.replies = replies;
        this.messages = messages;
    }

    @PostMapping("/threads/{thread}/messages")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    View post(
            @PathVariable String thread,
            @RequestParam String form,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "/") String back,
            @RequestParam Optional<List<MultipartFile>> files,
            Locale locale) {
        ThreadId id = ThreadId.of(thread);
        try {
            replies.post(
                    Uuid7.parse(form),
                    id,
                    text,
                    files.orElse(List.of()).stream()
                            .filter(file -> !file.isEmpty())
                            .map(ConversationController::read)
                            .toList());
            return Redirects.to(back);
        } catch (Refusal.Invalid refusal) {
            return view.refused(id, text, refusal, locale);
        }
    }

    private static Messages.NewFile read(MultipartFile file) {
        try {
            String name = file.getOriginalFilename();
            return new Messages.NewFile(name == null || name.isBlank() ? "file" : name, file.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Always a download of inert bytes: never shown, never run, never a type of the sender's choosing. */
    @GetMapping("/files/{file}")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    @Transactional
    ResponseEntity<byte[]> file(@PathVariable String file) {
        Messages.NewFile found = messages.file(Uuid7.parse(file));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(found.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .body(found.content());
    }
}
