package org.chosei.agreements.pdf;

import org.springframework.stereotype.Component;

/** Writes papers as PDF with the host's Japanese font inside. */
@Component
public class PaperPdf {
    private final RecordPdf pdf;

    PaperPdf(RecordPdf pdf) {
        this.pdf = pdf;
    }

    /** The file, or why there is none. Slow: outside any transaction. */
    public RecordPdf.Result write(Paper paper) {
        return pdf.with(face -> new PaperDocument(paper, face).bytes());
    }
}
