package org.chosei.mail.wire;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Accepts connections that say each answer at once. With Nagle's algorithm the second answer to commands that came together
 * (RFC 2920) waits for the delayed acknowledgement of the first, 40 ms for each mail.
 */
final class PromptServerSocket extends ServerSocket {
    /** Not bound yet: the server does that. */
    PromptServerSocket() throws IOException {}

    @Override
    public Socket accept() throws IOException {
        Socket accepted = super.accept();
        accepted.setTcpNoDelay(true);
        return accepted;
    }
}
