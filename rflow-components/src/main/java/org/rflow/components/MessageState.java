package org.rflow.components;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.rflow.message.CoreTypes;
import org.rflow.message.DataType;
import org.rflow.message.DataTypes;
import org.rflow.message.EnvelopeCodec;
import org.rflow.message.Message;

/**
 * Messages in the state of a component: name and schema of the type, then an envelope of raw bytes with the message's provenance,
 * properties and encoded data. Used by one thread.
 */
final class MessageState {
    private static final DataTypes NO_TYPES = new DataTypes();
    private static final byte[] RAW_NAME = {};

    private final EnvelopeCodec envelopes = new EnvelopeCodec();
    private final Map<String, DataType> types = new HashMap<>();

    void write(DataOutputStream state, Message message) throws IOException {
        SlotState.writeText(state, message.type().name());
        SlotState.writeText(state, message.type().schemaText());
        byte[] data = new byte[message.encodedLength()];
        message.writeTo((bytes, offset, length) -> System.arraycopy(bytes, offset, data, 0, length));
        byte[] envelope = envelopes.encode(message.answer(CoreTypes.RAW, data));
        state.writeInt(envelope.length);
        state.write(envelope);
    }

    Message read(DataInputStream state) throws IOException {
        String name = SlotState.readText(state);
        String schema = SlotState.readText(state);
        DataType type = types.computeIfAbsent(name + "\n" + schema, any -> DataType.of(name, schema));
        Message envelope = envelopes.decode(RAW_NAME, state.readNBytes(state.readInt()), NO_TYPES);
        ByteBuffer raw = envelope.raw();
        byte[] data = new byte[raw.remaining()];
        raw.get(data);
        return Message.encoded(type, envelope.headers(), data, 0, data.length);
    }
}
