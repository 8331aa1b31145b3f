package org.rflow.components;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
 * answer each line with one line. A message whose command ends with another exit code than 0, or takes longer than
 * {@code timeout} and is killed with all it started, goes to {@code errored}. Up to {@code parallel} commands run at a time
 * in each worker; with more than one, answers come in the order they are ready. What still runs at the end is killed.
 */
public final class Exec extends Component {
    private enum Mode {
        MESSAGE,
        PIPE
    }

    private record Job(Message message, String text, Receipt receipt) {}

    final InputPort in = inputPort("in", "what the command reads");
    private final OutputPort out = outputPort("out", "what the command answers, a text");
    final OutputPort errored = outputPort("errored", "a message that the command failed on");
    private final Option<String> command =
            option("command").text().required().help("what the shell runs, as after 'sh -c'");
    private final Option<Mode> mode = option("mode")
            .choice(Mode.class)
            .defaultsTo("message")
            .help("message: a process for each; pipe: one process that answers line by line");
    private final Option<Duration> timeout =
            option("timeout").duration().defaultsTo("30s").help("the time for one message; then the command is killed");
    private final Option<Long> parallel =
            option("parallel").integer().defaultsTo("1").help("how many commands may run at a time in a worker");

    private final List<Shell> shells = new ArrayList<>();
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
        return mode.get() == Mode.PIPE ? new ShellPipe(settings) : new ShellPerMessage(settings);
    }

    @Override
    protected void process(InputPort port, Message message) {
        String text = message.text();
        if (mode.get() == Mode.PIPE && text.indexOf('\n') >= 0) {
            throw new MessageException("the text has several lines; mode 'pipe' takes one");
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
            goOn(shell);
            job.receipt().fail(cause);
        });
    }

    private void answered(Shell shell, Job job, String answer) {
        goOn(shell);
        job.receipt().answer(() -> out.send(job.message().answer(CoreTypes.TEXT, answer)));
    }

    private void goOn(Shell shell) {
        idle.push(shell);
        startWaiting();
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
