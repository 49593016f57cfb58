package org.chosei.backup;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.chosei.installation.AtEnd;
import org.chosei.installation.PrivateFiles;

/** Writes the archive beside its place, and puts it there only when it is complete and on disk. */
final class ArchiveWriter implements Closeable {
    private final Path target;
    private final Path unfinished;
    private final FileChannel channel;
    private final ZipOutputStream zip;
    private final Progress progress;
    private final AtEnd removal;

    private ArchiveWriter(Path target, Path unfinished, Progress progress) throws IOException {
        this.target = target;
        this.unfinished = unfinished;
        this.progress = progress;
        this.channel = PrivateFiles.open(unfinished, StandardOpenOption.CREATE_NEW);
        this.removal = AtEnd.of(() -> unfinished.toFile().delete());
        this.zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
        // sealed bytes stand in hexadecimal: even the fastest level halves them again, and more does not help
        zip.setLevel(Deflater.BEST_SPEED);
    }

    static ArchiveWriter open(Path file, Progress progress) throws IOException {
        Path target = file.toAbsolutePath();
        Path directory = target.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new NoSuchFileException(String.valueOf(directory));
        }
        refuseToOverwrite(target);
        return new ArchiveWriter(
                target,
                directory.resolve(
                        target.getFileName() + "." + ProcessHandle.current().pid() + ".unfinished"),
                progress);
    }

    /** What fills one part. */
    interface Filling {
        void into(OutputStream out) throws IOException, SQLException;
    }

    Manifest.Part add(String name, Filling filling) throws IOException, SQLException {
        zip.putNextEntry(new ZipEntry(name));
        Measured measured = new Measured(name, progress);
        filling.into(measured.into(zip));
        zip.closeEntry();
        return measured.part();
    }

    Manifest.Part add(String name, byte[] content) throws IOException, SQLException {
        return add(name, out -> out.write(content));
    }

    /** Returns the length of the file, which then is where it was wanted. */
    long finish() throws IOException {
        zip.finish();
        zip.flush();
        channel.force(true);
        long length = channel.size();
        refuseToOverwrite(target);
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.sync(target.getParent());
        return length;
    }

    private static void refuseToOverwrite(Path target) throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            removal.close();
        }
    }
}
