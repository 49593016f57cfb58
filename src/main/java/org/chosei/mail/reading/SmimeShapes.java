package org.chosei.mail.reading;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Recognises how a message uses S/MIME from its structure alone. */
final class SmimeShapes {
    private static final Set<String> WRAPPED = Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");
    private static final Set<String> SIGNATURES =
            Set.of("application/pkcs7-signature", "application/x-pkcs7-signature");

    private SmimeShapes() {}

    static SmimeShape of(MimePart root) {
        return root.all()
                .filter(SmimeShapes::isWrapped)
                .findFirst()
                .<SmimeShape>map(part -> new SmimeShape.Wrapped(
                        part.content(), OtherParts.of(root, List.of(part)).allMatch(OtherParts::isBlank)))
                .orElseGet(() -> signed(root));
    }

    /** By its type, or by the name that gateways leave when they do not know the type. */
    private static boolean isWrapped(MimePart part) {
        String type = part.type().value();
        boolean certificates =
                part.type().parameters().getOrDefault("smime-type", "").equalsIgnoreCase("certs-only");
        return !part.isMultipart()
                && !certificates
                && (WRAPPED.contains(type)
                        || type.equals("application/octet-stream")
                                && part.fileName().toLowerCase(Locale.ROOT).equals("smime.p7m"));
    }

    /** Only when it is the whole message: a signature around one part among others would praise the others too. */
    private static SmimeShape signed(MimePart root) {
        List<MimePart> parts = root.parts();
        if (!root.is("multipart/signed")
                || parts.size() != 2
                || !SIGNATURES.contains(parts.get(1).type().value())) {
            return new SmimeShape.None();
        }
        return new SmimeShape.Signed(parts.get(0).exactBytes(), parts.get(1).content());
    }
}
