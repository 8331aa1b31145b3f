package org.rflow.connections.zeromq;

import org.rflow.message.Message;
import org.rflow.model.KeySlots;

/** Which lane a message belongs into. */
interface Routing {
    int lane(Message message);

    /** There is one lane only. */
    final class First implements Routing {
        @Override
        public int lane(Message message) {
            return 0;
        }
    }

    /**
     * The lane of the receiver that owns the key's slot. The key is the property of the name, else the field of that name
     * in record or map data, else the empty text.
     */
    final class ByKey implements Routing {
        private final String name;
        private final int owners;

        ByKey(String name, int owners) {
            this.name = name;
            this.owners = owners;
        }

        @Override
        public int lane(Message message) {
            return KeySlots.owner(KeySlots.of(message.field(name).orElse("")), owners);
        }
    }
}
