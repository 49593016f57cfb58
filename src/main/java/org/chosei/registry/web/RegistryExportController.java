package org.chosei.registry.web;

import java.util.Locale;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.registry.RegistryTable;
import org.chosei.registry.RegistryTable.Encoding;
import org.chosei.web.Download;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The registry as a file for a spreadsheet. */
@Controller
class RegistryExportController {
    private final RegistryTable table;
    private final TransactionOperations transaction;

    RegistryExportController(RegistryTable table, TransactionOperations transaction) {
        this.table = table;
        this.transaction = transaction;
    }

    /** In Shift_JIS nothing is lost silently: the page names what it cannot hold, and there is no file. */
    @GetMapping("/organisations/export.csv")
    @Allow(Permission.REGISTRY)
    org.springframework.web.servlet.View export(@RequestParam(defaultValue = "utf-8") String charset, Locale locale) {
        Encoding encoding = charset.equalsIgnoreCase("shift_jis") ? Encoding.SHIFT_JIS : Encoding.UTF_8;
        RegistryTable.Written written = transaction.execute(_ -> table.write(encoding, locale));
        if (!written.lost().isEmpty()) {
            return View.of("registry/export-lost", "lost", written.lost()).status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        String type = "text/csv;charset=" + (encoding == Encoding.UTF_8 ? "UTF-8" : "Shift_JIS");
        return new Download("organisations.csv", type, out -> out.write(written.bytes()));
    }
}
