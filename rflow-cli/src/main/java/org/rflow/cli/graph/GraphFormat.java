package org.rflow.cli.graph;

import java.util.Locale;
import org.rflow.model.Flow;

/** The forms a flow is drawn in. */
public enum GraphFormat {
    MERMAID {
        @Override
        public String draw(Flow flow) {
            return new MermaidGraph(flow).text();
        }
    },
    DOT {
        @Override
        public String draw(Flow flow) {
            return new DotGraph(flow).text();
        }
    },
    SVG {
        @Override
        public String draw(Flow flow) {
            return new SvgGraph(flow).text();
        }
    };

    /** The drawing, with a newline at its end. The flow may be planned or not. */
    public abstract String draw(Flow flow);

    /** What users write: {@code mermaid}, {@code dot}, {@code svg}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
