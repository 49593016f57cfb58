package org.chosei.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Tells who sends a request. The room that knows people implements it; this room lies below and only asks. */
public interface SignedIn {
    Optional<Who> find(HttpServletRequest request);
}
