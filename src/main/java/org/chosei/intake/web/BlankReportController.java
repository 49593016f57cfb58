package org.chosei.intake.web;

import org.chosei.access.Anyone;
import org.chosei.intake.ReportTemplate;
import org.chosei.web.PlainText;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The blank report form for partners, as text, to be filled in, signed, encrypted and mailed. */
@Controller
class BlankReportController {

    @GetMapping("/forms/partner-report.txt")
    @Anyone("a blank form is public")
    ResponseEntity<byte[]> blank(@RequestParam(defaultValue = "utf-8") String charset) {
        return PlainText.in(charset, ReportTemplate.partnerReport().blank());
    }
}
