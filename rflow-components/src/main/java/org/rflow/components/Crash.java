package org.rflow.components;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Goes wrong at the message {@code at}, to see what a flow makes of it: throws, ends the process, or hangs. All other messages are passed on. For tests only.
 *
 * <pre>{@code
 * components:
 *   bomb:
 *     type: crash
 *     options: { at: 1000, how: exit, exit_code: 3, once: true }
 * }</pre>
 *
 * <p>Messages are counted from 1 in each worker, and from 1 again in one that takes the place of one that died, which with {@code once: true} passes
 * everything on. {@code throw} makes the message fail, and so go to {@code errored}; {@code exit} ends the process at once, without a shutdown, as if it had been
 * killed; {@code hang} never comes back.
 */
public final class Crash extends Component {
    /** What goes wrong. */
    enum How {
        THROW,
        EXIT,
        HANG
    }

    final InputPort in = inputPort("in", "messages");
    final OutputPort out = outputPort("out", "the same").passes(in);
    final OutputPort errored = outputPort("errored", "the one that failed, with how: throw");
    private final Option<Long> at =
            option("at").integer().required().help("the message at which it goes wrong, from 1");
    private final Option<How> how =
            option("how").choice(How.class).defaultsTo("throw").help("what goes wrong");
    private final Option<Long> exitCode =
            option("exit_code").integer().defaultsTo("1").help("what the process ends with, with how: exit");
    private final Option<Boolean> once = option("once")
            .bool()
            .defaultsTo("true")
            .help("only in a new worker, not in one that takes the place of one that died");

    private final IntConsumer exit;
    private final Runnable hang;
    private long count;

    /** With the real process. */
    public Crash() {
        this(Runtime.getRuntime()::halt, Crash::hangForEver);
    }

    /** {@code exit} ends the process, {@code hang} does not return. */
    Crash(IntConsumer exit, Runnable hang) {
        this.exit = exit;
        this.hang = hang;
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void hangForEver() {
        while (true) {
            LockSupport.park();
        }
    }

    @Override
    protected String help() {
        return "goes wrong at a message, for tests";
    }

    @Override
    protected void configure(ComponentContext context) {
        Checks.atLeast(at, 1);
        Checks.between(exitCode, 0, 255);
    }

    @Override
    protected void process(InputPort port, Message message) {
        count++;
        if (count == at.get() && !(once.get() && context().isRestarted())) {
            context()
                    .log()
                    .warn("component '{}' goes wrong on purpose: {}", context().name(), how.get());
            switch (how.get()) {
                case THROW -> throw new MessageException("message " + count + " fails on purpose");
                case EXIT -> exit.accept(Math.toIntExact(exitCode.get()));
                case HANG -> hang.run();
            }
        }
        out.send(message);
    }
}
