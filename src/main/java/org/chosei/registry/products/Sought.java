package org.chosei.registry.products;

/** What vendors are sought by. */
public sealed interface Sought {

    /** A purl or CPE name: finds its package, and says whether the version fits. */
    record ByIdentifier(Identifier identifier) implements Sought {}

    /** Words of a product's name in any spelling; all have to be found. */
    record ByName(String words) implements Sought {}

    /** The code of a technology keyword: finds who develops or uses it. */
    record ByKeyword(String code) implements Sought {}

    /**
     * What somebody typed into a form field: an identifier when it claims to be one, else a name.
     *
     * @throws org.chosei.kernel.Refusal.Invalid when the identifier is none
     */
    static Sought read(String typed, String field) {
        return Identifier.isOne(typed) ? new ByIdentifier(Identifier.read(typed, 1, field)) : new ByName(typed);
    }
}
