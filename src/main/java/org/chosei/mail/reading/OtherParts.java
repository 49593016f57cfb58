package org.chosei.mail.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.stream.Stream;

/** What a message holds beside the parts that a signature or an encryption made the content of. */
final class OtherParts {
    private OtherParts() {}

    /** The leaves of a message but for those used, and for what only says the same in another form. */
    static Stream<MimePart> of(MimePart root, List<MimePart> used) {
        List<MimePart> twins = root.all()
                .filter(part -> part.is("multipart/alternative") && part.all().anyMatch(used::contains))
                .flatMap(MimePart::all)
                .toList();
        return root.all().filter(part -> !part.isMultipart() && !used.contains(part) && !twins.contains(part));
    }

    static boolean isBlank(MimePart part) {
        return new String(part.content(), ISO_8859_1).isBlank();
    }
}
