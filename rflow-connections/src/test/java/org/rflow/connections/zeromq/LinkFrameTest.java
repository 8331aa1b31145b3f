package org.rflow.connections.zeromq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

final class LinkFrameTest {
    static final List<LinkFrame> FRAMES = List.of(
            new LinkFrame.Hello(new UUID(1, 2), new UUID(3, 4), 5, 6, 7),
            new LinkFrame.Welcome(1L << 40, Long.MAX_VALUE, 3),
            new LinkFrame.Schema("Größe", "\"long\""),
            new LinkFrame.Credit(1, 2, 3),
            new LinkFrame.End(0),
            new LinkFrame.EndConfirmed(9),
            new LinkFrame.SchemaRequest(-1, "RFlow::Ünknown"),
            new LinkFrame.HelloRequest());

    @ParameterizedTest
    @FieldSource("FRAMES")
    void isReadAsItWasWritten(LinkFrame frame) {
        assertThat(LinkFrame.decode(frame.encode())).isEqualTo(frame);
    }

    @ParameterizedTest
    @FieldSource("FRAMES")
    void isRefusedWhenItIsCutShort(LinkFrame frame) {
        byte[] bytes = frame.encode();
        int shortest = frame instanceof LinkFrame.Schema || frame instanceof LinkFrame.SchemaRequest ? 4 : bytes.length;

        for (int length = 0; length < shortest; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> LinkFrame.decode(cut)).isInstanceOf(MessageException.class);
        }
    }

    @Test
    void helloLooksAsTheProtocolSays() {
        UUID connection = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        UUID sender = UUID.fromString("01020304-0506-0708-090a-0b0c0d0e0f10");

        byte[] frame = new LinkFrame.Hello(connection, sender, 3, 4, 5).encode();

        assertThat(HexFormat.of().formatHex(frame))
                .isEqualTo("01010000" + "03000000" + "00112233445566778899aabbccddeeff"
                        + "0102030405060708090a0b0c0d0e0f10" + "0400000000000000" + "0500000000000000");
    }

    @Test
    void helloOfASenderThatWentOnIsTakenBackToItsFirstHeldBatch() {
        byte[] held = Links.batch(1, 40, Message.of(1), Message.of(2));

        LinkFrame.Hello hello = new LinkFrame.Hello(new UUID(1, 2), new UUID(3, 4), 1, 42, 1000);

        assertThat(hello.before(List.of(held)).nextNumber()).isEqualTo(40);
        assertThat(hello.before(List.of(held)).sentBytes()).isEqualTo(1000 - held.length);
        assertThat(hello.before(List.of())).isEqualTo(hello);
    }
}
