package org.chosei.command;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import org.chosei.installation.Settings;
import org.chosei.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The production server. Runs until it is told to end; ends in order, also on SIGTERM. */
@Command(name = "serve")
final class ServeCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Texts texts = Texts.ofTerminal();
        Settings read = settings.read();
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (Server server = Server.start(read)) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                end.countDown();
                await(ended);
            }));
            if (server.masterKey().justMade()) {
                out.println(texts.of("serve.master-key", server.masterKey().file()));
            }
            out.println(texts.of("serve.ready", read.baseUrl()));
            server.administratorLink().ifPresent(link -> out.println(texts.of("serve.first-run", link)));
            out.flush();
            await(end);
        } finally {
            ended.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
