package org.rflow.components;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Sends some messages on: the first of {@code every} so many, or a random {@code share} of them; with {@code by} all messages of a share of the values of
 * a field or property, always the same ones in every worker and run. The others go to {@code dropped}.
 *
 * <pre>{@code
 * components:
 *   some:
 *     type: sample
 *     options: { share: 0.01, by: customer }
 * }</pre>
 */
public final class Sample extends Component {
    final InputPort in = inputPort("in", "messages");
    final OutputPort out = outputPort("out", "some of them").passes(in);
    final OutputPort dropped = outputPort("dropped", "the others").passes(in);
    final OutputPort errored = outputPort("errored", "what has not the field");
    private final Option<Long> every = option("every").integer().help("send one of so many");
    private final Option<BigDecimal> share = option("share").decimal().help("send this part of all, from 0 to 1");
    private final Option<String> by =
            option("by").text().help("the field or property whose values are sampled, with 'share'");

    private final DoubleSupplier random;
    private double part;
    private long untilNext;

    /** With chance as it comes. */
    public Sample() {
        this(new SplittableRandom()::nextDouble);
    }

    /** {@code random} gives numbers from 0 to below 1. */
    Sample(DoubleSupplier random) {
        this.random = random;
    }

    @Override
    protected String help() {
        return "sends some of the messages on";
    }

    @Override
    protected void configure(ComponentContext context) {
        if (every.isSet() == share.isSet()) {
            throw new ConfigurationException("set one of the options 'every' and 'share'");
        }
        Checks.atLeast(every, 1);
        if (by.isSet() && !share.isSet()) {
            throw new ConfigurationException("option 'by' goes with 'share'");
        }
        part = share.find().map(BigDecimal::doubleValue).orElse(0.0);
        if (part < 0 || part > 1) {
            throw new ConfigurationException("option 'share': " + share.get() + " is not between 0 and 1");
        }
    }

    @Override
    protected void process(InputPort port, Message message) {
        (isTaken(message) ? out : dropped).send(message);
    }

    private boolean isTaken(Message message) {
        if (share.isSet()) {
            return (by.isSet() ? place(key(message)) : random.getAsDouble()) < part;
        }
        if (untilNext > 0) {
            untilNext--;
            return false;
        }
        untilNext = every.get() - 1;
        return true;
    }

    private String key(Message message) {
        return message.field(by.get())
                .orElseThrow(() -> new MessageException("there is no field or property '" + by.get() + "'"));
    }

    /** Where the value stands between 0 and 1: its FNV-1a hash, mixed, as that of short texts fills the upper bits badly. */
    private static double place(@Nullable String value) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : String.valueOf(value).getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        return (hash >>> 11) * 0x1.0p-53;
    }
}
