package org.rflow.components;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.rflow.component.ComponentContext;

/** How components write the state of a key slot. */
final class SlotState {
    private static final int SLOTS = 256;

    private SlotState() {}

    /** The first slot that belongs to this worker when all slots are dealt to the workers in equal ranges: for state without a key. */
    static int firstOf(ComponentContext context) {
        int workers = context.workerCount();
        return (SLOTS * (context.workerIndex() - 1) + workers - 1) / workers;
    }

    /** Its length in bytes, then UTF-8. */
    static void writeText(DataOutputStream state, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        state.writeInt(bytes.length);
        state.write(bytes);
    }

    static String readText(DataInputStream state) throws IOException {
        return new String(state.readNBytes(state.readInt()), StandardCharsets.UTF_8);
    }
}
