package org.chosei.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.View;

/**
 * A file to be saved, streamed to the reader. Like a page it is written after the handler, so after the transaction that
 * recorded who took it; what it reads it reads in transactions of its own.
 *
 * @param length in bytes, so that a reader sees how much is left; -1 when it is not known
 */
public record Download(String filename, String type, long length, Body body) implements View {

    /** One whose length nobody knows before it is written. */
    public Download(String filename, String type, Body body) {
        this(filename, type, -1, body);
    }

    /** Writes the file's bytes. When it fails half-way the connection is cut, so that no part passes for the whole. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    @Override
    public String getContentType() {
        return type;
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (type.equals("application/octet-stream")) {
            // bytes have no charset, which the container would add
            response.setCharacterEncoding((String) null);
        }
        response.setContentType(type);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(filename, StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        if (length >= 0) {
            response.setContentLengthLong(length);
        }
        OutputStream out = new BufferedOutputStream(response.getOutputStream(), 1 << 14);
        try {
            body.writeTo(out);
            out.flush();
        } catch (IOException | RuntimeException failed) {
            if (!response.isCommitted()) {
                // the error's page is no file
                response.reset();
            }
            throw failed;
        }
    }
}
