package org.rflow.plan;

import org.rflow.model.Locations;
import org.rflow.model.Shard;

/** Where the parts of a flow stand in its file, as JSON pointers; the flow reader's side table has the same ones. */
final class Paths {
    private Paths() {}

    static String shard(Shard shard) {
        return Locations.path("shards", shard.name());
    }

    static String component(Shard shard, String component) {
        return shard.name().equals(Shard.DEFAULT)
                ? Locations.path("components", component)
                : Locations.path("shards", shard.name(), "components", component);
    }

    static String option(Shard shard, String component, String option) {
        return component(shard, component) + Locations.path("options", option);
    }

    static String connection(int index) {
        return "/connections/" + index;
    }

    static String connection(int index, String part) {
        return connection(index) + "/" + part;
    }

    static String setting(String name) {
        return Locations.path("settings", name);
    }
}
