package org.rflow.components;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Makes each row or record a line of comma-separated values (RFC 4180, without the line end), which keeps the message's
 * provenance and properties. A field that a row has not is empty.
 *
 * <pre>{@code
 * components:
 *   lines:
 *     type: csv_format
 *     options: { columns: [name, city], separator: ";", header: true }
 * }</pre>
 *
 * <p>{@code columns} says which fields, in which order; without it they are those of the first row a worker gets, and a
 * later row that has others is an error rather than cut short. {@code header} sends the line of the names first. Only
 * the first worker of a shard does so, once a run: with {@code columns} before any row, else before its first row.
 */
public final class CsvFormat extends Component {
    private static final char QUOTE = '"';

    final InputPort in = inputPort("in", "rows or records");
    private final OutputPort out =
            outputPort("out", "a text for each, one line").gives(CoreTypes.TEXT);
    final OutputPort errored = outputPort("errored", "what has no fields, or others than the first row");
    private final Option<List<String>> columns =
            option("columns").list().defaultsTo("").help("the fields, in order; those of the first row by default");
    private final Option<String> separator =
            option("separator").text().defaultsTo(",").help("the character between two fields");
    private final Option<Boolean> header =
            option("header").bool().defaultsTo("false").help("send the line of the column names first");

    private final StringBuilder line = new StringBuilder();
    private List<String> names = List.of();
    private char between = ',';
    private boolean headerDue;
    private boolean lenient;

    @Override
    protected String help() {
        return "makes rows lines of comma-separated values";
    }

    @Override
    protected void configure(ComponentContext context) {
        between = CsvLine.separator(separator.get());
        names = columns.get();
        lenient = !names.isEmpty();
        headerDue = header.get() && context.workerIndex() == 1 && !context.isRestarted();
    }

    @Override
    protected void run() {
        if (lenient) {
            sendHeader();
        }
    }

    private void sendHeader() {
        if (headerDue) {
            headerDue = false;
            line.setLength(0);
            names.forEach(this::append);
            out.send(Message.of(line()));
        }
    }

    @Override
    protected void process(InputPort port, Message message) {
        Object data = Fields.of(message);
        if (names.isEmpty()) {
            takeNames(data);
        }
        line.setLength(0);
        int found = 0;
        for (String name : names) {
            String value = Fields.text(data, name);
            found += value == null ? 0 : 1;
            append(value);
        }
        if (!lenient && found < Fields.count(data)) {
            throw new MessageException("the row has the fields " + Fields.names(data) + " but the first one had "
                    + names + "; say which are wanted by option 'columns'");
        }
        out.send(message.answer(CoreTypes.TEXT, line()));
    }

    private void takeNames(Object data) {
        names = Fields.names(data);
        if (names.isEmpty()) {
            throw new MessageException("the first row has no fields; say which are wanted by option 'columns'");
        }
        sendHeader();
    }

    private void append(@Nullable String value) {
        if (value != null) {
            if (needsQuotes(value)) {
                appendQuoted(value);
            } else {
                line.append(value);
            }
        }
        line.append(between);
    }

    private boolean needsQuotes(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == between || c == QUOTE || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    private void appendQuoted(String value) {
        line.append(QUOTE);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == QUOTE) {
                line.append(QUOTE);
            }
            line.append(c);
        }
        line.append(QUOTE);
    }

    /** The fields gathered, without the separator after the last one; a lone empty field is quoted, or no one would see it. */
    private String line() {
        int length = Math.max(0, line.length() - 1);
        return length == 0 && names.size() == 1 ? "\"\"" : line.substring(0, length);
    }

    /** The columns of the first row, so that a worker that takes over does not take others. */
    @Override
    protected byte[] snapshot(int slot) throws IOException {
        if (lenient || names.isEmpty() || slot != SlotState.firstOf(context())) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream state = new DataOutputStream(bytes);
        for (String name : names) {
            SlotState.writeText(state, name);
        }
        return bytes.toByteArray();
    }

    @Override
    protected void restore(int slot, byte[] bytes) throws IOException {
        if (lenient) {
            return;
        }
        DataInputStream state = new DataInputStream(new ByteArrayInputStream(bytes));
        List<String> known = new ArrayList<>();
        while (state.available() > 0) {
            known.add(SlotState.readText(state));
        }
        names = known;
    }
}
