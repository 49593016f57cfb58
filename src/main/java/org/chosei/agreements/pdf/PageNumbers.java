package org.chosei.agreements.pdf;

import org.jspecify.annotations.Nullable;
import org.openpdf.text.Document;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/** The record's id and "page / pages" at the foot of each page, so that a missing page shows. */
final class PageNumbers extends PdfPageEventHelper {
    private static final float SIZE = 8;
    private static final float FROM_BOTTOM = 36;
    private static final float WIDEST_TOTAL = 30;

    private final BaseFont face;
    private final String id;
    private @Nullable PdfTemplate total;

    PageNumbers(BaseFont face, String id) {
        this.face = face;
        this.id = id;
    }

    @Override
    public void onOpenDocument(PdfWriter writer, Document document) {
        total = writer.getDirectContent().createTemplate(WIDEST_TOTAL, SIZE * 2);
    }

    @Override
    public void onEndPage(PdfWriter writer, Document document) {
        PdfContentByte content = writer.getDirectContent();
        String page = writer.getPageNumber() + " / ";
        float totalAt = document.right() - WIDEST_TOTAL;
        write(content, id, document.left(), FROM_BOTTOM);
        write(content, page, totalAt - face.getWidthPoint(page, SIZE), FROM_BOTTOM);
        if (total != null) {
            content.addTemplate(total, totalAt, FROM_BOTTOM);
        }
    }

    /** How many pages there are is known only here. */
    @Override
    public void onCloseDocument(PdfWriter writer, Document document) {
        if (total != null) {
            write(total, String.valueOf(writer.getPageNumber() - 1), 0, 0);
        }
    }

    private void write(PdfContentByte content, String text, float x, float y) {
        content.beginText();
        content.setFontAndSize(face, SIZE);
        content.setTextMatrix(x, y);
        content.showText(text);
        content.endText();
    }
}
