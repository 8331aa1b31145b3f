package org.rflow.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rflow.config.FlowTestCase;
import org.rflow.config.FlowTestCase.Expectation;
import org.rflow.model.Flow;
import org.rflow.model.PortRef;
import org.rflow.plugins.ComponentCatalog;
import org.rflow.testing.FlowTester;

/** One case of a flow's test, and how what was seen differs from what was expected. */
final class TestCaseRun {
    private final Flow flow;
    private final ComponentCatalog catalog;
    private final FlowTestCase testCase;

    TestCaseRun(Flow flow, ComponentCatalog catalog, FlowTestCase testCase) {
        this.flow = flow;
        this.catalog = catalog;
        this.testCase = testCase;
    }

    /** The lines of the differences; none when all is as expected. */
    List<String> play(Path directory) {
        try {
            FlowTester tester = new FlowTester(flow, catalog::create).advance(testCase.advance());
            testCase.mocks().forEach(tester::mock);
            testCase.inputs().forEach(tester::send);
            return differences(tester.play(directory, testCase.expectations().keySet()));
        } catch (Exception e) {
            // whatever a component throws is this case's result, and the next case begins anew
            boolean sentence = e instanceof IllegalArgumentException
                    || e.getClass().getName().startsWith("org.rflow.");
            return List.of(sentence ? String.valueOf(e.getMessage()) : "a component failed: " + e);
        }
    }

    private List<String> differences(FlowTester.Result result) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<PortRef, Expectation> expected : testCase.expectations().entrySet()) {
            List<String> port = Difference.of(expected.getValue(), result.at(expected.getKey()));
            if (!port.isEmpty()) {
                lines.add("at " + expected.getKey() + ":");
                port.forEach(line -> lines.add("  " + line));
            }
        }
        lines.addAll(failures(result.failures()));
        return lines;
    }

    private List<String> failures(List<String> found) {
        Map<String, String> lines = new LinkedHashMap<>();
        List<String> parts = testCase.failures();
        for (int i = 0; i < Math.max(parts.size(), found.size()); i++) {
            if (i >= parts.size()) {
                lines.put("unexpected failure: " + found.get(i), "");
            } else if (i >= found.size()) {
                lines.put("missing failure: " + parts.get(i), "");
            } else if (!found.get(i).contains(parts.get(i))) {
                lines.put("expected a failure with '" + parts.get(i) + "' but was: " + found.get(i), "");
            }
        }
        return List.copyOf(lines.keySet());
    }
}
