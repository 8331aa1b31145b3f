package org.rflow.components;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rflow.component.Component;
import org.rflow.component.ComponentContext;
import org.rflow.component.ConfigurationException;
import org.rflow.component.InputPort;
import org.rflow.component.Option;
import org.rflow.component.OutputPort;
import org.rflow.message.Message;

/**
 * Makes the answer to an HTTP request of a message that came of it: {@code RFlow::Message::Data::HTTPResponse}, for an
 * {@code http_server} to send. The content is the message's text, or {@code content}, in which <code>{name}</code> stands for a property or field.
 *
 * <pre>{@code
 * components:
 *   answer:
 *     type: http_responder
 *     options:
 *       status: 404
 *       content: "{path} was looked for, and is not there"
 *       headers: { Cache-Control: no-store }
 * }</pre>
 */
public final class HttpResponder extends Component {
    final InputPort in = inputPort("in", "requests, or what was made of them");
    final OutputPort out = outputPort("out", "the answers").gives(HttpTypes.RESPONSE);
    final OutputPort errored = outputPort("errored", "a message that has not what the content names");
    private final Option<Long> status =
            option("status").integer().defaultsTo("200").help("the answer's status, from 200 to 599");
    private final Option<String> content =
            option("content").text().help("the answer, with {name} for a property or field; else the message's text");
    private final Option<String> contentType = option("content_type")
            .text()
            .defaultsTo("text/plain; charset=utf-8")
            .help("what the content is");
    private final Option<List<String>> headers =
            option("headers").list().defaultsTo("").help("more headers, name=value");

    private Map<String, String> allHeaders = Map.of();
    private @Nullable Template template;

    @Override
    protected String help() {
        return "makes answers to HTTP requests";
    }

    @Override
    protected void configure(ComponentContext context) {
        if (status.get() < 200 || status.get() > 599) {
            throw new ConfigurationException("option 'status': " + status.get() + " is not between 200 and 599");
        }
        Map<String, String> named = new LinkedHashMap<>();
        named.put("Content-Type", contentType.get());
        named.putAll(HttpHeaders.of(headers));
        allHeaders = Map.copyOf(named);
        template = content.find()
                .map(text -> new Template(text, UnaryOperator.identity()))
                .orElse(null);
    }

    @Override
    protected void process(InputPort port, Message message) {
        String text = template == null ? message.text() : template.fill(message);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        out.send(message.answer(
                HttpTypes.RESPONSE, HttpTypes.response(Math.toIntExact(status.get()), allHeaders, body)));
    }
}
