package org.chosei.mail.reading;

import java.util.Set;

/** Recognises a signature that covers only a part of a message, as a mailing list leaves it that adds a footer. */
final class SignedParts {
    private static final Set<String> SIGNATURES =
            Set.of("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature");

    private SignedParts() {}

    /** Whether something in it is signed, but not the whole of it. */
    static boolean in(MimePart root) {
        return root.all()
                .filter(SignedParts::isSigned)
                .anyMatch(part -> part != root || part.parts().size() != 2);
    }

    private static boolean isSigned(MimePart part) {
        return part.is("multipart/signed")
                && part.parts().stream()
                        .anyMatch(each -> SIGNATURES.contains(each.type().value()));
    }
}
