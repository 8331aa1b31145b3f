package org.rflow.cli.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rflow.model.ComponentSpec;
import org.rflow.model.Connection;
import org.rflow.model.Delivery;
import org.rflow.model.Flow;
import org.rflow.model.Guarantee;
import org.rflow.model.PortRef;
import org.rflow.model.Shard;
import org.rflow.model.ShardType;
import org.rflow.model.Wire;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

final class GraphFormatTest {

    @ParameterizedTest
    @EnumSource
    void drawsAFlowAsBefore(GraphFormat format) throws IOException {
        var drawing = format.draw(birdstrikes());

        assertThat(drawing).isEqualTo(golden("birdstrikes." + format));
    }

    @ParameterizedTest
    @EnumSource
    void drawsAFlowWithNothingInIt(GraphFormat format) {
        var drawing = format.draw(new Flow("empty", 1, Map.of(), List.of(), List.of()));

        assertThat(drawing).contains("empty");
    }

    @Test
    void svgIsWellFormedWhateverTheNamesAre() throws Exception {
        var component = ComponentSpec.of("a", "<b> & \"c\"", Map.of());
        var flow = new Flow("<&\">", 1, Map.of(), List.of(shard("DEFAULT", 1, component)), List.of());

        var svg = parsed(GraphFormat.SVG.draw(flow));

        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("<&\">");
    }

    @Test
    void boxesOfSvgNeverOverlap() throws Exception {
        var boxes = boxes(parsed(GraphFormat.SVG.draw(birdstrikes())), "#ffffff");

        assertThat(boxes).hasSize(9);
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                assertThat(overlap(boxes.get(i), boxes.get(j)))
                        .as("%s and %s", boxes.get(i), boxes.get(j))
                        .isFalse();
            }
        }
    }

    @Test
    void everyComponentOfSvgIsInExactlyOneShardBox() throws Exception {
        var svg = parsed(GraphFormat.SVG.draw(birdstrikes()));

        var shards = boxes(svg, "#f2f5f8");

        assertThat(shards).hasSize(4);
        assertThat(boxes(svg, "#ffffff"))
                .allSatisfy(box -> assertThat(shards.stream().filter(shard -> overlap(shard, box)))
                        .hasSize(1));
    }

    private record Box(int x, int y, int width, int height) {}

    private static boolean overlap(Box a, Box b) {
        return a.x() < b.x() + b.width()
                && b.x() < a.x() + a.width()
                && a.y() < b.y() + b.height()
                && b.y() < a.y() + a.height();
    }

    /** The rectangles of that colour, but the background. */
    private static List<Box> boxes(Element svg, String fill) {
        var rectangles = svg.getElementsByTagName("rect");
        List<Box> boxes = new ArrayList<>();
        for (int i = 1; i < rectangles.getLength(); i++) {
            var rectangle = (Element) rectangles.item(i);
            if (rectangle.getAttribute("fill").equals(fill)) {
                boxes.add(new Box(
                        number(rectangle, "x"),
                        number(rectangle, "y"),
                        number(rectangle, "width"),
                        number(rectangle, "height")));
            }
        }
        return boxes;
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }

    private static Element parsed(String svg) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        return builder.parse(new InputSource(new StringReader(svg))).getDocumentElement();
    }

    private static String golden(String name) throws IOException {
        try (var stream = GraphFormatTest.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), UTF_8);
        }
    }

    /** Shards side by side and in bands, long ways, a way back, and several labels at one port. */
    static Flow birdstrikes() {
        var first = shard(
                "DEFAULT",
                1,
                component("read", "file_in"),
                component("rejects", "file_out"),
                component("audit", "file_out"),
                component("species_out", "file_out"),
                component("phase_out", "file_out"));
        var parsing = shard("parsing", 2, component("parse", "csv_parse"));
        var counting = Shard.of(
                "counting", ShardType.THREAD, 3, List.of(component("species", "count"), component("phase", "count")));
        var format = shard("format", 1, component("format", "csv_format"));
        return new Flow(
                "birdstrikes",
                1,
                Map.of(),
                List.of(first, parsing, counting, format),
                List.of(
                        connect("read#out", "parse#in"),
                        with(connect("parse#errored", "rejects#in"), Guarantee.AT_LEAST_ONCE),
                        keyed(connect("parse#out", "species#in"), "species"),
                        keyed(connect("parse#out", "phase#in"), "phase"),
                        with(connect("parse#out", "audit#in"), Delivery.BROADCAST),
                        brokered(connect("species#totals[all]", "format#in")),
                        connect("format#out", "species_out#in"),
                        connect("phase#totals", "phase_out#in"),
                        feedback(connect("format#errored", "read#again"))));
    }

    private static Shard shard(String name, int count, ComponentSpec... components) {
        return Shard.of(name, ShardType.PROCESS, count, List.of(components));
    }

    private static ComponentSpec component(String name, String type) {
        return ComponentSpec.of(name, type, Map.of());
    }

    private static Connection connect(String from, String to) {
        return Connection.of(PortRef.parse(from), PortRef.parse(to));
    }

    private static Connection with(Connection c, Delivery delivery) {
        return copy(c, delivery, c.by(), c.guarantee(), new boolean[2]);
    }

    private static Connection with(Connection c, Guarantee guarantee) {
        return copy(c, c.delivery(), c.by(), guarantee, new boolean[2]);
    }

    private static Connection keyed(Connection c, String by) {
        return copy(c, Delivery.KEYED, Optional.of(by), c.guarantee(), new boolean[2]);
    }

    private static Connection brokered(Connection c) {
        return copy(c, c.delivery(), c.by(), c.guarantee(), new boolean[] {true, false});
    }

    private static Connection feedback(Connection c) {
        return copy(c, c.delivery(), c.by(), c.guarantee(), new boolean[] {false, true});
    }

    private static Connection copy(
            Connection c, Delivery delivery, Optional<String> by, Guarantee guarantee, boolean[] brokeredFeedback) {
        return new Connection(
                c.uuid(),
                c.from(),
                c.to(),
                delivery,
                by,
                guarantee,
                Wire.AUTO,
                brokeredFeedback[0],
                c.broker(),
                brokeredFeedback[1],
                c.output(),
                c.input(),
                c.options());
    }
}
