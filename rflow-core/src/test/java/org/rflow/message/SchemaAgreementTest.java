package org.rflow.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchemaAgreementTest {

    private static DataType record(String fields) {
        return DataType.of(
                "Reading",
                "{'type':'record','name':'Reading','fields':[".replace('\'', '"') + fields.replace('\'', '"') + "]}");
    }

    private static DataType schema(String text) {
        return DataType.of("any", text.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'name':'a','type':'long'} | {'name':'a','type':'long'},{'name':'unit','type':'string'}"
                        + " | field 'unit' is not written and has no default",
                "{'name':'a','type':'string'} | {'name':'a','type':'double'}"
                        + " | field 'a' is written as string and read as double",
                "{'name':'a','type':['null','long']} | {'name':'a','type':'long'}"
                        + " | field 'a' is written as null and read as long",
                "{'name':'a','type':{'type':'array','items':'string'}} | {'name':'a','type':{'type':'array','items':'long'}}"
                        + " | field 'a[]' is written as string and read as long",
                "{'name':'a','type':{'type':'map','values':'string'}} | {'name':'a','type':{'type':'map','values':'long'}}"
                        + " | field 'a{}' is written as string and read as long",
                "{'name':'a','type':{'type':'enum','name':'E','symbols':['X','Y','Z']}}"
                        + " | {'name':'a','type':{'type':'enum','name':'E','symbols':['X']}}"
                        + " | field 'a' may be Y, Z, which E does not know",
                "{'name':'a','type':{'type':'fixed','name':'F','size':16}} | {'name':'a','type':{'type':'fixed','name':'F','size':8}}"
                        + " | field 'a' is written with 16 bytes and read with 8",
                "{'name':'p','type':{'type':'record','name':'P','fields':[]}}"
                        + " | {'name':'p','type':{'type':'record','name':'P','fields':[{'name':'h','type':'int'}]}}"
                        + " | field 'p.h' is not written and has no default",
            })
    void namesTheFieldThatCannotBeRead(String written, String read, String obstacle) {
        assertThat(SchemaAgreement.obstacle(record(written), record(read))).contains(obstacle);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "'string' | {'type':'map','values':'string'} | it is written as string and read as map",
                "'long' | ['null','string'] | it is written as long and read as null or string",
            })
    void saysWhatIsThereInsteadOfARecord(String written, String read, String obstacle) {
        assertThat(SchemaAgreement.obstacle(schema(written), schema(read))).contains(obstacle);
    }

    @Test
    void readsAcrossVersionsAsFarAsAvroAllows() {
        DataType older = record("{'name':'a','type':'int'},{'name':'gone','type':'string'}");
        DataType newer = record("{'name':'a','type':'double'},{'name':'unit','type':'string','default':'C'}");

        assertThat(SchemaAgreement.obstacle(older, newer)).isEmpty();
        assertThat(SchemaAgreement.obstacle(newer, older)).contains("field 'a' is written as double and read as int");
        assertThat(SchemaAgreement.obstacle(older, older)).isEmpty();
    }
}
