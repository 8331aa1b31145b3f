package org.rflow.cli.graph;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rflow.model.Connection;
import org.rflow.model.Delivery;
import org.rflow.model.Flow;
import org.rflow.model.Guarantee;

/** A flow as an SVG picture that needs nothing else: shards are boxes, components boxes in them, connections have labels. */
final class SvgGraph {
    private static final int RADIUS = 5;
    private static final int HEADER = 30;

    private final Flow flow;
    private final Routes routes;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Integer> labelsAt = new HashMap<>();
    private final Set<String> labelsDrawn = new HashSet<>();

    SvgGraph(Flow flow) {
        this.flow = flow;
        this.routes = new Routes(flow);
    }

    String text() {
        int title = SvgText.width(flow.name(), SvgText.TITLE) + 40;
        int width = Math.max(routes.width(), title);
        int height = routes.height() + HEADER;
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\"%s>",
                width, height, width, height, " font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\"");
        line("<title>%s</title>", SvgText.escaped(flow.name()));
        line("<defs>");
        for (Delivery delivery : Delivery.values()) {
            line(
                    "<marker id=\"%s\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"9\" markerHeight=\"9\" "
                            + "markerUnits=\"userSpaceOnUse\" "
                            + "orient=\"auto\"><path d=\"M0,0.5 L8,4 L0,7.5 z\" fill=\"%s\"/></marker>",
                    delivery.text(), color(delivery));
        }
        line("</defs>");
        line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
        words(20, 22, SvgText.TITLE, "#1f2d3d\" font-weight=\"bold", flow.name());
        line("<g transform=\"translate(0,%d)\">", HEADER - 12);
        routes.lanes().lanes().forEach(this::draw);
        routes.routes().forEach(this::drawLine);
        routes.lanes().lanes().stream().flatMap(lane -> lane.nodes().stream()).forEach(this::draw);
        routes.routes().forEach(this::drawLabel);
        line("</g>");
        line("</svg>");
        return text.toString();
    }

    private void draw(Lane lane) {
        int x = routes.laneX(lane);
        int y = routes.laneY(lane);
        line(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#f2f5f8\" stroke=\"#c2ccd6\"/>",
                x, y, routes.laneWidth(lane), Lanes.height(lane));
        words(x + 12, y + 19, SvgText.SMALL, "#52616f", Captions.of(lane.shard()));
    }

    private void draw(Node node) {
        line(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#ffffff\" stroke=\"#3b6ea5\"/>",
                node.x(), node.y(), node.width(), node.height());
        int middle = node.x() + node.width() / 2;
        words(
                middle,
                node.y() + 18,
                SvgText.TITLE,
                "#1f2d3d\" font-weight=\"bold\" text-anchor=\"middle",
                node.component().name());
        words(
                middle,
                node.y() + 34,
                SvgText.SMALL,
                "#52616f\" text-anchor=\"middle",
                node.component().type());
        for (String port : node.inputs()) {
            words(node.x() + 8, node.inputY(port) + 4, SvgText.SMALL, "#1f2d3d", port);
        }
        for (String port : node.outputs()) {
            words(
                    node.x() + node.width() - 8,
                    node.outputY(port) + 4,
                    SvgText.SMALL,
                    "#1f2d3d\" text-anchor=\"end",
                    port);
        }
    }

    private void drawLine(Route route) {
        Connection connection = route.connection();
        String dash = connection.feedback() ? " stroke-dasharray=\"6 4\"" : "";
        String weight = connection.guarantee() == Guarantee.AT_LEAST_ONCE ? "2.4" : "1.4";
        line(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s marker-end=\"url(#%s)\"><title>%s</title></path>",
                path(route.points()),
                color(connection.delivery()),
                weight,
                dash,
                connection.delivery().text(),
                SvgText.escaped(connection.name() + ": " + route.label()));
    }

    /** A label stands once at each port: the first above the line, others below. */
    private void drawLabel(Route route) {
        boolean atReceiver = routes.isLabelledAtReceiver(route);
        int x = atReceiver ? route.endX() - 12 : route.startX() + Lane.PADDING / 2;
        int y = atReceiver ? route.endY() : route.startY();
        String port = x + "," + y;
        if (!labelsDrawn.add(port + route.label())) {
            return;
        }
        int index = labelsAt.merge(port, 1, Integer::sum) - 1;
        String anchor = atReceiver ? "\" text-anchor=\"end" : "";
        String color = color(route.connection().delivery()) + anchor;
        words(x, y + (index == 0 ? -4 : 12 * index), SvgText.SMALL - 1, color, route.label());
    }

    /** The turns with rounded corners; a turn that is none is left out. */
    private static String path(List<int[]> points) {
        StringBuilder path = new StringBuilder();
        path.append('M').append(points.get(0)[0]).append(',').append(points.get(0)[1]);
        for (int i = 1; i < points.size() - 1; i++) {
            int[] before = points.get(i - 1);
            int[] here = points.get(i);
            int[] after = points.get(i + 1);
            int[] in = towards(here, before);
            int[] out = towards(here, after);
            path.append(" L").append(in[0]).append(',').append(in[1]);
            path.append(" Q").append(here[0]).append(',').append(here[1]);
            path.append(' ').append(out[0]).append(',').append(out[1]);
        }
        int[] last = points.get(points.size() - 1);
        return path.append(" L").append(last[0]).append(',').append(last[1]).toString();
    }

    /** The point where the corner begins: a radius away from it, or half the way when that is shorter. */
    private static int[] towards(int[] corner, int[] end) {
        int dx = end[0] - corner[0];
        int dy = end[1] - corner[1];
        int length = Math.min(RADIUS, (Math.abs(dx) + Math.abs(dy)) / 2);
        return new int[] {corner[0] + Integer.signum(dx) * length, corner[1] + Integer.signum(dy) * length};
    }

    private static String color(Delivery delivery) {
        return switch (delivery) {
            case ROUND_ROBIN -> "#3f5f7f";
            case BROADCAST -> "#a3561f";
            case KEYED -> "#2f7d4f";
        };
    }

    private void words(int x, int y, int size, String style, String words) {
        line(
                "<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\">%s</text>",
                x, y, size, style, SvgText.escaped(words));
    }

    @FormatMethod
    private void line(@FormatString String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
