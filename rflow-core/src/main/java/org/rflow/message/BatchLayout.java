package org.rflow.message;

/**
 * Where things stand in a batch, the form in which messages travel between workers. All numbers of the frame are
 * little-endian, as Avro's own are; lengths and counts are bytes and records.
 *
 * <pre>{@code
 *   0       1       2               4                               8
 *   +-------+-------+---------------+-------------------------------+
 *   |version| header|     flags     |       sender incarnation      |
 *   |   1   | length|       0       |                               |
 *   +-------+-------+---------------+-------------------------------+
 *   |            cumulative number of the first record              |
 *   +-------------------------------+-------------------------------+
 *   |         record count          |  run, run, ... to the end of the frame
 *   +-------------------------------+
 *
 * a run, the records that share type, schema, provenance and properties:
 *
 *   0                               4                               8
 *   +---------------------------------------------------------------+
 *   |      schema fingerprint, CRC-64-AVRO of the canonical form    |
 *   +-------------------------------+-------------------------------+
 *   |         record count          |       length of records       |
 *   +-------------------------------+---------------+---------------+
 *   |  length of a record, if equal |     flags     | name length n |
 *   +-------------------------------+---------------+---------------+
 *   |      length of headers h      |  type name, UTF-8, n bytes ...
 *   +-------------------------------+-------------------------------+
 *   |  headers, Avro, h bytes: provenance and properties; h = 0: none
 *   +---------------------------------------------------------------+
 *   |  flag EQUAL_LENGTHS: record, record, ...                      |
 *   |  else: (length, 4 bytes; record), (length; record), ...       |
 *   +---------------------------------------------------------------+
 * }</pre>
 *
 * <p>A record is the Avro encoding of its data and nothing else. Flags that are not named are reserved and 0; a reader
 * refuses a frame with a flag it does not know, because what follows would be something else. The header length lets
 * a header grow: a reader steps over what it does not know. With the batch flag IDENTITIES the frame ends with a section
 * that says who each record is (see {@link Identities}), and behind it with the section's length in 4 bytes.
 */
final class BatchLayout {
    static final int VERSION = 1;
    static final int BATCH_HEADER_LENGTH = 1;
    static final int BATCH_FLAGS = 2;
    static final int INCARNATION = 4;
    static final int FIRST_NUMBER = 8;
    static final int BATCH_RECORDS = 16;
    static final int BATCH_HEADER = 20;

    static final int FINGERPRINT = 0;
    static final int RUN_RECORDS = 8;
    static final int RECORDS_LENGTH = 12;
    static final int RECORD_LENGTH = 16;
    static final int RUN_FLAGS = 20;
    static final int NAME_LENGTH = 22;
    static final int HEADERS_LENGTH = 24;
    static final int RUN_HEADER = 28;

    /** All records of the run are equally long, at least a byte, and stand without lengths. */
    static final int EQUAL_LENGTHS = 1;

    /** The frame ends with the identities of its records. */
    static final int IDENTITIES = 1;

    static final int LENGTH = 4;
    static final int MAX_NAME = 0xffff;

    private BatchLayout() {}
}
