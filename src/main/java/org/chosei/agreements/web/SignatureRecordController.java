package org.chosei.agreements.web;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.chosei.access.Allow;
import org.chosei.access.Permission;
import org.chosei.agreements.pdf.RecordPdf;
import org.chosei.agreements.pdf.SignatureRecord;
import org.chosei.agreements.pdf.SignatureRecords;
import org.chosei.kernel.Uuid7;
import org.chosei.web.Download;
import org.chosei.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The record of a signature to keep, for staff and for the organisation that signed. */
@Controller
class SignatureRecordController {
    private final SignatureRecords records;
    private final RecordPdf pdf;
    private final TransactionOperations transaction;

    SignatureRecordController(SignatureRecords records, RecordPdf pdf, TransactionOperations transaction) {
        this.records = records;
        this.pdf = pdf;
        this.transaction = transaction;
    }

    @GetMapping("/agreements/signatures/{id}/record.txt")
    @Allow({Permission.REGISTRY, Permission.OWN_ORGANISATION})
    Download text(@PathVariable String id) {
        SignatureRecord record = record(id);
        byte[] bytes = record.plain().getBytes(StandardCharsets.UTF_8);
        return new Download(record.fileName(".txt"), "text/plain;charset=UTF-8", out -> out.write(bytes));
    }

    /** Without a font on the host a page says what is missing. */
    @GetMapping("/agreements/signatures/{id}/record.pdf")
    @Allow({Permission.REGISTRY, Permission.OWN_ORGANISATION})
    org.springframework.web.servlet.View pdf(@PathVariable String id) {
        SignatureRecord record = record(id);
        return switch (pdf.write(record)) {
            case RecordPdf.Result.Written(byte[] bytes) ->
                new Download(record.fileName(".pdf"), "application/pdf", out -> out.write(bytes));
            case RecordPdf.Result.NoFont none ->
                View.of("agreements/no-font", "none", none)
                        .with("text", "/agreements/signatures/" + record.id() + "/record.txt")
                        .status(HttpStatus.SERVICE_UNAVAILABLE);
        };
    }

    private SignatureRecord record(String id) {
        return Objects.requireNonNull(transaction.execute(_ -> records.of(Uuid7.parse(id))));
    }
}
