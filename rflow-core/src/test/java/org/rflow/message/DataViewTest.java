package org.rflow.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

final class DataViewTest {
    private static final DataType READING = DataType.of("com.example.Reading", """
            {"type": "record", "name": "Reading", "fields": [
              {"name": "sensor", "type": "string"}, {"name": "celsius", "type": "float"}, {"name": "count", "type": "int"},
              {"name": "alarm", "type": "boolean"}, {"name": "note", "type": ["null", "string"]},
              {"name": "place", "type": {"type": "record", "name": "Place", "fields": [{"name": "height", "type": "long"}]}}]}
            """);

    /** What a user writes to look at readings. */
    public interface Reading {
        String sensor();

        double celsius();

        long count();

        boolean alarm();

        Optional<String> note();

        Place place();

        String missing();

        int sensor(int index);

        default double fahrenheit() {
            return celsius() * 9 / 5 + 32;
        }
    }

    public interface Place {
        int height();
    }

    private static Message reading() {
        GenericRecord place =
                new GenericData.Record(READING.schema().getField("place").schema());
        place.put("height", 12L);
        GenericRecord reading = READING.newRecord();
        reading.put("sensor", "attic");
        reading.put("celsius", 20f);
        reading.put("count", 7);
        reading.put("alarm", true);
        reading.put("place", place);
        return Message.of(READING, reading);
    }

    @Test
    void showsFieldsByMethodsAndAddsItsOwn() {
        Reading reading = reading().as(Reading.class);

        assertThat(reading.sensor()).isEqualTo("attic");
        assertThat(reading.celsius()).isEqualTo(20);
        assertThat(reading.count()).isEqualTo(7);
        assertThat(reading.alarm()).isTrue();
        assertThat(reading.note()).isEmpty();
        assertThat(reading.place().height()).isEqualTo(12);
        assertThat(reading.fahrenheit()).isEqualTo(68);
        Object same = reading;
        assertThat(reading).isEqualTo(same).isNotEqualTo(reading().as(Reading.class));
        assertThat(reading).hasToString("Reading " + reading().data());
    }

    @Test
    void showsTheColumnsOfARow() {
        Reading row = Message.of(Map.of("sensor", "cellar")).as(Reading.class);

        assertThat(row.sensor()).isEqualTo("cellar");
        assertThatThrownBy(row::celsius).hasMessage("data of type 'RFlow::Message::Data::Row' has no field 'celsius'");
    }

    @Test
    void saysWhatCannotBeShown() {
        Reading reading = reading().as(Reading.class);

        assertThatThrownBy(reading::missing)
                .isInstanceOf(MessageException.class)
                .hasMessage("data of type 'com.example.Reading' has no field 'missing'");
        assertThatThrownBy(() -> reading.sensor(1)).hasMessageContaining("has parameters");
        assertThatThrownBy(() -> Message.of(3).as(Reading.class))
                .hasMessage("data of type 'RFlow::Message::Data::Integer' has no fields to show as Reading");
        assertThatThrownBy(() -> reading().as(String.class)).isInstanceOf(IllegalArgumentException.class);
    }
}
