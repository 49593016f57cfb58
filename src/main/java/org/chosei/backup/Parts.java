package org.chosei.backup;

import java.util.Optional;

/** The names in the archive. */
final class Parts {
    static final String MANIFEST = "manifest.json";
    static final String MANIFEST_CODE = "manifest.hmac";
    static final String MASTER_KEY = "keys/master.key.sealed";
    static final String CHECKPOINT_KEY = "keys/checkpoint.key.sealed";
    static final String CHECKPOINT_PUBLIC = "keys/checkpoint.pub";
    static final String ANCHOR_FILE = "checkpoints.log";
    static final String ANCHOR = "keys/" + ANCHOR_FILE;

    private Parts() {}

    static String table(String name) {
        return "tables/" + name + ".copy";
    }

    /** The version of the running program. */
    static String program() {
        return Optional.ofNullable(Parts.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
