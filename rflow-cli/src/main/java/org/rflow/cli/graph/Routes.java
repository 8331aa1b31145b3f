package org.rflow.cli.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.rflow.cli.graph.Route.Kind;
import org.rflow.model.Connection;
import org.rflow.model.Flow;
import org.rflow.model.PortRef;

/**
 * The whole layout: where the boxes stand and how the connections run, in right angles. Every upright piece of a connection
 * has a track of its own in the gap between two columns, every long way back or across a track in the corridor between two
 * bands; gaps and corridors are as wide as their tracks and labels ask for.
 */
final class Routes {
    private static final int TRACK = 10;
    private static final int MIN_GAP = 36;
    private static final int CORRIDOR = 26;
    private static final int EDGE = 14;

    private final Lanes lanes;
    private final List<Route> routes = new ArrayList<>();
    private final List<List<Upright>> gaps = new ArrayList<>();
    private final int[] corridorTracks;
    private final int[] columnX;
    private final int[] bandY;
    private int width;
    private int height;

    /** An upright piece of a route in a gap. */
    private record Upright(Route route, boolean atReceiver) {}

    Routes(Flow flow) {
        lanes = new Lanes(flow);
        corridorTracks = new int[lanes.bands() + 1];
        columnX = new int[lanes.columns() + 1];
        bandY = new int[lanes.bands() + 1];
        IntStream.rangeClosed(0, lanes.columns()).forEach(gap -> gaps.add(new ArrayList<>()));
        for (Connection connection : flow.connections()) {
            Node sender = lanes.node(connection.from().component());
            Node receiver = lanes.node(connection.to().component());
            routes.add(new Route(connection, sender, receiver));
        }
        placeBands();
        lanes.place(columnX, bandY);
        routes.forEach(this::choose);
        placeBands();
        placeColumns();
        lanes.place(columnX, bandY);
        routes.forEach(this::trace);
    }

    Lanes lanes() {
        return lanes;
    }

    List<Route> routes() {
        return routes;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int laneX(Lane lane) {
        return columnX[lane.first()] - Lane.PADDING;
    }

    int laneWidth(Lane lane) {
        return columnX[lane.last()] + lanes.columnWidth(lane.last()) + Lane.PADDING - laneX(lane);
    }

    int laneY(Lane lane) {
        return bandY[lane.band()];
    }

    /**
     * A label stands at the beginning of its connection, unless others with another label begin at the same port and all
     * that end at its receiver's port are like it.
     */
    boolean isLabelledAtReceiver(Route route) {
        PortRef from = route.connection().from();
        PortRef to = route.connection().to();
        return labels(other -> other.connection().from().equals(from)) > 1
                && labels(other -> other.connection().to().equals(to)) == 1;
    }

    private long labels(Predicate<Route> chosen) {
        return routes.stream().filter(chosen).map(Route::label).distinct().count();
    }

    private void choose(Route route) {
        int from = route.sender().layer() + 1;
        int to = route.receiver().layer() - 1;
        if (to == from - 1) {
            addUpright(route.firstGap(), route, true);
        } else if (to >= from && lanes.isFree(route.startY(), from, to)) {
            route.go(Kind.SENDER_ROW);
            addUpright(route.lastGap(), route, true);
        } else if (to >= from && lanes.isFree(route.endY(), from, to)) {
            route.go(Kind.RECEIVER_ROW);
            addUpright(route.firstGap(), route, false);
        } else {
            int corridor = corridor(route);
            route.goThrough(corridor, corridorTracks[corridor]++);
            addUpright(route.firstGap(), route, false);
            addUpright(route.lastGap(), route, true);
        }
    }

    private void addUpright(int gap, Route route, boolean atReceiver) {
        gaps.get(gap).add(new Upright(route, atReceiver));
    }

    /** Between the two bands, or, within one band, above or below it, whichever is nearer. */
    private int corridor(Route route) {
        int from = lanes.band(route.sender());
        int to = lanes.band(route.receiver());
        if (from != to) {
            return Math.max(from, to);
        }
        int middle = bandY[from] + lanes.bandHeight(from) / 2;
        return (route.startY() + route.endY()) / 2 < middle ? from : from + 1;
    }

    private void placeBands() {
        int y = EDGE;
        for (int band = 0; band < lanes.bands(); band++) {
            y += corridorHeight(band);
            bandY[band] = y;
            y += lanes.bandHeight(band);
        }
        bandY[lanes.bands()] = y;
        height = y + corridorHeight(lanes.bands()) + EDGE;
    }

    private int corridorHeight(int corridor) {
        boolean outer = corridor == 0 || corridor == lanes.bands();
        int free = outer ? 0 : CORRIDOR;
        return corridorTracks[corridor] == 0 ? free : CORRIDOR + corridorTracks[corridor] * TRACK;
    }

    private void placeColumns() {
        gaps.forEach(uprights -> uprights.sort(Comparator.comparingInt(this::order)));
        int x = EDGE;
        for (int column = 0; column <= lanes.columns(); column++) {
            boolean outer = column == 0 || column == lanes.columns();
            x += outer && gaps.get(column).isEmpty() ? Lane.PADDING : gapWidth(column);
            columnX[column] = x;
            x += column == lanes.columns() ? 0 : lanes.columnWidth(column);
        }
        width = x + EDGE;
    }

    private int gapWidth(int gap) {
        int tracks = gaps.get(gap).size() * TRACK;
        int labels = labelWidth(gap, false) + labelWidth(gap, true);
        return Math.max(MIN_GAP, labels + tracks + 2 * TRACK) + 2 * Lane.PADDING;
    }

    private int labelWidth(int gap, boolean atReceiver) {
        return routes.stream()
                .filter(route -> isLabelledAtReceiver(route) == atReceiver)
                .filter(route -> (atReceiver ? route.lastGap() : route.firstGap()) == gap)
                .mapToInt(route -> SvgText.width(route.label(), SvgText.SMALL))
                .max()
                .orElse(0);
    }

    // what goes up stands left of what goes down; nearer to where it comes from among its like: fewest crossings
    private int order(Upright upright) {
        Route route = upright.route();
        int from = upright.atReceiver() && route.kind() == Kind.CORRIDOR ? corridorY(route) : route.startY();
        int to = upright.atReceiver() || route.kind() == Kind.RECEIVER_ROW ? route.endY() : corridorY(route);
        return to <= from ? from : 1_000_000 - from;
    }

    private int corridorY(Route route) {
        int top = route.corridor() == 0 ? EDGE : bandY[route.corridor()] - corridorHeight(route.corridor());
        if (route.corridor() == lanes.bands()) {
            top = bandY[lanes.bands()];
        }
        return top + CORRIDOR / 2 + route.corridorTrack() * TRACK;
    }

    private void trace(Route route) {
        route.turn(route.startX(), route.startY());
        switch (route.kind()) {
            case NEIGHBOUR, SENDER_ROW -> {
                int x = trackX(route.lastGap(), new Upright(route, true));
                route.turn(x, route.startY());
                route.turn(x, route.endY());
            }
            case RECEIVER_ROW -> {
                int x = trackX(route.firstGap(), new Upright(route, false));
                route.turn(x, route.startY());
                route.turn(x, route.endY());
            }
            case CORRIDOR -> {
                int out = trackX(route.firstGap(), new Upright(route, false));
                int in = trackX(route.lastGap(), new Upright(route, true));
                route.turn(out, route.startY());
                route.turn(out, corridorY(route));
                route.turn(in, corridorY(route));
                route.turn(in, route.endY());
            }
        }
        route.turn(route.endX(), route.endY());
    }

    private int trackX(int gap, Upright upright) {
        int index = gaps.get(gap).indexOf(upright);
        int begin = gap == 0 ? EDGE : columnX[gap - 1] + lanes.columnWidth(gap - 1);
        return begin + Lane.PADDING + labelWidth(gap, false) + TRACK * (index + 1);
    }
}
