package org.chosei.conversation.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.conversation.files.FileLimit;
import org.chosei.conversation.files.FileName;
import org.chosei.conversation.files.Handouts;
import org.chosei.conversation.files.Handouts.Wrapping;
import org.chosei.conversation.files.PendingFile;
import org.chosei.conversation.files.Uploads;
import org.chosei.kernel.JapaneseText;
import org.chosei.kernel.Refusal;
import org.chosei.kernel.Tlp;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Download;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Bringing files before a message takes them, and fetching those of messages. */
@Controller
class UploadsController {
    private final Uploads uploads;
    private final Handouts handouts;
    private final FileLimit limit;

    UploadsController(Uploads uploads, Handouts handouts, FileLimit limit) {
        this.limit = limit;
        this.uploads = uploads;
        this.handouts = handouts;
    }

    /** The list of a composer's pending files; a script puts it into its page. */
    @GetMapping("/uploads")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    View pending(@RequestParam(defaultValue = "") String place) {
        return list(place, uploads.pending(place));
    }

    /**
     * One file as the body itself, so that it is sealed while it comes. What it is called and where it belongs are headers:
     * addresses are written into logs, and names tell.
     */
    @PostMapping("/uploads")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    View bring(
            @RequestHeader(name = "File-Place", defaultValue = "") String place,
            @RequestHeader(name = "File-Name", defaultValue = "") String name,
            @RequestHeader(name = "File-Tlp", defaultValue = "") String tlp,
            @RequestHeader(name = HttpHeaders.CONTENT_LENGTH, defaultValue = "-1") long length,
            InputStream body)
            throws IOException {
        return list(place, List.of(uploads.take(place, FileName.ofHeader(name), mark(tlp), length, body)));
    }

    @PostMapping("/uploads/{upload}/removal")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    org.springframework.web.servlet.View remove(
            @PathVariable String upload, @RequestParam(defaultValue = "/") String back) {
        uploads.remove(Uuid7.parse(upload));
        return Redirects.to(back);
    }

    @GetMapping("/files/{file}")
    @Allow({Permission.COORDINATE, Permission.VENDOR_WORK})
    @Transactional
    Download file(@PathVariable String file, @RequestParam(defaultValue = "none") String as) {
        return handouts.of(Uuid7.parse(file), Wrapping.read(as));
    }

    private View list(String place, List<PendingFile> files) {
        return View.of("conversation/uploads")
                .with("place", place)
                .with("files", files)
                .with("limit", limit);
    }

    /** The mark, which none of the choices of a form can miss. */
    static Tlp mark(String tlp) {
        return Stream.of(Tlp.values())
                .filter(each -> each.name().equals(tlp))
                .findFirst()
                .orElseThrow(() -> new Refusal.Invalid("tlp", "tlp-unknown", JapaneseText.withVisibleBidi(tlp)));
    }
}
