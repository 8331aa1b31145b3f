package org.rflow.bus;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Turns frames into calls of {@code S}, the side that takes them. The whole frame is decoded before the side is called, so
 * what a side throws is never mistaken for a malformed frame.
 */
final class FrameAdapter<S> {
    private final Function<String, Optional<Decoder<S>>> decoders;
    private final MalformedFrames malformed;

    FrameAdapter(Function<String, Optional<Decoder<S>>> decoders, MalformedFrames malformed) {
        this.decoders = decoders;
        this.malformed = malformed;
    }

    /** Calls the side with the frames from index {@code first} on; malformed ones are counted and go no further. */
    void dispatch(byte[][] frames, int first, S side) {
        Consumer<S> call;
        try {
            call = decode(BusFrame.read(frames, first));
        } catch (MalformedFrameException e) {
            malformed.count(e);
            return;
        }
        call.accept(side);
    }

    private Consumer<S> decode(BusFrame frame) {
        Decoder<S> decoder = decoders.apply(frame.type())
                .orElseThrow(() -> new MalformedFrameException("type '" + frame.type() + "' is not known here"));
        try {
            return decoder.decode(frame.body());
        } catch (IllegalArgumentException e) {
            throw new MalformedFrameException(frame.type() + " has a value that cannot be", e);
        }
    }

    /** Reads one type of frame into the call that it stands for. */
    @FunctionalInterface
    interface Decoder<S> {
        Consumer<S> decode(BodyReader in);
    }
}
