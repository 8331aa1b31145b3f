package org.rflow.message;

import java.util.List;

/** The data types RFlow ships (RF-203, RF-197), with the names the first RFlow gave them. */
public final class CoreTypes {
    /** Bytes nobody has looked into: record {raw bytes}; data is a {@code GenericRecord}. */
    public static final DataType RAW = DataType.of(
            "RFlow::Message::Data::Raw",
            "{\"type\":\"record\",\"name\":\"Raw\",\"namespace\":\"org.rflow.message.data\","
                    + "\"fields\":[{\"name\":\"raw\",\"type\":\"bytes\",\"default\":\"\"}]}");
    /** Data is a {@code Long}. */
    public static final DataType INTEGER = DataType.of("RFlow::Message::Data::Integer", "\"long\"");
    /** Data is a {@code String}. */
    public static final DataType TEXT = DataType.of("RFlow::Message::Data::Text", "\"string\"");
    /** Data is a {@code Map<String, String>}. */
    public static final DataType ROW =
            DataType.of("RFlow::Message::Data::Row", "{\"type\":\"map\",\"values\":\"string\"}");

    public static final DataType LOG = DataType.of(
            "RFlow::Message::Data::Log",
            "{\"type\":\"record\",\"name\":\"Log\",\"namespace\":\"org.rflow.message.data\",\"fields\":["
                    + "{\"name\":\"timestamp\",\"type\":\"long\",\"default\":0},"
                    + "{\"name\":\"level\",\"type\":\"string\",\"default\":\"INFO\"},"
                    + "{\"name\":\"text\",\"type\":\"string\",\"default\":\"\"}]}");
    public static final DataType TICK = DataType.of(
            "RFlow::Message::Clock::Tick",
            "{\"type\":\"record\",\"name\":\"Tick\",\"namespace\":\"org.rflow.message.clock\",\"fields\":["
                    + "{\"name\":\"name\",\"type\":[\"string\",\"null\"]},"
                    + "{\"name\":\"timestamp\",\"type\":[\"long\",\"null\"]}]}");

    /** All of them. */
    public static final List<DataType> ALL = List.of(RAW, INTEGER, TEXT, ROW, LOG, TICK);

    private CoreTypes() {}
}
