package org.rflow.component;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.rflow.message.DataType;
import org.rflow.message.Lineage;
import org.rflow.message.Message;
import org.rflow.message.ProvenanceStamp;

/**
 * Sends messages to connections, kept in order per key (RF-134). Sending on the port reaches every distinct connection of
 * every key once (RF-135); sending on a key reaches that key's and the unkeyed ones (RF-136). With no connection
 * nothing happens. Used only by the worker's loop thread.
 */
public final class OutputPort {
    private static final Outlet[] NOWHERE = {};

    private final String name;
    private final String help;
    private final Map<String, List<Outlet>> keyed = new LinkedHashMap<>();
    private final List<Outlet> unkeyed = new ArrayList<>();
    private final Map<String, Outlet[]> routes = new LinkedHashMap<>();
    private Outlet[] everyone = NOWHERE;
    private Outlet[] keyless = NOWHERE;
    private @Nullable ProvenanceStamp stamp;
    private @Nullable Lineage lineage;
    private @Nullable ToLongFunction<Message> content;
    private List<DataType> types = List.of();
    private List<InputPort> passed = List.of();

    OutputPort(String name, String help) {
        this.name = name;
        this.help = help;
    }

    public String name() {
        return name;
    }

    /** Declares the data types that the port gives; by default it may be anything. */
    public OutputPort gives(DataType... dataTypes) {
        types = List.of(dataTypes);
        return this;
    }

    /** Declares that what is sent here are messages of these inputs as they came, beside what the port {@link #gives}. */
    public OutputPort passes(InputPort... inputs) {
        passed = List.of(inputs);
        return this;
    }

    List<DataType> types() {
        return types;
    }

    List<InputPort> passed() {
        return passed;
    }

    /** Whether anything is connected, under any key. */
    public boolean isConnected() {
        return everyone.length > 0;
    }

    /** Appends the component's processing event to each message from now on (RF-162). */
    void stampWith(ProvenanceStamp newStamp) {
        stamp = newStamp;
    }

    /** Notes from now on who the messages are that are sent; {@code newContent}, if any, is part of that. */
    void trace(Lineage newLineage, @Nullable ToLongFunction<Message> newContent) {
        lineage = newLineage;
        content = newContent;
    }

    String help() {
        return help;
    }

    /** The keys that connections were made with, in order. */
    public Collection<String> keys() {
        return List.copyOf(keyed.keySet());
    }

    /** Sends to every connection. Never blocks; see {@link Outlet#send} for a message that cannot be encoded. */
    public void send(Message message) {
        sendAll(everyone, message);
    }

    /** Sends to the connections of the key and to those without a key; with {@code null} to the latter only. */
    public void send(@Nullable String key, Message message) {
        sendAll(key == null ? keyless : routes.getOrDefault(key, keyless), message);
    }

    private void sendAll(Outlet[] outlets, Message message) {
        Lineage line = lineage;
        if (line == null) {
            deliver(outlets, message);
            return;
        }
        line.sending(content == null ? 0 : content.applyAsLong(message));
        try {
            deliver(outlets, message);
        } finally {
            line.sent();
        }
    }

    private void deliver(Outlet[] outlets, Message message) {
        Message stamped = stamp == null ? message : stamp.stamp(message);
        for (Outlet outlet : outlets) {
            outlet.send(stamped);
        }
    }

    /** Adds a connection under a key; {@code null} is "no key". Later sends reach it at once. */
    public void add(@Nullable String key, Outlet outlet) {
        (key == null ? unkeyed : keyed.computeIfAbsent(key, k -> new ArrayList<>())).add(outlet);
        refresh();
    }

    /** Removes a connection from a key; nothing is sent to it there any more. Removed from its last key it is closed (RF-149). */
    public void remove(@Nullable String key, Outlet outlet) {
        if (key == null) {
            unkeyed.remove(outlet);
        } else {
            List<Outlet> outlets = keyed.getOrDefault(key, new ArrayList<>());
            outlets.remove(outlet);
            if (outlets.isEmpty()) {
                keyed.remove(key);
            }
        }
        boolean known = Arrays.asList(everyone).contains(outlet);
        refresh();
        if (known && !Arrays.asList(everyone).contains(outlet)) {
            outlet.close();
        }
    }

    private void refresh() {
        Set<Outlet> all = new LinkedHashSet<>();
        keyed.values().forEach(all::addAll);
        all.addAll(unkeyed);
        everyone = all.toArray(NOWHERE);
        keyless = unkeyed.toArray(NOWHERE);
        routes.clear();
        keyed.forEach((key, outlets) -> {
            Set<Outlet> route = new LinkedHashSet<>(outlets);
            route.addAll(unkeyed);
            routes.put(key, route.toArray(NOWHERE));
        });
    }

    /** The distinct connections, all keys together. */
    public List<Outlet> outlets() {
        return List.of(everyone);
    }

    /** Calls {@code input}'s component from each send on this port, in the same thread, without serialization (RF-143). */
    public void directConnect(InputPort input) {
        add(null, new DirectOutlet(input, null, name + " => " + input.name()));
    }

    /** The same from one key only. */
    public void directConnect(String key, InputPort input) {
        add(key, new DirectOutlet(input, null, name + "[" + key + "] => " + input.name()));
    }

    /** Makes each message sent here appear on {@code output} as well (RF-144). */
    public void directConnect(OutputPort output) {
        add(null, forward(output));
    }

    /** The same from one key only. */
    public void directConnect(String key, OutputPort output) {
        add(key, forward(output));
    }

    private ForwardOutlet forward(OutputPort output) {
        if (output.forwardsTo(this)) {
            throw new IllegalArgumentException(
                    "forwarding '" + name + "' to '" + output.name + "' would make a circle");
        }
        return new ForwardOutlet(output);
    }

    private boolean forwardsTo(OutputPort other) {
        if (this == other) {
            return true;
        }
        for (Outlet outlet : everyone) {
            if (outlet instanceof ForwardOutlet forward && forward.target().forwardsTo(other)) {
                return true;
            }
        }
        return false;
    }

    /** Adds every message sent on {@code key} (all keys for {@code null}) to {@code messages} until closed (RF-148). */
    public Collector collectMessages(@Nullable String key, Collection<Message> messages) {
        Outlet outlet = new CollectingOutlet(messages);
        add(key, outlet);
        return () -> remove(key, outlet);
    }

    /** Ends a collection of messages. */
    public interface Collector extends AutoCloseable {
        @Override
        void close();
    }
}
