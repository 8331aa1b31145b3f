package org.rflow.components;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.rflow.message.CoreTypes;
import org.rflow.message.DataType;

/**
 * What is the same of all Avro object container files.
 *
 * <pre>
 * header  ( records in the block: zigzag | bytes: zigzag | the records | marker: 16 bytes )*
 * </pre>
 */
final class AvroContainer {
    /** Where in a header the name of the data type stands. */
    static final String TYPE = "rflow.type";

    private static final int MARKER = 16;
    private static final int LONGEST_NUMBER = 10;

    private AvroContainer() {}

    /** That which the header names; in one of another program that whose schema it is, or one with the schema's full name. */
    static DataType type(DataFileStream<?> container) {
        Schema schema = container.getSchema();
        String name = container.getMetaString(TYPE);
        if (name != null) {
            return DataType.of(name, schema);
        }
        DataType type = DataType.of(schema.getFullName(), schema);
        return Stream.of(CoreTypes.TEXT, CoreTypes.INTEGER, CoreTypes.ROW)
                .filter(known -> known.fingerprint() == type.fingerprint())
                .findFirst()
                .orElse(type);
    }

    /** How long a container is with its whole blocks: less than the file if its writer died in the midst of one. */
    static long wholeLength(FileChannel file) throws IOException {
        SeekableChannel input = new SeekableChannel(file);
        long whole;
        try {
            // not closed, as the file belongs to the caller
            whole = new DataFileReader<>(input, new GenericDatumReader<>()).previousSync();
        } catch (EOFException e) {
            return 0;
        }
        byte[] marker = bytes(file, whole - MARKER, MARKER).array();
        long end = blockEnd(file, whole, marker);
        while (end > whole) {
            whole = end;
            end = blockEnd(file, whole, marker);
        }
        return whole;
    }

    /** Where the block ends that begins there; there if it has no end. */
    private static long blockEnd(FileChannel file, long start, byte[] marker) throws IOException {
        ByteBuffer numbers = bytes(file, start, 2 * LONGEST_NUMBER);
        long records = number(numbers);
        long length = number(numbers);
        if (records < 0 || length < 0 || length > file.size()) {
            return start;
        }
        long end = start + numbers.position() + length;
        return Arrays.equals(bytes(file, end, MARKER).array(), marker) ? end + MARKER : start;
    }

    /** Of Avro's encoding of a long; -1 where it has no end. */
    private static long number(ByteBuffer bytes) {
        long zigzag = 0;
        for (int shift = 0; bytes.hasRemaining() && shift < 7 * LONGEST_NUMBER; shift += 7) {
            byte next = bytes.get();
            zigzag |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        return -1;
    }

    /** Those there are, up to so many. */
    private static ByteBuffer bytes(FileChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, position + bytes.position()) > 0) {
            // one call need not read all
        }
        return bytes.flip();
    }
}
