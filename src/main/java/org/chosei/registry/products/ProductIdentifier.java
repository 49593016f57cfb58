package org.chosei.registry.products;

/**
 * An identifier of a product.
 *
 * @param versions which versions it means, in words; empty when it says so itself
 */
public record ProductIdentifier(Identifier identifier, String versions) {

    /** As a line of the form: the identifier, a space, the words. */
    public String line() {
        return versions.isEmpty() ? identifier.canonical() : identifier.canonical() + " " + versions;
    }
}
