package org.chosei.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Parts of forms are kept in memory and never in temporary files, where they would lie in clear (ADR 21). So that they do
 * not fill it, forms with files share a budget, and those beyond it wait for their turn.
 */
final class MultipartMemory extends OncePerRequestFilter {
    private static final int UNIT = 1024;
    private static final int LARGEST = 22 * 1024;
    private static final long PATIENCE_SECONDS = 30;

    private final Semaphore units;

    MultipartMemory(long memory) {
        // a part is copied about twice while it is read
        this.units = new Semaphore(Math.toIntExact(Math.clamp(memory / 8 / UNIT, LARGEST, 1 << 20)), true);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        if (type == null || !type.regionMatches(true, 0, "multipart/", 0, 10)) {
            chain.doFilter(request, response);
            return;
        }
        int needed = units(request.getContentLengthLong());
        if (!acquired(needed)) {
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            units.release(needed);
        }
    }

    private static int units(long length) {
        return length < 0 || length > (long) LARGEST * UNIT ? LARGEST : Math.toIntExact(length / UNIT) + 1;
    }

    private boolean acquired(int needed) throws IOException {
        try {
            return units.tryAcquire(needed, PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
