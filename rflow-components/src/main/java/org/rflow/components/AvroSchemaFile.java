package org.rflow.components;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.rflow.component.ConfigurationException;

/** Schemas that options name. */
final class AvroSchemaFile {
    private AvroSchemaFile() {}

    /** {@link ConfigurationException} names the option, the file and what is wrong with it. */
    static Schema read(String option, Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "option '" + option + "': file '" + file + "' cannot be read: " + Checks.reason(e), e);
        } catch (AvroRuntimeException e) {
            throw new ConfigurationException(
                    "option '" + option + "': file '" + file + "' is no Avro schema: " + e.getMessage(), e);
        }
    }
}
