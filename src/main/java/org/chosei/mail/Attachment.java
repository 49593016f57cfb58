package org.chosei.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A file inside an encrypted mail; clear mail has none.
 *
 * @param fileName a bare name in any script, without a path
 * @param contentType {@code type/subtype}
 */
public record Attachment(String fileName, String contentType, byte[] bytes) {
    private static final Pattern TYPE = Pattern.compile("[a-z]+/[a-z0-9.+-]+");
    private static final int PIECE = 54;

    public Attachment {
        HeaderText.requireLine("a file name", fileName);
        if (fileName.isBlank() || fileName.length() > 200 || fileName.matches(".*[/\\\\].*")) {
            throw new IllegalArgumentException("Not a file name: " + HeaderText.shown(fileName));
        }
        if (!TYPE.matcher(contentType).matches()) {
            throw new IllegalArgumentException("Not a content type: " + HeaderText.shown(contentType));
        }
    }

    String render() {
        return "Content-Type: " + contentType + "\r\n"
                + "Content-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment" + fileNameParameters() + "\r\n"
                + "\r\n"
                + Base64.getMimeEncoder().encodeToString(bytes) + "\r\n";
    }

    // RFC 2231: percent-encoded UTF-8, in numbered pieces when one line cannot hold it.
    private String fileNameParameters() {
        if (fileName.length() <= PIECE && fileName.chars().allMatch(c -> c >= ' ' && c < 127 && c != '"' && c != '%')) {
            return ";\r\n filename=\"" + fileName + "\"";
        }
        String encoded = percentEncoded();
        if (encoded.length() <= PIECE) {
            return ";\r\n filename*=UTF-8''" + encoded;
        }
        var out = new StringBuilder();
        int start = 0;
        for (int piece = 0; start < encoded.length(); piece++) {
            int end = Math.min(start + PIECE, encoded.length());
            int percent = encoded.indexOf('%', Math.max(start, end - 2));
            if (end < encoded.length() && percent >= 0 && percent < end) {
                end = percent;
            }
            out.append(";\r\n filename*").append(piece).append("*=").append(piece == 0 ? "UTF-8''" : "");
            out.append(encoded, start, end);
            start = end;
        }
        return out.toString();
    }

    private String percentEncoded() {
        var out = new StringBuilder();
        for (byte b : fileName.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b == '.' || b == '-';
            out.append(plain ? String.valueOf((char) b) : String.format(java.util.Locale.ROOT, "%%%02X", b & 0xff));
        }
        return out.toString();
    }
}
