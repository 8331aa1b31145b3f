package org.rflow.cli.graph;

/** Text on an SVG picture. Nobody can measure it here, so its width is estimated for a wide font. */
final class SvgText {
    static final int TITLE = 14;
    static final int SMALL = 11;

    private static final double EM_WIDTH = 0.62;

    private SvgText() {}

    static int width(String text, int fontSize) {
        return (int) Math.ceil(text.length() * fontSize * EM_WIDTH);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
