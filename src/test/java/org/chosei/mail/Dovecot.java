package org.chosei.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.chosei.mail.wire.Peer;

/** A real IMAP server with one mailbox, whose only password is {@code secret}. */
final class Dovecot implements AutoCloseable {
    private static final String CONFIGURATION = """
            base_dir = %1$s/run
            state_dir = %1$s/run
            log_path = %1$s/log
            protocols = imap
            listen = 127.0.0.1
            ssl = no
            disable_plaintext_auth = no
            default_internal_user = nobody
            default_internal_group = nogroup
            default_login_user = nobody
            first_valid_uid = 1
            mail_location = maildir:%1$s/mail
            passdb {
              driver = static
              args = password=secret
            }
            userdb {
              driver = static
              args = uid=nobody gid=nogroup home=%1$s
            }
            service imap-login {
              inet_listener imap {
                port = %2$d
              }
              inet_listener imaps {
                port = 0
              }
              chroot =
            }
            service anvil {
              chroot =
            }
            """;

    private final Path home;
    private final Process process;
    private final int port;
    private int delivered;

    Dovecot() {
        try {
            port = Peer.freePort();
            home = Files.createTempDirectory("dovecot");
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            for (String each : List.of("run", "mail", "mail/new", "mail/cur", "mail/tmp")) {
                Files.createDirectory(home.resolve(each));
            }
            Path file = Files.writeString(home.resolve("dovecot.conf"), CONFIGURATION.formatted(home, port), US_ASCII);
            own();
            process = new ProcessBuilder("/usr/sbin/dovecot", "-F", "-c", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("out").toFile())
                    .start();
            await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** Puts a mail into the mailbox as a delivering server would. */
    void deliver(byte[] mail) {
        try {
            Files.write(home.resolve("mail/new/" + ++delivered + ".peer"), mail);
            own();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many mails nobody has marked as seen. */
    long untouched() {
        try (var files = Files.walk(home.resolve("mail"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9]+\\.peer(:2,)?"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void own() throws IOException {
        try {
            new ProcessBuilder(
                            "chown",
                            "-R",
                            "nobody:nogroup",
                            home.resolve("mail").toString())
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() throws IOException {
        for (int i = 0; i < 100; i++) {
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (probe.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
        throw new AssertionError("dovecot did not start: " + Files.readString(home.resolve("log")));
    }

    @Override
    public void close() {
        process.destroy();
        try (var files = Files.walk(home)) {
            process.waitFor(10, TimeUnit.SECONDS);
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
