package org.rflow.components;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.component.Receipt;
import org.rflow.message.Message;

/**
 * Sends each message to a TCP server: its text as a line, or with {@code framing: length} its bytes behind their length (32 bits, big-endian).
 *
 * <pre>{@code
 * components:
 *   display:
 *     type: tcp_out
 *     options: { host: 127.0.0.1, port: 9001, framing: lines, wait: 10s }
 * }</pre>
 *
 * <p>It connects when there is something to send, and again when the connection has broken; what was being written then is written again, as nobody knows what of it
 * arrived. A server that is away is waited for up to {@code wait}, which begins when the connection breaks or cannot be made; then the messages go to {@code errored}.
 * One that is there and takes nothing for so long (at least a second) is left, and the messages go to {@code errored} too, though it may have got some of them. A message is acknowledged when the system has
 * taken it, as TCP tells nothing of what the server did with it.
 */
public final class TcpOut extends Component {
    final InputPort in = inputPort("in", "what to send");
    final OutputPort errored = outputPort("errored", "what could not be sent");
    private final Option<String> host = option("host").text().required().help("the server");
    private final Option<Long> port = option("port").integer().required().help("its port");
    private final Option<TcpFraming> framing = option("framing")
            .choice(TcpFraming.class)
            .defaultsTo("lines")
            .help("lines of text, or bytes behind their length");
    private final Option<Duration> wait = option("wait")
            .duration()
            .defaultsTo("1m")
            .help("how long a server that is away, or takes nothing, is waited for");

    private ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private List<Receipt> receipts = new ArrayList<>();
    private @Nullable TcpSender sender;
    private boolean writing;

    @Override
    protected String help() {
        return "sends each message to a TCP server";
    }

    @Override
    protected void configure(ComponentContext context) {
        if (port.get() < 1 || port.get() > 65_535) {
            throw new ConfigurationException("option 'port': " + port.get() + " is not between 1 and 65535");
        }
        sender = new TcpSender(host.get(), Math.toIntExact(port.get()), wait.get(), System::nanoTime, context.log());
    }

    @Override
    protected void process(InputPort inputPort, Message message) {
        framing.get().write(message, gathered);
        receipts.add(context().retain());
    }

    /** What comes while something is written is written next. */
    @Override
    protected void endOfBatch() {
        write();
    }

    private void write() {
        if (writing || receipts.isEmpty()) {
            return;
        }
        writing = true;
        byte[] bytes = gathered.toByteArray();
        List<Receipt> open = receipts;
        gathered = new ByteArrayOutputStream();
        receipts = new ArrayList<>();
        TcpSender to = requireNonNull(sender, "sender");
        context()
                .blocking(
                        () -> {
                            to.write(bytes);
                            return open;
                        },
                        sent -> {
                            writing = false;
                            sent.forEach(Receipt::release);
                            write();
                        },
                        cause -> {
                            writing = false;
                            open.forEach(receipt -> receipt.fail(cause));
                            write();
                        });
    }

    @Override
    protected void cleanup() throws IOException {
        if (sender != null) {
            sender.close();
        }
    }
}
