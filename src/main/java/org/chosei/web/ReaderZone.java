package org.chosei.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import org.springframework.stereotype.Component;

/** Gives handlers the same zone as the page frame, for days that a reader types. */
@Component
public class ReaderZone {
    private final Site site;

    ReaderZone(Site site) {
        this.site = site;
    }

    /** The reader's zone, or that of the CSIRT. */
    public ZoneId of(HttpServletRequest request) {
        return request.getAttribute(ScopeFilter.WHO) instanceof Who who ? who.zone() : site.zone();
    }
}
