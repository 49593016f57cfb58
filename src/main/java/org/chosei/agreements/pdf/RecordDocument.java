package org.chosei.agreements.pdf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.GregorianCalendar;
import org.chosei.kernel.Sha256;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfEncryption;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;

/** One record laid out on A4. Everything that a PDF writer makes up by chance or by the clock is taken from the record. */
final class RecordDocument {
    private static final float MARGIN = 56;
    private static final float LEADING = 1.6f;

    private final SignatureRecord record;
    private final BaseFont face;
    private final PrintableText printable;

    RecordDocument(SignatureRecord record, BaseFont face) {
        this.record = record;
        this.face = face;
        this.printable = new PrintableText(face);
    }

    byte[] bytes() {
        byte[] id = Arrays.copyOf(Sha256.of(record.plain().getBytes(StandardCharsets.UTF_8)), 16);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN + 14);
        PdfWriter writer = PdfWriter.getInstance(document, out);
        writer.setPageEvent(new PageNumbers(face, record.id().toString()));
        document.open();
        PdfDate at = new PdfDate(GregorianCalendar.from(record.signedAt().atZone(ZoneOffset.UTC)));
        writer.getInfo().put(PdfName.FILEID, PdfEncryption.createInfoId(id, id));
        writer.getInfo().put(PdfName.CREATIONDATE, at);
        writer.getInfo().put(PdfName.MODDATE, at);
        writer.getInfo().put(PdfName.PRODUCER, new PdfString("Chosei", PdfString.TEXT_PDFDOCENCODING));
        writer.getExtraCatalog()
                .put(PdfName.LANG, new PdfString(record.language().toLanguageTag()));
        document.addTitle(record.title() + " " + record.id());
        document.add(paragraph(record.title(), 16, 10));
        document.add(facts());
        document.add(paragraph(record.textTitle(), 12, 8));
        record.text().lines().forEach(line -> document.add(paragraph(line.isBlank() ? " " : line, 9.5f, 0)));
        if (printable.anyMissing()) {
            document.add(paragraph(record.missing() + " " + printable.missing(), 8, 0));
        }
        document.close();
        return RecordBytes.withPrefix(out.toByteArray(), face.getPostscriptFontName(), id);
    }

    private PdfPTable facts() {
        PdfPTable table = new PdfPTable(new float[] {27, 73});
        table.setWidthPercentage(100);
        table.setSpacingAfter(14);
        for (SignatureRecord.Fact fact : record.facts()) {
            table.addCell(cell(fact.label()));
            table.addCell(cell(fact.value()));
        }
        return table;
    }

    private PdfPCell cell(String text) {
        PdfPCell cell = new PdfPCell(new Phrase(13, printable.of(text), new Font(face, 8.5f)));
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderWidth(0.3f);
        cell.setPaddingTop(3);
        cell.setPaddingBottom(4);
        return cell;
    }

    private Paragraph paragraph(String text, float size, float after) {
        Paragraph paragraph = new Paragraph(size * LEADING, printable.of(text), new Font(face, size));
        paragraph.setAlignment(Element.ALIGN_LEFT);
        paragraph.setSpacingAfter(after);
        return paragraph;
    }
}
