package org.rflow.components;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers the latest answers for a while, also that there is none. Used only by the loop thread. */
final class LookupCache {
    private record Answer(Optional<Map<String, Object>> row, Instant end) {}

    private final Map<String, Answer> answers = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;
    private final Duration expire;
    private final InstantSource clock;

    LookupCache(int most, Duration expire, InstantSource clock) {
        this.most = most;
        this.expire = expire;
        this.clock = clock;
    }

    /** Null when nothing is known; an empty answer is that there is no row. */
    @SuppressWarnings("NullableOptional")
    @Nullable
    Optional<Map<String, Object>> find(String key) {
        Answer answer = answers.get(key);
        return answer == null || clock.instant().isAfter(answer.end()) ? null : answer.row();
    }

    void put(String key, Optional<Map<String, Object>> row) {
        answers.put(key, new Answer(row, clock.instant().plus(expire)));
        if (answers.size() > most) {
            // the one that nobody has asked for the longest time
            Iterator<String> keys = answers.keySet().iterator();
            keys.next();
            keys.remove();
        }
    }
}
