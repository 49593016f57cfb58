package org.chosei.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Postfix of its own in a throw-away directory, which delivers one mailbox into a Maildir. Needs root, as Postfix does. */
record PostfixPeer(Path directory, int port) implements AutoCloseable {
    private static final String MAIN = """
            compatibility_level = 3.6
            queue_directory = %1$s/queue
            data_directory = %1$s/data
            daemon_directory = /usr/lib/postfix/sbin
            command_directory = /usr/sbin
            mail_owner = postfix
            setgid_group = postdrop
            myhostname = bench.localhost
            mydestination =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            mynetworks = 127.0.0.0/8
            virtual_mailbox_domains = localhost
            virtual_mailbox_base = %1$s/mail
            virtual_mailbox_maps = static:box/
            virtual_uid_maps = static:65534
            virtual_gid_maps = static:65534
            virtual_minimum_uid = 100
            smtpd_relay_restrictions = permit_mynetworks, reject
            smtpd_client_connection_count_limit = 0
            maillog_file = %1$s/maillog
            maillog_file_prefixes = %1$s
            alias_maps =
            local_recipient_maps =
            """;
    private static final String MASTER = """
            127.0.0.1:%d inet n - n - - smtpd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            virtual unix - n n - - virtual
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            proxymap unix - - n - - proxymap
            postlog unix-dgram n - n - 1 postlogd
            """;

    static PostfixPeer start(int port) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("chosei-postfix");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String each : List.of("etc", "queue", "data", "mail")) {
            Files.createDirectory(directory.resolve(each));
        }
        Files.createDirectory(directory.resolve("queue/pid"));
        run(List.of("chown", "postfix", directory.resolve("data").toString()));
        run(List.of("chown", "65534:65534", directory.resolve("mail").toString()));
        Files.writeString(directory.resolve("etc/main.cf"), MAIN.formatted(directory), StandardCharsets.US_ASCII);
        Files.writeString(directory.resolve("etc/master.cf"), MASTER.formatted(port), StandardCharsets.US_ASCII);
        PostfixPeer peer = new PostfixPeer(directory, port);
        peer.postfix("start");
        return peer;
    }

    private void postfix(String what) throws IOException, InterruptedException {
        run(List.of("/usr/sbin/postfix", "-c", directory.resolve("etc").toString(), what));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    /** Waits until the Maildir holds as many. */
    void awaitDelivered(int count, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (delivered() < count) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Postfix delivered " + delivered() + " of " + count);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private long delivered() throws IOException {
        Path box = directory.resolve("mail/box/new");
        if (!Files.isDirectory(box)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(box)) {
            return files.count();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        postfix("stop");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
