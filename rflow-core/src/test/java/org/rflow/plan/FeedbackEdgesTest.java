package org.rflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rflow.config.FlowBuilder;
import org.rflow.config.Flows;
import org.rflow.model.Connection;
import org.rflow.model.Flow;

final class FeedbackEdgesTest {

    @Test
    void chainsAndDiamondsHaveNone() {
        FlowBuilder flow = counts("a", "b", "c", "d");
        flow.connect("a#out", "b#in");
        flow.connect("a#out", "c#in");
        flow.connect("b#out", "d#in");
        flow.connect("c#out", "d#in");

        assertThat(feedback(flow.build())).isEmpty();
    }

    @Test
    void theEdgeBackToTheFirstComponentIsFeedbackWhereverItStands() {
        FlowBuilder flow = counts("server", "replicate", "responder");
        flow.connect("responder#out", "server#in");
        flow.connect("replicate#out", "responder#in");
        flow.connect("server#out", "replicate#in");

        assertThat(feedback(flow.build())).containsExactly("responder#out => server#in");
    }

    @Test
    void whatASourceFeedsComesFirst() {
        FlowBuilder flow = counts("b", "a", "source");
        flow.connect("a#out", "b#in");
        flow.connect("b#out", "a#in");
        flow.connect("source#out", "a#in");

        assertThat(feedback(flow.build())).containsExactly("b#out => a#in");
    }

    @Test
    void theEdgeThatMayBeBestEffortIsChosen() {
        FlowBuilder flow = counts("a", "b");
        flow.connect("a#out", "b#in");
        flow.connect("b#out", "a#in").atLeastOnce();

        assertThat(feedback(flow.build())).containsExactly("a#out => b#in");
    }

    @Test
    void aComponentThatFeedsItselfIsACycle() {
        FlowBuilder flow = counts("a", "b");
        flow.connect("a#out", "a#in");
        flow.connect("a#out", "b#in");

        assertThat(feedback(flow.build())).containsExactly("a#out => a#in");
    }

    @Test
    void twoCyclesHaveAnEdgeEach() {
        FlowBuilder flow = counts("a", "b", "c");
        flow.connect("a#out", "b#in");
        flow.connect("b#out", "a#in");
        flow.connect("b#out", "c#in");
        flow.connect("c#out", "b#in");

        assertThat(feedback(flow.build())).containsExactly("b#out => a#in", "c#out => b#in");
    }

    private static FlowBuilder counts(String... names) {
        FlowBuilder flow = Flows.flow("x");
        for (String name : names) {
            flow.component(name, "count");
        }
        return flow;
    }

    private static List<String> feedback(Flow flow) {
        return FeedbackEdges.of(flow).stream()
                .mapToObj(flow.connections()::get)
                .map(Connection::name)
                .toList();
    }
}
