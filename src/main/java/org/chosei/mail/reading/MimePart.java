package org.chosei.mail.reading;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One entity of a message as offsets into its bytes: {@code raw[start, end)} with the body from {@code bodyStart}. The
 * bytes are never copied or rewritten on the way, which keeps signed parts exact.
 */
record MimePart(
        byte[] raw, int start, int bodyStart, int end, MailHeaders headers, HeaderValue type, List<MimePart> parts) {

    boolean isMultipart() {
        return !parts.isEmpty();
    }

    boolean is(String mediaType) {
        return type.value().equals(mediaType);
    }

    byte[] exactBytes() {
        return Arrays.copyOfRange(raw, start, end);
    }

    /** The body after transfer decoding. */
    byte[] content() {
        byte[] body = Arrays.copyOfRange(raw, bodyStart, end);
        return TransferEncoding.decode(
                body, headers.first("Content-Transfer-Encoding").orElse("7bit"));
    }

    @Nullable
    String charset() {
        return type.parameters().get("charset");
    }

    String fileName() {
        HeaderValue disposition = disposition();
        return disposition
                .parameters()
                .getOrDefault("filename", type.parameters().getOrDefault("name", ""));
    }

    boolean isAttachment() {
        return disposition().value().equals("attachment") || !fileName().isEmpty();
    }

    /** This part and all below it, in the order of the message. */
    Stream<MimePart> all() {
        return Stream.concat(Stream.of(this), parts.stream().flatMap(MimePart::all));
    }

    private HeaderValue disposition() {
        return HeaderValue.parse(headers.first("Content-Disposition").orElse(""));
    }
}
