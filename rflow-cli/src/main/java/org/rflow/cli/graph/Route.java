package org.rflow.cli.graph;

import java.util.ArrayList;
import java.util.List;
import org.rflow.model.Connection;

/** The way of one connection over the drawing: its turns, and where its label stands. Filled in by {@link Routes}. */
final class Route {
    /** How a connection gets from its column to that of its receiver. */
    enum Kind {
        /** One turn, in the gap between two neighbouring columns. */
        NEIGHBOUR,
        /** Straight on at the height of the sender, one turn before the receiver. */
        SENDER_ROW,
        /** One turn after the sender, then straight on at the height of the receiver. */
        RECEIVER_ROW,
        /** Through the corridor between two bands, also backwards. */
        CORRIDOR
    }

    private final Connection connection;
    private final Node sender;
    private final Node receiver;
    private Kind kind = Kind.NEIGHBOUR;
    private int corridor;
    private int corridorTrack;
    private final List<int[]> points = new ArrayList<>();

    Route(Connection connection, Node sender, Node receiver) {
        this.connection = connection;
        this.sender = sender;
        this.receiver = receiver;
    }

    Connection connection() {
        return connection;
    }

    Node sender() {
        return sender;
    }

    Node receiver() {
        return receiver;
    }

    String label() {
        return Captions.of(connection);
    }

    int startX() {
        return sender.x() + sender.width();
    }

    int startY() {
        return sender.outputY(Captions.port(connection.from()));
    }

    int endX() {
        return receiver.x();
    }

    int endY() {
        return receiver.inputY(Captions.port(connection.to()));
    }

    /** The gap that follows the sender's column. */
    int firstGap() {
        return sender.layer() + 1;
    }

    /** The gap in front of the receiver's column. */
    int lastGap() {
        return receiver.layer();
    }

    Kind kind() {
        return kind;
    }

    void go(Kind chosen) {
        kind = chosen;
    }

    void goThrough(int chosenCorridor, int track) {
        kind = Kind.CORRIDOR;
        corridor = chosenCorridor;
        corridorTrack = track;
    }

    int corridor() {
        return corridor;
    }

    int corridorTrack() {
        return corridorTrack;
    }

    void turn(int x, int y) {
        points.add(new int[] {x, y});
    }

    List<int[]> points() {
        return points;
    }
}
