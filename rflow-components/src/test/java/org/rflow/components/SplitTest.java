package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.testing.ComponentTester;

final class SplitTest {

    private static Message document(String json) {
        return ComponentTester.of(JsonParse::new).send(json).sent("out").get(0);
    }

    @Test
    void sendsALineEach() {
        ComponentTester.of(Split::new)
                .option("by", "lines")
                .send("a\nb\r\n\nc\n", "")
                .expect("out", "a", "b", "", "c");
    }

    @Test
    void sendsADocumentForEachItemOfAField() {
        var tester = ComponentTester.of(Split::new)
                .option("field", "items")
                .send(document("{\"id\": 7, \"items\": [\"tea\", \"milk\"]}"), document("{\"id\": 8, \"items\": []}"));

        tester.expect("out", Map.of("id", 7L, "items", "tea"), Map.of("id", 7L, "items", "milk"));
    }

    @Test
    void sendsWhatHasNoSuchListToErrored() {
        Message none = document("{\"id\": 7}");
        Message noList = document("{\"items\": 7}");

        ComponentTester.of(Split::new)
                .option("field", "items")
                .send(none, noList, 5)
                .expect("out")
                .expect("errored", none, noList, 5);
    }

    @Test
    void takesAJsonArrayApart() {
        var tester = ComponentTester.of(Split::new)
                .option("by", "json")
                .send("[{\"a\": 1}, \"two\", 3, [4], null]", "{}", "[");

        tester.expect("out", Map.of("a", 1L), "two", "3", "[4]", "").expect("errored", "{}", "[");
        assertThat(tester.sent("out"))
                .extracting(Message::type)
                .containsExactly(Documents.TYPE, CoreTypes.TEXT, CoreTypes.TEXT, CoreTypes.TEXT, CoreTypes.TEXT);
    }

    @Test
    void takesBatchesApartIntoWhatTheyWereMadeOf() {
        List<Message> lists = ComponentTester.of(Batch::new)
                .option("count", "2")
                .send(Map.of("a", "1"), Map.of("a", "2"), 3, 4)
                .sent("out");

        var tester = ComponentTester.of(Split::new).option("by", "list").send(lists.toArray());

        tester.expect("out", Map.of("a", "1"), Map.of("a", "2"), 3, 4);
        assertThat(tester.sent("out"))
                .extracting(Message::type)
                .containsExactly(CoreTypes.ROW, CoreTypes.ROW, CoreTypes.INTEGER, CoreTypes.INTEGER);
        ComponentTester.of(Split::new).option("by", "list").send(5).expect("errored", 5);
    }

    @Test
    void keepsProvenanceAndProperties() {
        Message message = Message.of("a\nb").withProperty("p", "q");

        assertThat(ComponentTester.of(Split::new)
                        .option("by", "lines")
                        .send(message)
                        .sent("out"))
                .allSatisfy(line -> assertThat(line.headers()).isEqualTo(message.headers()));
    }

    @Test
    void wantsToKnowWhatToSplitBy() {
        ComponentTester.of(Split::new).expectProblem("set one of the options 'field' and 'by'");
        ComponentTester.of(Split::new)
                .option("field", "a")
                .option("by", "json")
                .expectProblem("set one of the options 'field' and 'by'");
    }
}
