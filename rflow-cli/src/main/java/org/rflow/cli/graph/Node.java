package org.rflow.cli.graph;

import java.util.ArrayList;
import java.util.List;
import org.rflow.model.ComponentSpec;

/** A component's box on the drawing: its column, the ports in use from top to bottom, and, once laid out, its place. */
final class Node {
    private static final int HEAD = 44;
    private static final int ROW = 20;
    private static final int FOOT = 6;
    private static final int MARGIN = 14;

    private final ComponentSpec component;
    private final int layer;
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private int x;
    private int y;
    private int width;

    Node(ComponentSpec component, int layer) {
        this.component = component;
        this.layer = layer;
    }

    ComponentSpec component() {
        return component;
    }

    int layer() {
        return layer;
    }

    List<String> inputs() {
        return inputs;
    }

    List<String> outputs() {
        return outputs;
    }

    void addInput(String port) {
        if (!inputs.contains(port)) {
            inputs.add(port);
        }
    }

    void addOutput(String port) {
        if (!outputs.contains(port)) {
            outputs.add(port);
        }
    }

    /** The width that its texts need. */
    int neededWidth() {
        int head = Math.max(
                SvgText.width(component.name(), SvgText.TITLE), SvgText.width(component.type(), SvgText.SMALL));
        int ports = longest(inputs) + longest(outputs) + MARGIN;
        return Math.max(head, ports) + 2 * MARGIN;
    }

    void place(int left, int top, int columnWidth) {
        x = left;
        y = top;
        width = columnWidth;
    }

    int x() {
        return x;
    }

    int y() {
        return y;
    }

    int width() {
        return width;
    }

    int height() {
        return HEAD + ROW * Math.max(inputs.size(), outputs.size()) + FOOT;
    }

    int inputY(String port) {
        return y + HEAD + ROW * inputs.indexOf(port) + ROW / 2;
    }

    int outputY(String port) {
        return y + HEAD + ROW * outputs.indexOf(port) + ROW / 2;
    }

    /** Whether a horizontal line at that height would touch the box. */
    boolean covers(int height) {
        int margin = 6;
        return height > y - margin && height < y + height() + margin;
    }

    private static int longest(List<String> ports) {
        return ports.stream()
                .mapToInt(port -> SvgText.width(port, SvgText.SMALL))
                .max()
                .orElse(0);
    }
}
