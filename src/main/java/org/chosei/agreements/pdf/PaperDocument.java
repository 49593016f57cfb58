package org.chosei.agreements.pdf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.GregorianCalendar;
import java.util.List;
import org.chosei.kernel.Sha256;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfEncryption;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;

/** One paper laid out. The same paper and the same font make the same bytes. */
final class PaperDocument {
    private static final float MARGIN = 56;
    private static final float LEADING = 1.6f;
    private static final float BODY = 10;
    private static final float MM = 72 / 25.4f;
    private static final float WINDOW_WIDTH = 85 * MM;
    private static final float WINDOW_HEIGHT = 42 * MM;

    private final Paper paper;
    private final BaseFont face;
    private final PrintableText printable;

    PaperDocument(Paper paper, BaseFont face) {
        this.paper = paper;
        this.face = face;
        this.printable = new PrintableText(face);
    }

    byte[] bytes() {
        byte[] id = Arrays.copyOf(Sha256.of((paper.name() + paper.madeAt()).getBytes(StandardCharsets.UTF_8)), 16);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN + 14);
        PdfWriter writer = PdfWriter.getInstance(document, out);
        writer.setPageEvent(new PageNumbers(face, paper.name()));
        document.open();
        PdfDate at = new PdfDate(GregorianCalendar.from(paper.madeAt().atZone(ZoneOffset.UTC)));
        writer.getInfo().put(PdfName.FILEID, PdfEncryption.createInfoId(id, id));
        writer.getInfo().put(PdfName.CREATIONDATE, at);
        writer.getInfo().put(PdfName.MODDATE, at);
        writer.getInfo().put(PdfName.PRODUCER, new PdfString("Chosei", PdfString.TEXT_PDFDOCENCODING));
        writer.getExtraCatalog()
                .put(PdfName.LANG, new PdfString(paper.language().toLanguageTag()));
        document.addTitle(paper.title());
        paper.parts().forEach(part -> add(document, writer, part));
        if (printable.anyMissing()) {
            document.add(paragraph(paper.missing() + " " + printable.missing(), 8, Element.ALIGN_LEFT));
        }
        document.close();
        return RecordBytes.withPrefix(out.toByteArray(), face.getPostscriptFontName(), id);
    }

    private void add(Document document, PdfWriter writer, Paper.Part part) {
        switch (part) {
            case Paper.Part.Address address -> address(document, writer, address.lines());
            case Paper.Part.Right right ->
                right.lines().forEach(line -> document.add(paragraph(line, BODY, Element.ALIGN_RIGHT)));
            case Paper.Part.Heading heading -> {
                Paragraph title = paragraph(heading.text(), 14, Element.ALIGN_CENTER);
                title.setSpacingBefore(12);
                title.setSpacingAfter(12);
                document.add(title);
            }
            case Paper.Part.Text text ->
                text.text()
                        .lines()
                        .forEach(
                                line -> document.add(paragraph(line.isBlank() ? " " : line, BODY, Element.ALIGN_LEFT)));
            case Paper.Part.Facts facts -> document.add(facts(facts.facts()));
            case Paper.Part.Table table -> document.add(table(table));
        }
    }

    /** Into the window, measured from the page's edges; then as much empty space as the window takes below the margin. */
    private void address(Document document, PdfWriter writer, List<String> lines) {
        float left = (paper.japanese() ? 22 : 20) * MM;
        float top = PageSize.A4.getHeight() - (paper.japanese() ? 14 : 47) * MM;
        ColumnText window = new ColumnText(writer.getDirectContent());
        window.setSimpleColumn(left, top - WINDOW_HEIGHT, left + WINDOW_WIDTH, top);
        lines.forEach(line -> window.addElement(new Paragraph(14, printable.of(line), new Font(face, BODY))));
        window.go();
        Paragraph space = new Paragraph(" ", new Font(face, 1));
        space.setSpacingAfter(PageSize.A4.getHeight() - MARGIN - top + WINDOW_HEIGHT);
        document.add(space);
    }

    private PdfPTable facts(List<Paper.Fact> facts) {
        PdfPTable table = new PdfPTable(new float[] {30, 70});
        table.setWidthPercentage(100);
        table.setSpacingBefore(8);
        table.setSpacingAfter(10);
        facts.forEach(fact -> {
            table.addCell(cell(fact.label(), 9));
            table.addCell(cell(fact.value(), 9));
        });
        return table;
    }

    private PdfPTable table(Paper.Part.Table rows) {
        float[] widths = new float[rows.widths().size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = rows.widths().get(i);
        }
        PdfPTable table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.setSpacingBefore(8);
        table.setSpacingAfter(10);
        table.setHeaderRows(1);
        rows.head().forEach(each -> table.addCell(cell(each, 7.5f)));
        rows.rows().forEach(row -> row.forEach(each -> table.addCell(cell(each, 7.5f))));
        return table;
    }

    private PdfPCell cell(String text, float size) {
        PdfPCell cell = new PdfPCell(new Phrase(size * 1.4f, printable.of(text), new Font(face, size)));
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderWidth(0.3f);
        cell.setPaddingTop(3);
        cell.setPaddingBottom(4);
        return cell;
    }

    private Paragraph paragraph(String text, float size, int alignment) {
        Paragraph paragraph = new Paragraph(size * LEADING, printable.of(text), new Font(face, size));
        paragraph.setAlignment(alignment);
        return paragraph;
    }
}
