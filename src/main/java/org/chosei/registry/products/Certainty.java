package org.chosei.registry.products;

/** How sure it is that a vendor is concerned, surest first. */
public enum Certainty {
    /** It named this very thing: the same version, or one of the two names all of them. */
    IDENTIFIER,
    /** It named another version of the same package or product. */
    PACKAGE,
    /** One of its products has such a name. */
    NAME,
    /** It develops or uses such a technology. */
    KEYWORD
}
