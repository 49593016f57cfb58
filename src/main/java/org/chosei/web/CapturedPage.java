package org.chosei.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what would have been sent; nothing of it reaches the reader by itself. */
final class CapturedPage extends HttpServletResponseWrapper {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintWriter writer = new PrintWriter(bytes, false, StandardCharsets.UTF_8);
    private int status = SC_OK;
    private String type = "";
    private String location = "";

    CapturedPage(HttpServletResponse response) {
        super(response);
    }

    /** The page, if one came of it: files, redirects and refusals are none. */
    Optional<String> page() {
        writer.flush();
        return status == SC_OK && type.startsWith("text/html")
                ? Optional.of(bytes.toString(StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** Where it leads instead; empty when it does not. */
    String location() {
        return location;
    }

    @Override
    public void setStatus(int status) {
        this.status = status;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void sendError(int status) {
        this.status = status;
    }

    @Override
    public void sendError(int status, @Nullable String message) {
        this.status = status;
    }

    @Override
    public void sendRedirect(String location) {
        status = SC_SEE_OTHER;
        this.location = location;
    }

    @Override
    public void setContentType(@Nullable String type) {
        this.type = type == null ? "" : type;
    }

    @Override
    public void setContentLength(int length) {
        // of something that is not sent
    }

    @Override
    public void setContentLengthLong(long length) {
        // of something that is not sent
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        // the reader's own page has its headers
        if (name.equalsIgnoreCase("Location")) {
            location = value == null ? "" : value;
        }
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        // the reader's own page has its headers
    }

    @Override
    public PrintWriter getWriter() {
        return writer;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException("written at once");
            }

            @Override
            public void write(int one) {
                bytes.write(one);
            }

            @Override
            public void write(byte[] many, int from, int length) {
                bytes.write(many, from, length);
            }
        };
    }
}
