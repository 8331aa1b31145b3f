package org.rflow.components;

import org.apache.logging.log4j.Level;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/**
 * Writes messages to the log, each as a line of the text people read. With {@code sample: n} only the first of every
 * {@code n}. A message that would not be logged is not decoded either.
 *
 * <pre>{@code
 * components:
 *   seen:
 *     type: log
 *     options: { level: info, prefix: "order ", sample: 100 }
 * }</pre>
 */
public final class Log extends Component {
    private enum Severity {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    final InputPort in = inputPort("in", "what to log");
    final OutputPort errored = outputPort("errored", "a message that could not be read");
    private final Option<Severity> severity =
            option("level").choice(Severity.class).defaultsTo("info").help("how important the lines are");
    private final Option<String> prefix = option("prefix").text().defaultsTo("").help("text before each message");
    private final Option<Long> sample =
            option("sample").integer().defaultsTo("1").help("log one of so many messages; 1 is all");

    private Level level = Level.INFO;
    private String linePrefix = "";
    private long every = 1;
    private long untilNext;

    @Override
    protected String help() {
        return "writes messages to the log";
    }

    @Override
    protected void configure(ComponentContext context) {
        level = Level.valueOf(severity.get().name());
        linePrefix = prefix.get();
        every = sample.get();
        if (every < 1) {
            throw new ConfigurationException("option 'sample': " + every + " is below 1");
        }
    }

    @Override
    protected void process(InputPort port, Message message) {
        if (untilNext > 0) {
            untilNext--;
            return;
        }
        untilNext = every - 1;
        if (context().log().isEnabled(level)) {
            context().log().log(level, "{}{}", linePrefix, message.text());
        }
    }
}
