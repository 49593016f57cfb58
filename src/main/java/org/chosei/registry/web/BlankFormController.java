package org.chosei.registry.web;

import org.chosei.access.Anyone;
import org.chosei.registry.blanks.BlankForms;
import org.chosei.web.PlainText;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The blank form as text, to be filled in and mailed. */
@Controller
class BlankFormController {
    private final BlankForms blanks;

    BlankFormController(BlankForms blanks) {
        this.blanks = blanks;
    }

    @GetMapping("/forms/contact-point.txt")
    @Anyone("a blank form is public")
    ResponseEntity<byte[]> blank(@RequestParam(defaultValue = "utf-8") String charset) {
        return PlainText.in(charset, blanks.current().blank());
    }
}
