package org.chosei.conversation.files;

import java.io.IOException;
import java.io.OutputStream;
import net.lingala.zip4j.io.outputstream.ZipOutputStream;
import net.lingala.zip4j.model.ZipParameters;
import net.lingala.zip4j.model.enums.AesKeyStrength;
import net.lingala.zip4j.model.enums.CompressionMethod;
import net.lingala.zip4j.model.enums.EncryptionMethod;

/**
 * An archive with one file under AES-256 and the password that everybody in the trade knows. It keeps scanners and
 * double clicks off; it keeps no secret. Archives are only ever written here, never opened.
 */
public final class LockedZip {
    /** Shown beside the link. */
    public static final String PASSWORD = "infected";

    private LockedZip() {}

    static void write(StoredFile file, OutputStream out) throws IOException {
        ZipParameters parameters = new ZipParameters();
        // names from before they were cleaned when a file came
        parameters.setFileNameInZip(FileName.clean(file.name()));
        parameters.setCompressionMethod(CompressionMethod.STORE);
        parameters.setEntrySize(file.size());
        parameters.setEncryptFiles(true);
        parameters.setEncryptionMethod(EncryptionMethod.AES);
        parameters.setAesKeyStrength(AesKeyStrength.KEY_STRENGTH_256);
        ZipOutputStream zip = new ZipOutputStream(out, PASSWORD.toCharArray());
        zip.putNextEntry(parameters);
        file.content().writeTo(zip);
        zip.closeEntry();
        // not in a finally: an archive that ends where the file broke off would pass for the whole
        zip.close();
    }
}
