package org.chosei.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes what flows through, and tells how far it is. */
final class Measured {
    private final String name;
    private final Progress progress;
    private final MessageDigest digest;
    private long bytes;

    Measured(String name, Progress progress) {
        this.name = name;
        this.progress = progress;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Manifest.Part part() {
        return new Manifest.Part(name, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    void add(byte[] buffer, int offset, int length) {
        digest.update(buffer, offset, length);
        bytes += length;
        progress.at(name, bytes);
    }

    /** Stays open when it is closed: the archive goes on behind it. */
    OutputStream into(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                add(buffer, offset, length);
                out.write(buffer, offset, length);
            }
        };
    }

    /** Ends with an error where more comes than was promised, so that a forged archive cannot fill the disk. */
    InputStream from(InputStream in, long promised) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = in.read(buffer, offset, length);
                if (count > 0) {
                    add(buffer, offset, count);
                }
                if (bytes > promised) {
                    throw new IOException(name + " is longer than its manifest says");
                }
                return count;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }
}
