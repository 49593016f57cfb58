package org.chosei.agreements.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.chosei.access.Allow;
import org.chosei.access.Anyone;
import org.chosei.access.Permission;
import org.chosei.agreements.Leaving;
import org.chosei.agreements.Signing;
import org.chosei.kernel.Refusal;
import org.chosei.web.Redirects;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** An organisation withdraws its registration: what ends is shown first. No transaction here: the proof stands between two. */
@Controller
class LeavingController {
    private final Leaving leaving;

    LeavingController(Leaving leaving) {
        this.leaving = leaving;
    }

    @GetMapping("/organisation/withdrawal")
    @Allow(Permission.SIGN_AGREEMENT)
    View ask() {
        return View.of("agreements/leaving", "consequences", leaving.consequences())
                .with("name", "")
                .with("reason", "")
                .with("refused", List.of());
    }

    @PostMapping("/organisation/withdrawal")
    @Allow(Permission.SIGN_AGREEMENT)
    org.springframework.web.servlet.View leave(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request) {
        try {
            leaving.leave(name, reason, new Signing.Typed(password, code, request.getRemoteAddr()));
        } catch (Refusal.Invalid refusal) {
            return ask().with("name", name)
                    .with("reason", reason)
                    .with("refused", List.of(refusal))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return Redirects.to("/organisation/withdrawn");
    }

    @GetMapping("/organisation/withdrawn")
    @Anyone("says to whoever has just been signed out by leaving that it is done, and names nobody")
    View left() {
        return View.of("agreements/left");
    }
}
