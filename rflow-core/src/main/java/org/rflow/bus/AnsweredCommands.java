package org.rflow.bus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last commands a worker got, so that one that comes twice is carried out once. Managers begin to count at random, so that the
 * commands of two are told apart. Used only by the bus thread.
 */
final class AnsweredCommands {
    private static final int REMEMBERED = 64;

    private final Map<Long, Optional<Reply>> replies = new LinkedHashMap<>();

    /** Notes a command that comes for the first time; false when it came before. */
    boolean begin(long id) {
        if (replies.containsKey(id)) {
            return false;
        }
        if (replies.size() >= REMEMBERED) {
            replies.remove(replies.keySet().iterator().next());
        }
        replies.put(id, Optional.empty());
        return true;
    }

    void end(long id, Reply reply) {
        replies.replace(id, Optional.of(reply));
    }

    /** Empty while the command is being carried out. */
    Optional<Reply> reply(long id) {
        return replies.getOrDefault(id, Optional.empty());
    }
}
