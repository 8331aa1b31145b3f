package org.rflow.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.rflow.component.Component;
import org.rflow.model.PortRef;
import org.rflow.testing.TestingContext.Place;

/** What a {@link ComponentTester} was told to do. */
final class TesterScript {
    private final Supplier<? extends Component> component;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Set<String> unconnected = new LinkedHashSet<>();
    private final Set<PortRef> keyed = new LinkedHashSet<>();
    private final List<Step> steps = new ArrayList<>();
    private Place place = Place.ALONE;

    TesterScript(Supplier<? extends Component> component) {
        this.component = component;
    }

    /** One step of the script. */
    @FunctionalInterface
    interface Step {
        void play(TesterRun run) throws Exception;
    }

    Component newComponent() {
        return component.get();
    }

    Map<String, String> options() {
        return options;
    }

    Map<String, byte[]> files() {
        return files;
    }

    Set<String> unconnected() {
        return unconnected;
    }

    /** The port keys that somebody asked for, so that they need a connection. */
    Set<PortRef> keyed() {
        return keyed;
    }

    List<Step> steps() {
        return steps;
    }

    void worker(int index, int count) {
        place = new Place(index, count, false);
    }

    Place place(boolean restarted) {
        return new Place(place.index(), place.count(), restarted);
    }
}
