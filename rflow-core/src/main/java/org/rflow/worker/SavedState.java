package org.rflow.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a worker must not forget when it dies: of each component the position up to which it has read, and the state of its key
 * slots, all of one moment.
 */
record SavedState(Map<String, Part> parts) {
    static final SavedState NONE = new SavedState(Map.of());

    /** What one component must not forget: how far it has read and how many messages it had sent by then, its state, and what is in that. */
    record Part(Optional<String> position, long sent, Map<Integer, byte[]> slots) {
        static final Part NONE = new Part(Optional.empty(), 0, Map.of());

        /** Beside the 256 slots of keys: who the messages are that are in the state. */
        static final int SEEN = 256;
    }

    Part of(String component) {
        return parts.getOrDefault(component, Part.NONE);
    }

    byte[] encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(parts.size());
        for (Map.Entry<String, Part> entry : parts.entrySet()) {
            Part part = entry.getValue();
            out.writeUTF(entry.getKey());
            out.writeBoolean(part.position().isPresent());
            out.writeUTF(part.position().orElse(""));
            out.writeLong(part.sent());
            out.writeInt(part.slots().size());
            for (Map.Entry<Integer, byte[]> slot : part.slots().entrySet()) {
                out.writeShort(slot.getKey());
                out.writeInt(slot.getValue().length);
                out.write(slot.getValue());
            }
        }
        return bytes.toByteArray();
    }

    static SavedState decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Map<String, Part> parts = new LinkedHashMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            String component = in.readUTF();
            boolean hasPosition = in.readBoolean();
            String position = in.readUTF();
            long sent = in.readLong();
            parts.put(component, new Part(hasPosition ? Optional.of(position) : Optional.empty(), sent, slots(in)));
        }
        return new SavedState(parts);
    }

    private static Map<Integer, byte[]> slots(DataInputStream in) throws IOException {
        Map<Integer, byte[]> slots = new TreeMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            int slot = in.readUnsignedShort();
            byte[] state = new byte[in.readInt()];
            in.readFully(state);
            slots.put(slot, state);
        }
        return slots;
    }
}
