package org.rflow.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.rflow.component.ComponentRunner;
import org.rflow.message.Message;
import org.rflow.message.ProcessingEvent;
import org.rflow.testing.ComponentTester;

final class HttpResponderTest {

    @Test
    void makesAnAnswerOfATextAndKeepsWhoAsked() {
        Message question = Message.of("fine").withProperty("p", "q").withEvent(ProcessingEvent.of("server"));

        Message answer = ComponentTester.of(HttpResponder::new)
                .send(question)
                .sent("out")
                .get(0);

        assertThat(answer.type()).isEqualTo(HttpTypes.RESPONSE);
        assertThat(answer.headers()).isEqualTo(question.headers());
        assertThat(answer.record().get("status")).isEqualTo(200);
        assertThat(content(answer)).isEqualTo("fine");
    }

    @Test
    void fillsInWhatTheRequestHas() {
        GenericRecord request = HttpTypes.REQUEST.newRecord();
        request.put("path", "/birds");

        Message answer = ComponentTester.of(HttpResponder::new)
                .option("status", "404")
                .option("content", "{\"gone\": \"{path}\"}")
                .option("content_type", "application/json")
                .option("headers", "Cache-Control=no-store")
                .send(Message.of(HttpTypes.REQUEST, request))
                .sent("out")
                .get(0);

        assertThat(answer.record().get("status")).isEqualTo(404);
        assertThat(content(answer)).isEqualTo("{\"gone\": \"/birds\"}");
        assertThat(answer.record().get("headers"))
                .isEqualTo(Map.of("Content-Type", "application/json", "Cache-Control", "no-store"));
    }

    @Test
    void sendsWhatHasNotTheFieldToErrored() {
        ComponentTester tester = ComponentTester.of(HttpResponder::new)
                .option("content", "{path}")
                .send("a text");

        tester.expect("out").expect("errored", "a text");
        assertThat(tester.sent("errored").get(0).properties())
                .containsEntry(ComponentRunner.ERROR, "tested: there is no property or field 'path'");
    }

    @Test
    void refusesOptionsThatCannotBe() {
        ComponentTester.of(HttpResponder::new).option("status", "99").expectProblem("'status': 99 is not between");
        ComponentTester.of(HttpResponder::new).option("headers", "A B=1").expectProblem("header 'A B' has characters");
        ComponentTester.of(HttpResponder::new).option("headers", "nothing").expectProblem("write NAME: VALUE");
    }

    @Test
    void sharesItsTypesWithOtherLanguages() throws Exception {
        Path schemas = Path.of("..", "schemas", "data");

        assertThat(HttpTypes.REQUEST.schema())
                .isEqualTo(new Schema.Parser().parse(Files.readString(schemas.resolve("HTTPRequest.avsc"))));
        assertThat(HttpTypes.RESPONSE.schema())
                .isEqualTo(new Schema.Parser().parse(Files.readString(schemas.resolve("HTTPResponse.avsc"))));
    }

    private static String content(Message answer) {
        return StandardCharsets.UTF_8
                .decode(((ByteBuffer) answer.record().get("content")).duplicate())
                .toString();
    }
}
