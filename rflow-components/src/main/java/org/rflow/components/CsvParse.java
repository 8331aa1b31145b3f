package org.rflow.components;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.CoreTypes;
import org.rflow.message.DataType;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * Makes of each text, one record of comma-separated values (RFC 4180), a row: a map from column to text. Provenance and
 * properties stay. A text with another number of fields, or with a quote that is not closed, goes to {@code errored}.
 *
 * <pre>{@code
 * components:
 *   parse:
 *     type: csv_parse
 *     options: { columns: [name, city, country], separator: ";" }
 * }</pre>
 *
 * <p>The columns are named by {@code columns}, or by the first record of the file {@code columns_from}. {@code as: record}
 * makes Avro records of the type {@code record_type} instead of rows; characters that Avro does not allow in a field's name
 * become {@code _}.
 */
public final class CsvParse extends Component {
    /** What a record becomes. */
    enum As {
        ROW,
        RECORD
    }

    private static final int LONGEST_HEADER = 1 << 20;

    final InputPort in = inputPort("in", "texts, one record each").takes(CoreTypes.TEXT, CoreTypes.RAW);
    final OutputPort out = outputPort("out", "rows");
    final OutputPort errored = outputPort("errored", "texts that are no such record");
    private final Option<List<String>> columns = option("columns").list().help("the names of the fields, in order");
    private final Option<Path> columnsFrom =
            option("columns_from").path().help("a file whose first record has the names");
    private final Option<String> separator =
            option("separator").text().defaultsTo(",").help("the character between two fields");
    private final Option<As> as = option("as")
            .choice(As.class)
            .defaultsTo("row")
            .help("what to make: a row (a map), or an Avro record with a field for each column");
    private final Option<String> recordType =
            option("record_type").text().defaultsTo("Record").help("the data type's name, with as: record");

    private CsvLine line = new CsvLine(',');
    private @Nullable CsvColumns names;
    private @Nullable DataType type;

    @Override
    protected String help() {
        return "makes rows of lines of comma-separated values";
    }

    @Override
    protected void configure(ComponentContext context) {
        char between = CsvLine.separator(separator.get());
        if (columns.isSet() == columnsFrom.isSet()) {
            throw new ConfigurationException("set one of the options 'columns' and 'columns_from'");
        }
        line = new CsvLine(between);
        CsvColumns known = new CsvColumns(
                columns.isSet() ? columns.get() : readColumns(context.resolve(columnsFrom.get()), between));
        names = known;
        type = as.get() == As.ROW ? CoreTypes.ROW : DataType.of(recordType.get(), known.recordSchema(recordType.get()));
    }

    private List<String> readColumns(Path file, char between) {
        try (RecordReader reader = new RecordReader(
                Files.newInputStream(file), StandardCharsets.UTF_8, RecordReader.csvRecords(between), LONGEST_HEADER)) {
            reader.skipByteOrderMark();
            String header = reader.next();
            if (header == null) {
                throw new ConfigurationException("option 'columns_from': file '" + file + "' is empty");
            }
            line.parse(header);
            return List.of(line.fields());
        } catch (IOException | MessageException e) {
            throw new ConfigurationException("option 'columns_from': file '" + file + "' cannot be read: " + e, e);
        }
    }

    @Override
    protected void process(InputPort port, Message message) {
        CsvColumns known = requireNonNull(names, "names");
        int count = line.parse(message.text());
        if (count != known.count()) {
            throw new MessageException("the record has " + count + " fields, not " + known.count());
        }
        DataType made = requireNonNull(type, "type");
        out.send(message.answer(made, as.get() == As.ROW ? known.row(line.kept()) : record(made)));
    }

    private GenericRecord record(DataType recordType) {
        GenericRecord record = new GenericData.Record(recordType.schema());
        for (int i = 0; i < requireNonNull(names, "names").count(); i++) {
            record.put(i, line.field(i));
        }
        return record;
    }
}
