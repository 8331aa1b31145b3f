package org.rflow.components;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.component.Receipt;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Lets a shell command answer messages: the message's text goes to its standard input, and what it writes to its standard
 * output, without the last line end, goes to {@code out} as a text that keeps the message's provenance and properties.
 * Lines of its standard error go to the log.
 *
 * <pre>{@code
 * components:
 *   sorted:
 *     type: exec
 *     options: { command: "sort | uniq", timeout: 10s, parallel: 2 }
 * }</pre>
 *
 * <p>{@code sh -c} runs the command in the application directory, for each message anew, or with {@code mode: pipe} once, to
 * answer each line with one line, or with {@code framing: length} each text with its length in four bytes before it. A message
 * whose command ends with another exit code than 0, or takes longer than {@code timeout} and is killed with all it started, goes to
 * {@code errored}. A pipe that ended is started again with the next message; when that ends too, after {@code backoff}, twice that, and
 * so on up to a minute. Up to {@code parallel} commands run at a time in each worker; with more than one, answers come in the
 * order they are ready. {@code queue} messages more wait; then no others are taken in. A message is done when its answer
 * is. For JSON, or other data than texts, put {@code json_format} before it and
 * {@code json_parse} behind.
 *
 * <p>A command whose answer has more than 64 MB, or that has written more than 16 MB of errors since its last answer, is killed, and its message goes to {@code errored}; so
 * does the message of a pipe that writes more than one answer to it, or of the next if that is noticed only then, as no answer could be told from another any
 * more. What still runs at the end is killed, with its children and theirs. What a command has put into the background before it ended, or into
 * another session ({@code setsid}), is nobody's child any more, and goes on.
 */
public final class Exec extends Component {
    private enum Mode {
        MESSAGE,
        PIPE
    }

    private record Job(Message message, String text, Receipt receipt) {}

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 16;

    final InputPort in = inputPort("in", "what the command reads");
    private final OutputPort out =
            outputPort("out", "what the command answers, a text").gives(CoreTypes.TEXT);
    final OutputPort errored = outputPort("errored", "a message that the command failed on");
    private final Option<String> command =
            option("command").text().required().help("what the shell runs, as after 'sh -c'");
    private final Option<Mode> mode = option("mode")
            .choice(Mode.class)
            .defaultsTo("message")
            .help("message: a process for each; pipe: one process that answers line by line");
    private final Option<PipeFraming> framing = option("framing")
            .choice(PipeFraming.class)
            .defaultsTo("lines")
            .help("in a pipe: lines, or length: four bytes, highest first, before each text and each answer");
    private final Option<Duration> timeout =
            option("timeout").duration().defaultsTo("30s").help("the time for one message; then the command is killed");
    private final Option<Long> parallel =
            option("parallel").integer().defaultsTo("1").help("how many commands may run at a time in a worker");

    private final Option<Long> queue =
            option("queue").integer().defaultsTo("100").help("how many messages may wait for a command in a worker");
    private final Option<Duration> backoff = option("backoff")
            .duration()
            .defaultsTo("100ms")
            .help("the pause before a pipe is started again that ended twice in a row; it doubles, up to a minute");

    private final List<Shell> shells = new ArrayList<>();
    private final Map<Shell, Integer> failures = new HashMap<>();
    private final Deque<Shell> idle = new ArrayDeque<>();
    private final Queue<Job> waiting = new ArrayDeque<>();

    @Override
    protected String help() {
        return "lets a shell command answer messages";
    }

    @Override
    protected void configure(ComponentContext context) {
        if (timeout.get().toMillis() < 1) {
            throw new ConfigurationException("option 'timeout': must be at least 1ms");
        }
        if (parallel.get() < 1 || parallel.get() > 1000) {
            throw new ConfigurationException("option 'parallel': " + parallel.get() + " is not between 1 and 1000");
        }
        if (queue.get() < 0 || queue.get() > 1_000_000) {
            throw new ConfigurationException("option 'queue': " + queue.get() + " is not between 0 and 1000000");
        }
        Path directory = context.resolve(Path.of(""));
        for (int i = 1; i <= parallel.get(); i++) {
            shells.add(shell(new Shell.Settings(
                    command.get(),
                    timeout.get(),
                    directory,
                    context.runDirectory().resolve("shell-" + i),
                    context.log())));
        }
        idle.addAll(shells);
    }

    private Shell shell(Shell.Settings settings) {
        return mode.get() == Mode.PIPE ? new ShellPipe(settings, framing.get()) : new ShellPerMessage(settings);
    }

    @Override
    protected void process(InputPort port, Message message) {
        String text = message.text();
        if (mode.get() == Mode.PIPE && !framing.get().takes(text)) {
            throw new MessageException("the text has several lines; mode 'pipe' takes one, or 'framing: length'");
        }
        waiting.add(new Job(message, text, context().retain()));
        startWaiting();
    }

    private void startWaiting() {
        while (!waiting.isEmpty() && !idle.isEmpty()) {
            // the one used last, so that no more long-lived commands are started than needed
            start(idle.pop(), waiting.remove());
        }
    }

    private void start(Shell shell, Job job) {
        context().blocking(() -> shell.answer(job.text()), answer -> answered(shell, job, answer), cause -> {
            goOnAfterFailure(shell);
            job.receipt().fail(cause);
        });
    }

    private void answered(Shell shell, Job job, String answer) {
        failures.remove(shell);
        goOn(shell);
        job.receipt().answer(() -> out.send(job.message().answer(CoreTypes.TEXT, answer)));
    }

    /** What fails again and again must not be started again and again. */
    private void goOnAfterFailure(Shell shell) {
        int failed = failures.merge(shell, 1, Integer::sum);
        if (mode.get() == Mode.PIPE && failed > 1) {
            Duration pause = backoff.get().multipliedBy(1L << Math.min(failed - 2, MOST_DOUBLINGS));
            context().after(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE, () -> goOn(shell));
        } else {
            goOn(shell);
        }
    }

    private void goOn(Shell shell) {
        idle.push(shell);
        startWaiting();
    }

    @Override
    protected int mostReceipts() {
        return Math.toIntExact(parallel.get() + queue.get());
    }

    @Override
    protected void cleanup() throws IOException {
        IOException failure = null;
        for (Shell shell : shells) {
            failure = close(shell, failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable IOException close(Shell shell, @Nullable IOException before) {
        try {
            if (idle.contains(shell)) {
                shell.logRest();
            }
            shell.close();
            return before;
        } catch (IOException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }
}
