package org.rflow.plan;

import java.util.List;
import java.util.UUID;

/**
 * Workers and brokers that stop together. {@code quiescence} says that END on their inputs does not prove that all has
 * arrived, because an input is on the open wire or they feed each other: before they are shut down, counters must agree
 * in two equal rounds.
 */
public record Stage(List<UUID> members, boolean quiescence) {
    public Stage {
        members = List.copyOf(members);
    }
}
