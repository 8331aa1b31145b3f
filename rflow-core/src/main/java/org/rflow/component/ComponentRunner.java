package org.rflow.component;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.rflow.message.Lineage;
import org.rflow.message.Message;
import org.rflow.message.MessageException;
import org.rflow.message.ProvenanceStamp;
import org.rflow.message.SeenSet;

/**
 * Runs one component: the only way to its callbacks, for the worker and for the test kit. A message that arrives while
 * the component is inside a callback waits its turn, and what a callback throws never reaches a sender. Used only by the
 * worker's loop thread.
 */
public final class ComponentRunner {
    /** The property that tells on {@code errored} what was wrong with the message. */
    public static final String ERROR = "rflow.error";

    /** The name of the output for messages that the component throws at. */
    static final String ERRORED = "errored";

    private static final Logger LOG = LogManager.getLogger(ComponentRunner.class);

    private final Component component;
    private final String name;
    private final FailureHandler failures;
    private final @Nullable OutputPort errored;
    private final ContextLoader loader;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Arrival currentArrival;
    private @Nullable Message currentMessage;
    private int currentAttempts;
    private int currentReceipts;
    private @Nullable ReceiptMark currentMark;
    private Secrets secrets = new Secrets(System.getenv());
    private RetryRules retryRules = RetryRules.NONE;
    private RetryRules.Later later = (delay, action) -> {
        throw new IllegalStateException("no clock");
    };
    private int retrying;
    private boolean inside;
    private @Nullable ClassLoader loaderBefore;
    private @Nullable ProvenanceStamp stamp;
    private @Nullable Lineage lineage;
    private Lineage.Origin origin = Lineage.NO_ORIGIN;
    private @Nullable SeenSet seen;
    private boolean dirty;
    private final OpenReceipts retained = new OpenReceipts();
    private ReceiptMark receipts = new ReceiptMark(null);
    private long processed;
    private long failed;
    private long again;

    public ComponentRunner(Component component, String name, FailureHandler failures) {
        this.component = component;
        this.name = name;
        this.failures = failures;
        this.loader = ContextLoader.of(component);
        this.errored = outputPort(ERRORED).orElse(null);
        component.inputPorts().forEach(port -> port.runBy(this));
    }

    static ComponentRunner standalone(Component component) {
        return new ComponentRunner(
                component,
                component.getClass().getSimpleName(),
                failed -> LOG.error(
                        "component '{}' failed on a {}",
                        failed.component(),
                        failed.message().type(),
                        failed.cause()));
    }

    public String name() {
        return name;
    }

    /** Lets every message the component sends carry its processing event from now on (RF-162). */
    public void stampWith(ProvenanceStamp newStamp) {
        stamp = newStamp;
        component.outputPorts().forEach(port -> port.stampWith(newStamp));
    }

    public boolean isSource() {
        return component.isSource();
    }

    /**
     * Notes who the messages are that the component sends; its own, if it is a source or has state and comes to its end, are numbered by {@code newOrigin}. A
     * component with state leaves out what {@code newSeen} has.
     */
    public void trace(Lineage newLineage, Lineage.Origin newOrigin, @Nullable SeenSet newSeen) {
        lineage = newLineage;
        origin = newOrigin;
        seen = newSeen;
        component.outputPorts().forEach(port -> port.trace(newLineage, newSeen == null ? null : this::content));
    }

    /**
     * What a component with state sends comes of more than the message it processes: that may come again after others than before, and another
     * result of it must not be taken for the first one.
     */
    private long content(Message sent) {
        return sent == currentMessage
                ? 0
                : sent.type().fingerprint() ^ sent.data().hashCode();
    }

    /** Gives a message that the component throws at to it again, as the rules say, before it goes anywhere else. */
    public void retry(RetryRules rules, RetryRules.Later clock) {
        retryRules = rules;
        later = clock;
    }

    /** Who knows what references in options stand for, and what of it is not to be shown; else a new one with the environment of this process. */
    public void keep(Secrets newSecrets) {
        secrets = newSecrets;
    }

    /** Messages that the component threw at and that will be given to it again. */
    public int retrying() {
        return retrying;
    }

    /**
     * Gives options their values, then calls {@code configure}. All that is wrong with them (unknown, missing, unreadable)
     * comes in one {@link ConfigurationException}, a line each; so does the component's own, with its name before it.
     */
    public void configure(Map<String, String> values, ComponentContext context) throws Exception {
        new OptionSetting(component, name, secrets).set(values, context::resolve);
        component.attach(context);
        try {
            loader.call(() -> component.configure(context));
        } catch (ConfigurationException e) {
            Exception masked = secrets.masked(e);
            throw new ConfigurationException("component '" + name + "': " + masked.getMessage(), masked);
        } catch (Exception e) {
            throw secrets.masked(e);
        }
    }

    public Optional<InputPort> inputPort(String portName) {
        return component.inputPorts().stream()
                .filter(port -> port.name().equals(portName))
                .findFirst();
    }

    public Optional<OutputPort> outputPort(String portName) {
        return component.outputPorts().stream()
                .filter(port -> port.name().equals(portName))
                .findFirst();
    }

    public void run() throws Exception {
        inside(component::run);
    }

    /** Lets a pulled source send its next messages. What it throws is the worker's end. */
    public Component.Poll poll() throws Exception {
        boolean outer = enter();
        dirty = true;
        try {
            return component.poll();
        } catch (Exception e) {
            throw secrets.masked(e);
        } finally {
            leave(outer);
        }
    }

    public void stopSources() throws Exception {
        inside(component::stopSources);
    }

    /** What a component with state sends now comes of that, and is the same when it is sent again. */
    public void shutdown() throws Exception {
        inside(() -> {
            if (lineage != null) {
                lineage.asked(origin);
                if (!component.isSource()) {
                    origin.mark();
                }
            }
            component.shutdown();
        });
    }

    public void cleanup() throws Exception {
        masked(() -> loader.call(component::cleanup));
    }

    /** Whether {@link #endOfBatch} has something to end. */
    public boolean isDirty() {
        return dirty;
    }

    /** Calls {@code endOfBatch} if anything was processed or polled since the last time. */
    public void endOfBatch() throws Exception {
        if (dirty) {
            dirty = false;
            inside(component::endOfBatch);
        }
    }

    public byte[] snapshot(int slot) throws Exception {
        return loader.get(() -> component.snapshot(slot));
    }

    public void restore(int slot, byte[] state) throws Exception {
        loader.call(() -> component.restore(slot, state));
    }

    public void positionDone(String position) throws Exception {
        inside(() -> component.positionDone(position));
    }

    /** Runs a timer's action or a result of blocking work as a callback of this component. */
    public void inside(Callback callback) throws Exception {
        boolean outer = enter();
        try {
            masked(callback);
        } finally {
            leave(outer);
        }
    }

    private void masked(Callback callback) throws Exception {
        try {
            callback.call();
        } catch (Exception e) {
            throw secrets.masked(e);
        }
    }

    private boolean enter() {
        boolean outer = inside;
        inside = true;
        if (!outer) {
            loaderBefore = loader.enter();
            if (stamp != null) {
                stamp.begin();
            }
            if (lineage != null) {
                lineage.asked(component.isSource() ? origin : Lineage.NO_ORIGIN);
            }
        }
        return outer;
    }

    private void leave(boolean outer) {
        inside = outer;
        if (!outer) {
            loader.leave(loaderBefore);
            processWaiting();
        }
    }

    /** Processes the message, or lets it wait while the component is inside a callback. Never throws what the component throws. */
    public void deliver(Arrival arrival, Message message) {
        if (inside) {
            waiting.add(new Waiting(arrival, message, point(), 0, null));
            return;
        }
        process(arrival, message, 0, null);
        if (!waiting.isEmpty()) {
            processWaiting();
        }
    }

    private void processWaiting() {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            if (lineage != null && next.who() != null) {
                lineage.at(next.who());
            }
            process(next.arrival(), next.message(), next.attempts(), next.among());
        }
    }

    private Lineage.@Nullable Point point() {
        return lineage == null ? null : lineage.point();
    }

    /** Short, as the JVM inlines only hot methods of less than 325 bytes. */
    private void process(Arrival arrival, Message message, int attemptsBefore, @Nullable ReceiptMark among) {
        if (attemptsBefore == 0 && seen != null && !isNew(seen, arrival)) {
            again++;
            return;
        }
        Lineage.Point who = retryRules.retries() == 0 ? null : point();
        begin(arrival, message, attemptsBefore, among);
        ClassLoader before = loader.enter();
        try {
            InputPort port = arrival.port();
            port.check(message.type());
            component.process(port, message);
        } catch (Exception e) {
            failed(tried(arrival, message, who), e);
        } catch (LinkageError | AssertionError | StackOverflowError e) {
            failed(tried(arrival, message, who), new ExecutionException(e));
        } finally {
            end(arrival, before);
        }
    }

    private void begin(Arrival arrival, Message message, int attemptsBefore, @Nullable ReceiptMark among) {
        inside = true;
        dirty = true;
        processed++;
        currentArrival = arrival;
        currentMessage = message;
        currentAttempts = attemptsBefore + 1;
        currentReceipts = 0;
        currentMark = among;
        if (stamp != null) {
            stamp.begin();
        }
        arrival.port().arriving(arrival);
    }

    private void end(Arrival arrival, @Nullable ClassLoader before) {
        loader.leave(before);
        arrival.port().arriving(null);
        currentArrival = null;
        currentMessage = null;
        inside = false;
    }

    /** Sends a message where one goes that the component threw at so often, without giving it to the component again. */
    public void refuse(Arrival arrival, Message message, Exception cause, int attempts) {
        dirty = true;
        failed++;
        route(new Waiting(arrival, message, point(), attempts, null), cause);
    }

    private Waiting tried(Arrival arrival, Message message, Lineage.@Nullable Point who) {
        ReceiptMark mark = currentMark == null ? receipts : currentMark;
        return new Waiting(arrival, message, who == null ? point() : who, currentAttempts, mark);
    }

    void failed(Waiting tried, Exception failure) {
        Exception cause = secrets.masked(failure);
        if (tried.attempts() <= retryRules.retries()) {
            LOG.debug(
                    "component '{}' failed on a {}; it will be tried again",
                    name,
                    tried.message().type(),
                    cause);
            tryLater(tried);
        } else {
            failed++;
            route(tried, cause);
        }
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until then the message is retained, so it is not acknowledged, and the worker is not drained. */
    private void tryLater(Waiting tried) {
        Receipt receipt = retain(tried);
        retrying++;
        later.after(retryRules.pause(tried.attempts()), () -> {
            retrying--;
            waiting.add(tried);
            processWaiting();
            receipt.release();
        });
    }

    private void route(Waiting tried, Exception cause) {
        Message message = tried.message();
        if (errored == null || !errored.isConnected()) {
            giveUp(tried, cause);
            return;
        }
        LOG.debug("component '{}' failed on a {}; sent to errored", name, message.type(), cause);
        try {
            errored.send(message.withProperty(ERROR, name + ": " + FailedMessage.reason(cause)));
        } catch (MessageException e) {
            cause.addSuppressed(e);
            giveUp(tried, cause);
        }
    }

    private void giveUp(Waiting tried, Exception cause) {
        failures.failed(
                new FailedMessage(name, tried.arrival(), tried.message(), cause, tried.attempts(), tried.who()));
    }

    /** Opens one more receipt of the message being processed; {@link #retained} counts them. */
    public Receipt retain() {
        Arrival arrival = currentArrival;
        Message message = currentMessage;
        if (arrival == null || message == null) {
            throw new IllegalStateException("no message is being processed");
        }
        return retain(tried(arrival, message, null));
    }

    private Receipt retain(Waiting tried) {
        ReceiptMark among = tried.among() == null ? receipts : tried.among();
        return new Retained(this, tried, among, ++currentReceipts);
    }

    /** Does what sends the results of a message that was retained, as the {@code number}th of its receipts. */
    void answer(Waiting tried, int number, Runnable sends) {
        if (lineage != null && tried.who() != null) {
            lineage.later(tried.who(), number, sends);
        } else {
            sends.run();
        }
    }

    OpenReceipts openReceipts() {
        return retained;
    }

    public int retained() {
        return retained.all();
    }

    public int retainedOf(String connection) {
        return retained.of(connection);
    }

    /** Whether the component holds so many receipts that it is to get no more messages for now. */
    public boolean isHoldingMost() {
        return retained.all() >= component.mostReceipts();
    }

    /** Marks the receipts opened so far, to ask later whether they are released. */
    public ReceiptMark markReceipts() {
        ReceiptMark marked = receipts;
        receipts = new ReceiptMark(marked.isReleased() ? null : marked);
        return marked;
    }

    /** Whether the component has state to save; asked once it is configured. */
    public boolean hasState() {
        return component.hasState();
    }

    /** Messages handed to {@code process} so far. */
    public long processed() {
        return processed;
    }

    private boolean isNew(SeenSet before, Arrival arrival) {
        Lineage line = Objects.requireNonNull(lineage, "lineage");
        return before.add(
                line.origin(), line.position(), line.path(arrival.connection().hashCode()));
    }

    /** Messages left out because they had been processed before. */
    public long again() {
        return again;
    }

    /** Messages that {@code process} threw at, wherever they went. */
    public long failed() {
        return failed;
    }

    /** Whether a callback of the component is running; a racy look from other threads. */
    public boolean isInside() {
        return inside;
    }

    /** Messages that wait for the component to leave its current callback. */
    public int waiting() {
        return waiting.size();
    }

    /** All that a message on this port can reach through direct links: outlets, and runners. Its gate is open while none of them is full. */
    public Reach reachable(InputPort port) {
        return Reach.from(this, port.written());
    }

    /** The same for what a source's {@code poll} can reach. */
    public Reach reachable() {
        return Reach.from(this, component.outputPorts());
    }

    /** A callback of a component. */
    @FunctionalInterface
    public interface Callback {
        void call() throws Exception;
    }
}
