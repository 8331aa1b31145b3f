package org.rflow.plan;

import java.util.List;
import java.util.Optional;
import org.rflow.model.DurationText;
import org.rflow.model.Flow;
import org.rflow.model.Locations;
import org.rflow.model.OptionType;
import org.rflow.model.Problems;
import org.rflow.model.Shard;
import org.rflow.model.ShardOption;
import org.rflow.model.SizeText;
import org.rflow.model.Suggestion;

/** Checks what shards say of their processes. */
final class ShardChecks {
    private static final List<String> KNOWN =
            List.of(ShardOption.values()).stream().map(ShardOption::key).toList();
    private static final List<String> STRATEGIES = List.of("one", "downstream", "all");
    private static final long MOST_RESTARTS = 1_000_000;
    /** A VM with less does not come up. */
    private static final long LEAST_MEMORY = 16L << 20;

    private final Problems problems;

    ShardChecks(Problems problems) {
        this.problems = problems;
    }

    void check(Flow flow) {
        flow.shards().forEach(shard -> shard.options().forEach((key, text) -> check(shard, key, text)));
    }

    private void check(Shard shard, String key, String text) {
        String path = Paths.shard(shard) + Locations.path(key);
        Optional<ShardOption> option = ShardOption.of(key);
        if (option.isEmpty()) {
            problems.add(
                    path,
                    "shard '" + shard.name() + "' has no option '" + key + "'",
                    Suggestion.cure(key, "it may have", KNOWN));
            return;
        }
        complaint(option.get(), text)
                .ifPresent(complaint ->
                        problems.add(path, "'" + key + "' of shard '" + shard.name() + "': " + complaint, ""));
    }

    private static Optional<String> complaint(ShardOption option, String text) {
        if (option == ShardOption.MEMORY) {
            return memory(text);
        }
        List<String> choices = option == ShardOption.STRATEGY ? STRATEGIES : List.of();
        OptionType type = new OptionType(option.key(), option.kind(), false, Optional.empty(), choices, "");
        return OptionKinds.complaint(type, text).or(() -> outOfRange(option, text));
    }

    private static Optional<String> memory(String text) {
        try {
            return SizeText.parse(text) < LEAST_MEMORY
                    ? Optional.of("'" + text + "' is too small; no Java VM lives in less than 16m")
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> outOfRange(ShardOption option, String text) {
        if (option == ShardOption.MAX_RESTARTS) {
            long number = Long.parseLong(text.strip());
            if (number < 1 || number > MOST_RESTARTS) {
                return Optional.of("'" + text + "' is not from 1 to " + MOST_RESTARTS
                        + "; for none at all write 'restart: never'");
            }
        }
        boolean nothing =
                option == ShardOption.WINDOW && DurationText.parse(text).isZero();
        return nothing ? Optional.of("'" + text + "' is too small; it must be more than 0") : Optional.empty();
    }
}
