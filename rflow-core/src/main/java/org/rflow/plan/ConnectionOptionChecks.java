package org.rflow.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rflow.model.Connection;
import org.rflow.model.Guarantee;
import org.rflow.model.Overflow;
import org.rflow.model.Problems;
import org.rflow.model.Suggestion;
import org.rflow.model.Wire;

/** Checks a connection's own options: the addresses that users may choose (RF-77), and how much a link may hold. */
final class ConnectionOptionChecks {
    private static final Pattern ADDRESS =
            Pattern.compile("tcp://(?:[A-Za-z0-9.-]+|\\*|\\[[0-9A-Fa-f:.]+]):(\\*|\\d{1,5})");
    private static final int LAST_PORT = 65_535;
    private static final long LARGEST = 1 << 30;

    private final FlowIndex flow;
    private final Problems problems;

    ConnectionOptionChecks(FlowIndex flow, Problems problems) {
        this.flow = flow;
        this.problems = problems;
    }

    void check(int index, Connection connection) {
        connection.options().forEach((name, value) -> {
            String path = Paths.connection(index, "options/" + name);
            if (name.equals(Overflow.OPTION)) {
                checkOverflow(path, connection, value);
            } else if (Sockets.SIZES.contains(name)) {
                checkSize(path, connection, name, value);
            } else if (Sockets.ADDRESSES.contains(name)) {
                checkAddress(path, connection, name, value);
            } else {
                List<String> known = new ArrayList<>(Sockets.ADDRESSES);
                known.addAll(Sockets.SIZES);
                problems.add(
                        path,
                        "option '" + name + "' of a connection is unknown",
                        Suggestion.cure(name, "it may have", known));
            }
        });
    }

    private void checkOverflow(String path, Connection connection, String value) {
        Optional<Overflow> overflow = Arrays.stream(Overflow.values())
                .filter(each -> each.text().equals(value))
                .findFirst();
        if (overflow.isEmpty()) {
            problems.add(path, "overflow cannot be '" + value + "'", "write block, drop_oldest or drop_newest");
        } else if (overflow.get().isDropping() && connection.guarantee() == Guarantee.AT_LEAST_ONCE) {
            problems.add(
                    path.replace("/options/", "/"),
                    "a connection that promises at-least-once cannot drop messages ('overflow: " + value + "')",
                    "write 'overflow: block', or 'guarantee: best-effort'");
        }
    }

    private void checkSize(String path, Connection connection, String name, String value) {
        if (connection.brokered() || connection.wire() == Wire.OPEN) {
            problems.add(path, "option '" + name + "' means nothing on the open wire", "remove it; only links have it");
        } else if (!value.matches("\\d{1,10}") || Long.parseLong(value) < 1 || Long.parseLong(value) > LARGEST) {
            problems.add(
                    path,
                    "option '" + name + "' of a connection cannot be '" + value + "'",
                    "write a whole number from 1 to " + LARGEST);
        }
    }

    private void checkAddress(String path, Connection connection, String name, String value) {
        if (!isAddress(value)) {
            problems.add(
                    path,
                    "'" + value + "' is not an address",
                    "write tcp://HOST:PORT, with * for a free port: tcp://127.0.0.1:*");
        } else if (!value.endsWith(":*")) {
            checkBinders(path, connection, name);
        }
    }

    private static boolean isAddress(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        return matcher.matches()
                && (matcher.group(1).equals("*")
                        || (Integer.parseInt(matcher.group(1)) <= LAST_PORT && Integer.parseInt(matcher.group(1)) > 0));
    }

    /** A port that is given cannot be bound by each worker of a shard. */
    private void checkBinders(String path, Connection connection, String option) {
        if (connection.brokered() && option.equals(Sockets.OUTPUT_ADDRESS)) {
            return;
        }
        Sockets.binder(connection)
                .flatMap(flow::shardOf)
                .filter(shard -> shard.count() > 1)
                .ifPresent(shard -> problems.add(
                        path,
                        "the " + shard.count() + " workers of shard '" + shard.name() + "' cannot all bind one port",
                        "write * for the port, or give the shard one worker"));
    }
}
