package com.example;

import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.rflow.message.DataType;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;

final class AlarmTest {

    @Test
    void marksReadingsAboveTheLimit() {
        ComponentTester.of(Alarm::new)
                .option("limit", "30")
                .send(new Reading("roof", 30.0, false), new Reading("roof", 31.0, false))
                .expect("out", new Reading("roof", 30.0, false), new Reading("roof", 31.0, true));
    }

    @Test
    void readsReadingsOfAnOlderSchema() {
        GenericRecord older = DataType.of("Reading", """
                {"type": "record", "name": "Reading", "namespace": "com.example", "fields": [
                  {"name": "celsius", "type": "float"}, {"name": "sensor", "type": "string"}]}""").newRecord();
        older.put("sensor", "cellar");
        older.put("celsius", 12.5f);

        ComponentTester.of(Alarm::new)
                .option("limit", "10")
                .send(Message.of(DataType.of("Reading", older.getSchema()), older))
                .expect("out", new Reading("cellar", 12.5, true));
    }
}
