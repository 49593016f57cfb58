package org.chosei.installation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** Random passwords of the embedded database's roles; nobody types them, so nobody chooses them. */
record DatabasePasswords(String superuser, String owner, String app) {

    static DatabasePasswords make(Path keys) {
        return new DatabasePasswords(
                make(keys, "database-superuser"), make(keys, "database-owner"), make(keys, "database-app"));
    }

    static DatabasePasswords load(Path keys) {
        return new DatabasePasswords(
                load(keys, "database-superuser"), load(keys, "database-owner"), load(keys, "database-app"));
    }

    static Path superuserFile(Path keys) {
        return file(keys, "database-superuser");
    }

    private static String make(Path keys, String name) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        PrivateFiles.write(file(keys, name), password + "\n");
        return password;
    }

    private static String load(Path keys, String name) {
        Path file = file(keys, name);
        if (!Files.exists(file)) {
            throw new InstallationRefused(
                    "%s is missing, but the database that it opens is there. Put the file back, or restore the whole data directory from a backup."
                            .formatted(file));
        }
        return new String(PrivateFiles.readSecret(file), UTF_8).strip();
    }

    private static Path file(Path keys, String name) {
        return keys.resolve(name + ".password");
    }

    @Override
    public String toString() {
        return "DatabasePasswords[not shown]";
    }
}
