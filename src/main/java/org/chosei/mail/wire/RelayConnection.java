package org.chosei.mail.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import jdk.net.ExtendedSocketOptions;

/** A socket to the relay that carries commands and replies; what they mean is {@link RelaySession}'s. For one thread. */
final class RelayConnection implements AutoCloseable {
    private final SmtpRelay.Settings settings;
    private final Socket wire;
    private final RelayPatience patience;
    private final boolean quick;
    private OutputStream out;
    private ReplyReader replies;

    private RelayConnection(SmtpRelay.Settings settings, Socket wire) throws IOException {
        this.settings = settings;
        this.wire = wire;
        this.quick = wire.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
        this.out = wire.getOutputStream();
        this.replies = new ReplyReader(wire.getInputStream());
        this.patience = new RelayPatience(wire);
    }

    /** Each address of the host is tried in turn, as RFC 5321 §5.1 asks. */
    static RelayConnection open(SmtpRelay.Settings settings) throws IOException {
        IOException failure = new ConnectException("no address");
        for (InetAddress address : InetAddress.getAllByName(settings.host())) {
            Socket socket = new Socket();
            try {
                // With Nagle's algorithm each mail would wait for a delayed acknowledgement.
                socket.setTcpNoDelay(true);
                socket.connect(
                        new InetSocketAddress(address, settings.port()),
                        Math.toIntExact(settings.connect().toMillis()));
                return new RelayConnection(settings, socket);
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure;
    }

    /** One write, whatever it holds: a group of commands, or a whole mail. */
    void write(byte[] bytes, Duration limit) throws IOException {
        patience.of(limit);
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw told(e);
        }
    }

    void write(String commands) throws IOException {
        write(commands.getBytes(US_ASCII), settings.reply());
        // Else a relay with Nagle's algorithm keeps its second answer until our delayed acknowledgement of the first.
        if (quick) {
            wire.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    SmtpReply reply() throws IOException {
        return reply(settings.reply());
    }

    SmtpReply reply(Duration limit) throws IOException {
        patience.of(limit);
        try {
            return replies.next();
        } catch (IOException e) {
            throw told(e);
        } finally {
            patience.rest();
        }
    }

    SmtpReply ask(String command) throws IOException {
        write(command + "\r\n");
        return reply();
    }

    /** Whether the relay said something that nobody asked for. */
    boolean spokenUnasked() throws IOException {
        return replies.ahead();
    }

    /**
     * Goes on under TLS, with a certificate that is valid for the host.
     *
     * @throws ProtocolException when something was said in clear after the answer to STARTTLS, which a stranger could have added
     */
    void secure() throws IOException {
        if (replies.ahead()) {
            throw new ProtocolException("words in clear after STARTTLS");
        }
        patience.of(settings.reply());
        try {
            SSLContext trust = settings.trust();
            SSLSocketFactory factory =
                    trust == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : trust.getSocketFactory();
            SSLSocket secured = (SSLSocket) factory.createSocket(wire, settings.host(), settings.port(), true);
            var parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            out = secured.getOutputStream();
            replies = new ReplyReader(secured.getInputStream());
        } catch (IOException e) {
            throw told(e);
        } finally {
            patience.rest();
        }
    }

    private IOException told(IOException failure) {
        return patience.over() ? new SocketTimeoutException("the relay did not answer in time") : failure;
    }

    @Override
    public void close() {
        patience.close();
        try {
            wire.close();
        } catch (IOException e) {
            // It was going away; what the relay had accepted stays accepted.
        }
    }
}
