package org.rflow.components;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Headers;

/**
 * Lets TCP clients send messages: each line is a text, or with {@code framing: length} each run of bytes behind its length (32 bits, big-endian)
 * raw bytes. The property {@code tcp.client} says who sent it.
 *
 * <pre>{@code
 * components:
 *   meters:
 *     type: tcp_in
 *     options: { listen: 127.0.0.1, port: 9000, framing: lines, max_clients: 50 }
 * }</pre>
 *
 * <p>Nothing is read while the flow is full, which clients feel as a full connection. While {@code max_clients} are connected others wait until one leaves. A client
 * that sends more than {@code max_record} without an end is cut off. When the system lets nobody in (too many open files), that is logged, and tried again. With port 0 the system chooses a port; the file {@code address} in the component's run
 * directory has it. TCP says nothing of what was processed: what a client has sent is lost with the worker, so connections from here are {@code best-effort}. Workers of a shard need
 * ports of their own, so it has one worker.
 */
public final class TcpIn extends Component {
    private static final int AT_ONCE = 100;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Lets the next client in; null when nobody waits. */
    @FunctionalInterface
    interface Acceptor {
        @Nullable
        SocketChannel accept(ServerSocketChannel server) throws IOException;
    }

    private record Client(SocketChannel channel, String name, TcpStream stream, Headers headers, SelectionKey key) {}

    final OutputPort out = outputPort("out", "what clients send, a message each");
    private final Option<String> listen = option("listen")
            .text()
            .defaultsTo("127.0.0.1")
            .help("the address to listen at; 0.0.0.0 is all of the machine");
    private final Option<Long> port =
            option("port").integer().required().help("the port to listen at; 0 is any free one");
    private final Option<TcpFraming> framing = option("framing")
            .choice(TcpFraming.class)
            .defaultsTo("lines")
            .help("lines of text, or bytes behind their length");
    private final Option<Long> maxClients =
            option("max_clients").integer().defaultsTo("100").help("how many may be connected; others wait");
    private final Option<Long> maxRecord =
            option("max_record").size().defaultsTo("1MB").help("a client that sends a longer one is cut off");

    private final Set<Client> clients = new HashSet<>();
    /** Those that may have sent something, in the order in which they have their turns. */
    private final Deque<Client> active = new ArrayDeque<>();

    private final Acceptor acceptor;
    private @Nullable RareWarning notLetIn;
    private @Nullable Selector selector;
    private @Nullable SelectionKey door;
    private @Nullable ServerSocketChannel server;

    public TcpIn() {
        this(ServerSocketChannel::accept);
    }

    TcpIn(Acceptor acceptor) {
        this.acceptor = acceptor;
    }

    @Override
    protected String help() {
        return "lets TCP clients send messages";
    }

    @Override
    protected void configure(ComponentContext context) throws IOException {
        if (maxClients.get() < 1) {
            throw new ConfigurationException("option 'max_clients': must be above 0");
        }
        if (maxRecord.get() < 1 || maxRecord.get() > 1 << 30) {
            throw new ConfigurationException("option 'max_record': must be from 1 to 1GB");
        }
        if (context.workerCount() > 1) {
            throw new ConfigurationException("a shard of " + context.workerCount()
                    + " workers cannot listen at one port; let one worker listen");
        }
        notLetIn = new RareWarning(context.log(), context.clock());
        Selector ready = Selector.open();
        selector = ready;
        ServerSocketChannel opened = ServerSocketChannel.open();
        server = opened;
        try {
            opened.bind(new InetSocketAddress(listen.get(), Math.toIntExact(port.get())));
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw new ConfigurationException(
                    "cannot listen at " + listen.get() + ":" + port.get() + ": " + e.getMessage()
                            + "; choose another option 'port', or 0 for any free one",
                    e);
        }
        opened.configureBlocking(false);
        door = opened.register(ready, SelectionKey.OP_ACCEPT);
        String address = listen.get() + ":" + opened.socket().getLocalPort();
        Files.writeString(context.runDirectory().resolve("address"), address);
        context.log().info("component '{}' listens at {}", context.name(), address);
    }

    @Override
    protected Poll poll() throws IOException {
        select(requireNonNull(selector, "selector"));
        int sent = 0;
        for (int i = active.size(); i > 0 && sent < AT_ONCE; i--) {
            sent += serve(active.remove(), AT_ONCE - sent);
        }
        return active.isEmpty() ? Poll.IDLE : Poll.MORE;
    }

    private void select(Selector ready) throws IOException {
        ready.selectNow();
        for (SelectionKey key : ready.selectedKeys()) {
            if (key.attachment() instanceof Client client) {
                key.interestOps(0);
                active.add(client);
            } else {
                accept(ready);
            }
        }
        ready.selectedKeys().clear();
    }

    private void accept(Selector ready) {
        try {
            SocketChannel channel = acceptor.accept(requireNonNull(server, "server"));
            if (channel != null) {
                letIn(channel, ready);
            }
            openDoor();
        } catch (IOException e) {
            requireNonNull(door, "door").interestOps(0);
            context().after(PAUSE, this::openDoor);
            requireNonNull(notLetIn, "notLetIn")
                    .warn("no TCP client can be let in, which is tried again after " + PAUSE.toSeconds() + " s: "
                            + e.getMessage());
        }
    }

    private void letIn(SocketChannel channel, Selector ready) throws IOException {
        try {
            channel.configureBlocking(false);
            String name = String.valueOf(channel.getRemoteAddress()).replaceFirst("^/", "");
            TcpStream stream = new TcpStream(framing.get(), Math.toIntExact(maxRecord.get()));
            Headers headers = Headers.NONE.withProperties(Map.of("tcp.client", name));
            Client client = new Client(channel, name, stream, headers, channel.register(ready, SelectionKey.OP_READ));
            client.key().attach(client);
            clients.add(client);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** While all places are taken nobody is let in. */
    private void openDoor() {
        SelectionKey key = requireNonNull(door, "door");
        if (key.isValid()) {
            key.interestOps(clients.size() < maxClients.get() ? SelectionKey.OP_ACCEPT : 0);
        }
    }

    /** Sends at most so many of a client's records, and puts it behind the others while there may be more. */
    private int serve(Client client, int most) throws IOException {
        try {
            int sent = send(client, most);
            if (sent == most) {
                active.add(client);
                return sent;
            }
            boolean read = client.stream().fill(client.channel());
            if (read) {
                active.add(client);
            } else if (client.stream().isEnded()) {
                sent += send(client, 1);
                leave(client);
            } else {
                client.key().interestOps(SelectionKey.OP_READ);
            }
            return sent;
        } catch (IOException e) {
            context().log().warn("TCP client {} is cut off: {}", client.name(), e.getMessage());
            remove(client);
            return 0;
        }
    }

    private int send(Client client, int most) throws IOException {
        int sent = 0;
        while (sent < most) {
            byte[] record = client.stream().next();
            if (record == null) {
                break;
            }
            out.send(framing.get().message(record).withHeaders(client.headers()));
            sent++;
        }
        return sent;
    }

    private void leave(Client client) throws IOException {
        if (client.stream().left() > 0) {
            context()
                    .log()
                    .warn(
                            "TCP client {} has left with {} bytes of a record that is not whole",
                            client.name(),
                            client.stream().left());
        }
        remove(client);
    }

    private void remove(Client client) throws IOException {
        client.channel().close();
        clients.remove(client);
        openDoor();
    }

    /** What has been read may still be sent. */
    @Override
    protected void stopSources() throws IOException {
        for (Client client : clients) {
            send(client, Integer.MAX_VALUE);
        }
        close();
    }

    @Override
    protected void cleanup() throws IOException {
        close();
    }

    private void close() throws IOException {
        if (server != null) {
            server.close();
        }
        for (Client client : clients) {
            client.channel().close();
        }
        clients.clear();
        active.clear();
        if (selector != null) {
            selector.close();
        }
    }
}
