package org.rflow.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.rflow.model.Endpoint;

/**
 * Attacks one open port as a program would that has no secret: plain TCP, ZMTP 3.0 (ZeroMQ RFC 23) with the PLAIN
 * mechanism (RFC 24) as far as it suits.
 *
 * <pre>
 *  greeting   | FF 0*7 1 7F | 3 0 | mechanism, 20 bytes | as-server | 0*31 |
 *  command    | 4 | size, 1 byte | length of name, name | body |
 *  frame      | 0 last, 1 more, 2 long | size, 1 byte, long: 8 bytes | body |
 * </pre>
 */
final class HostilePeer {
    private static final List<String> ANSWERS = List.of("WELCOME", "ERROR");
    private static final int GREETING = 64;
    private static final int BACKLOG = 50;
    private static final int PATIENCE_MILLIS = 10_000;

    private final String socketType;
    private final int port;
    private final Random random;

    HostilePeer(String socketType, String address, long seed) {
        this.socketType = socketType;
        this.port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        this.random = new Random(seed);
    }

    HostilePeer(Endpoint endpoint, long seed) {
        this(endpoint.socketType(), endpoint.address(), seed);
    }

    int port() {
        return port;
    }

    void sendNoise(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            byte[] noise = new byte[1 + random.nextInt(500)];
            random.nextBytes(noise);
            sendAndLeave(i % 2 == 0 ? greeting() : new byte[0], noise);
        }
    }

    /** A long frame of a size that, read as a signed number, is −1. */
    void sendFramesOfSizeMinusOne(int times) throws IOException {
        byte[] frame = {2, -1, -1, -1, -1, -1, -1, -1, -1};
        byte[] command = {4 | 2, -1, -1, -1, -1, -1, -1, -1, -1};
        for (int i = 0; i < times; i++) {
            sendAndLeave(greeting(), i % 2 == 0 ? frame : command);
        }
    }

    /** A HELLO whose user name is said to have 200 bytes and has 5. */
    void sendHellosThatLie(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            sendAndLeave(greeting(), command("HELLO", new byte[] {(byte) 200, 1, 2, 3, 4, 5}));
        }
    }

    /** Connects and then says nothing, or a part of a greeting, or nothing after it. */
    List<Socket> connectHalf(int times) throws IOException {
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Socket socket = connect();
            open.add(socket);
            socket.getOutputStream()
                    .write(greeting(), 0, List.of(0, i % GREETING, GREETING).get(i % 3));
            if (i % BACKLOG == 0) {
                // it has come so far with accepting; a full backlog would cost the next peer a second
                socket.setSoTimeout(PATIENCE_MILLIS);
                assertThat(socket.getInputStream().read()).isNotNegative();
            }
        }
        return open;
    }

    /** Introduces itself with the password: what the other side said until it answered or hung up. */
    String introduce(String password) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(greeting());
            socket.getOutputStream().write(command("HELLO", credentials(password)));
            return heard(socket);
        }
    }

    /** Introduces itself and goes on at once, with a message, as if it had been let in. */
    String intrude(String password) throws IOException {
        try (Socket socket = connect()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(greeting());
            all.writeBytes(command("HELLO", credentials(password)));
            all.writeBytes(command("INITIATE", property("Socket-Type", peerType())));
            all.writeBytes(new byte[] {0, 4, 1, 'x', 'y', 'z'});
            socket.getOutputStream().write(all.toByteArray());
            return heard(socket);
        }
    }

    private String peerType() {
        return switch (socketType) {
            case "ROUTER" -> "DEALER";
            case "PULL" -> "PUSH";
            case "XSUB" -> "XPUB";
            case "XPUB" -> "SUB";
            default -> throw new IllegalStateException("nobody connects to a " + socketType);
        };
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private void sendAndLeave(byte[] first, byte[] second) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(first);
            socket.getOutputStream().write(second);
        } catch (IOException e) {
            assertHungUp(e);
        }
    }

    private static String heard(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        StringBuilder heard = new StringBuilder();
        try {
            int next = socket.getInputStream().read();
            while (next >= 0) {
                heard.append((char) next);
                boolean answered = ANSWERS.stream().anyMatch(answer -> heard.indexOf(answer) >= 0);
                next = answered ? -1 : socket.getInputStream().read();
            }
        } catch (IOException e) {
            assertHungUp(e);
        }
        return heard.toString();
    }

    private static void assertHungUp(IOException e) {
        assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
    }

    private static byte[] greeting() {
        byte[] greeting = new byte[GREETING];
        greeting[0] = -1;
        greeting[8] = 1;
        greeting[9] = 127;
        greeting[10] = 3;
        System.arraycopy("PLAIN".getBytes(US_ASCII), 0, greeting, 12, 5);
        return greeting;
    }

    private static byte[] credentials(String password) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        shortText(body, "rflow");
        shortText(body, password);
        return body.toByteArray();
    }

    private static byte[] property(String name, String value) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        shortText(body, name);
        body.writeBytes(new byte[3]);
        shortText(body, value);
        return body.toByteArray();
    }

    private static byte[] command(String name, byte[] body) {
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        command.write(4);
        command.write(1 + name.length() + body.length);
        shortText(command, name);
        command.writeBytes(body);
        return command.toByteArray();
    }

    private static void shortText(ByteArrayOutputStream out, String text) {
        out.write(text.length());
        out.writeBytes(text.getBytes(US_ASCII));
    }
}
