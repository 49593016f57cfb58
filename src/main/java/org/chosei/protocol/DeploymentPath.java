package org.chosei.protocol;

/** The deployer's path (Vultron CS, d): a fix can only be deployed when a vendor has one ready. */
public enum DeploymentPath {
    NOT_DEPLOYED("d"),
    DEPLOYED("D");

    private final String letters;

    DeploymentPath(String letters) {
        this.letters = letters;
    }

    String letters() {
        return letters;
    }
}
