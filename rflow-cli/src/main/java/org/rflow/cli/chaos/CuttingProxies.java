package org.rflow.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Stands between the workers: each address gets another one on the loopback interface, and what is connected there is connected
 * to the first, byte by byte, until it is cut. Has threads of its own, three for each connection. Thread safe.
 */
public final class CuttingProxies implements AutoCloseable {
    private static final Logger log = LogManager.getLogger(CuttingProxies.class);
    private static final int BUFFER = 64 << 10;

    private final Map<String, ServerSocket> proxies = new LinkedHashMap<>();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /** Two sockets that are one connection. */
    private record Link(String name, Socket near, Socket far) {
        void close() {
            for (Socket socket : List.of(near, far)) {
                try {
                    socket.close();
                } catch (IOException e) {
                    log.debug("closing {}: {}", name, e.getMessage());
                }
            }
        }
    }

    /** Where to connect to instead; the same for the same address. */
    public synchronized String through(String address) {
        URI target = URI.create(address);
        ServerSocket proxy = proxies.computeIfAbsent(address, this::open);
        return target.getScheme() + "://" + target.getHost() + ":" + proxy.getLocalPort();
    }

    private ServerSocket open(String address) {
        try {
            ServerSocket proxy = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            start("accept", () -> accept(proxy, address));
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for " + address, e);
        }
    }

    private void accept(ServerSocket proxy, String address) {
        while (!proxy.isClosed()) {
            try {
                connect(proxy.accept(), URI.create(address));
            } catch (IOException e) {
                log.debug("proxy of {}: {}", address, e.getMessage());
            }
        }
    }

    private void connect(Socket near, URI target) throws IOException {
        Socket far;
        try {
            far = new Socket(target.getHost(), target.getPort());
        } catch (IOException e) {
            near.close();
            throw e;
        }
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        Link link = new Link(target.toString(), near, far);
        add(link);
        start("to", () -> copy(near, far, link));
        start("from", () -> copy(far, near, link));
    }

    private synchronized void add(Link link) {
        links.add(link);
        if (closed) {
            end(link);
        }
    }

    private void copy(Socket from, Socket to, Link link) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            log.debug("connection to {} ended: {}", link.name(), e.getMessage());
        }
        end(link);
    }

    private void end(Link link) {
        links.remove(link);
        link.close();
    }

    /** Cuts one of the connections; returns whether there was one. */
    boolean cut(Fault fault) {
        List<Link> open = new ArrayList<>(links);
        if (open.isEmpty()) {
            return false;
        }
        end(open.get(fault.index(open.size())));
        return true;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "chaos/" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (ServerSocket proxy : proxies.values()) {
            try {
                proxy.close();
            } catch (IOException e) {
                log.debug("closing a proxy: {}", e.getMessage());
            }
        }
        List.copyOf(links).forEach(this::end);
    }
}
