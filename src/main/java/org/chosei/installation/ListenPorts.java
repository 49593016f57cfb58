package org.chosei.installation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries the ports before anything starts, and frees them again. Web server and mail listener bind them much later, one
 * after the other and each with a failure of its own.
 */
public final class ListenPorts {
    private ListenPorts() {}

    /** @throws InstallationRefused with a sentence for each port on which nothing can listen */
    public static void check(Settings settings) {
        List<String> problems = new ArrayList<>();
        tryOne(Setting.LISTEN_PORT, settings.web().address(), settings.web().port(), problems);
        settings.mail()
                .incoming()
                .ifPresent(mail -> tryOne(Setting.MAIL_LISTEN_PORT, mail.address(), mail.port(), problems));
        settings.mail()
                .lmtpPort()
                .ifPresent(port -> tryOne(
                        Setting.MAIL_LMTP_PORT,
                        settings.mail()
                                .incoming()
                                .map(Settings.Incoming::address)
                                .orElse(InetAddress.getLoopbackAddress()),
                        port,
                        problems));
        if (!problems.isEmpty()) {
            throw new InstallationRefused(problems);
        }
    }

    private static void tryOne(Setting<?> setting, InetAddress address, int port, List<String> problems) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            problems.add(
                    "The setting %s is %d, but this process cannot listen on port %d of %s (%s). Stop what holds it, or choose another port or address; ports below 1024 need a right of their own (docs/operations.md, TLS)."
                            .formatted(setting.key(), port, port, address.getHostAddress(), e.getMessage()));
        }
    }
}
