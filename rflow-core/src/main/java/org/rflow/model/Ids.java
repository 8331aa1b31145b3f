package org.rflow.model;

import java.util.UUID;

/** The nil UUID (RFC 9562, 5.9) stands for "not planned yet", so no record needs a null. */
public final class Ids {
    public static final UUID NONE = new UUID(0, 0);

    private Ids() {}

    public static boolean isNone(UUID uuid) {
        return NONE.equals(uuid);
    }
}
