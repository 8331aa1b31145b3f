package org.rflow.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rflow.message.Message;

/** RF-134 to RF-149. */
final class PortsTest {
    private final Sample component = new Sample();
    private final OutputPort out = component.out;
    private final List<String> log = new ArrayList<>();

    private Outlet outlet(String name) {
        return new Outlet() {
            @Override
            public void send(Message message) {
                log.add(name + message.text());
            }

            @Override
            public boolean isFull() {
                return false;
            }

            @Override
            public void close() {
                log.add(name + " closed");
            }
        };
    }

    @Test
    void sendsByKeyToTheKeysConnectionsAndThoseWithoutAKey() {
        out.add("even", outlet("A"));
        out.add("odd", outlet("B"));
        out.add(null, outlet("C"));

        for (int i = 0; i < 4; i++) {
            out.send(i % 2 == 0 ? "even" : "odd", Message.of(i));
        }

        assertThat(log).containsExactly("A0", "C0", "B1", "C1", "A2", "C2", "B3", "C3");
    }

    @Test
    void sendsWithoutAKeyOncePerDistinctConnection() {
        Outlet twice = outlet("A");
        out.add("x", twice);
        out.add("y", twice);
        out.add(null, twice);
        out.add("y", outlet("B"));

        out.send(Message.of(1));

        assertThat(log).containsExactly("A1", "B1");
        assertThat(out.keys()).containsExactly("x", "y");
    }

    @Test
    void sendsOnTheNullKeyToTheUnkeyedOnly() {
        out.add("x", outlet("A"));
        out.add(null, outlet("B"));

        out.send(null, Message.of(1));
        out.send("unknown", Message.of(2));

        assertThat(log).containsExactly("B1", "B2");
    }

    @Test
    void isSilentWithoutConnections() {
        out.send(Message.of(1));
        out.send("x", Message.of(1));

        assertThat(out.isConnected()).isFalse();
    }

    @Test
    void sendsToConnectionsAddedLaterAndNotToThoseRemoved() {
        Outlet a = outlet("A");
        out.add("x", a);
        out.send("x", Message.of(1));

        out.add("x", outlet("B"));
        out.send("x", Message.of(2));
        out.remove("x", a);
        out.send("x", Message.of(3));

        assertThat(log).containsExactly("A1", "A2", "B2", "A closed", "B3");
    }

    @Test
    void closesAConnectionWhenItsLastKeyIsGone() {
        Outlet a = outlet("A");
        out.add("x", a);
        out.add(null, a);

        out.remove("x", a);
        assertThat(log).isEmpty();
        out.remove(null, a);
        out.remove(null, a);

        assertThat(log).containsExactly("A closed");
        assertThat(out.isConnected()).isFalse();
    }

    @Test
    void keepsSendingToTheOthersWhenOneIsRemovedInTheMidst() {
        Outlet[] second = new Outlet[1];
        out.add(null, new Outlet() {
            @Override
            public void send(Message message) {
                out.remove(null, second[0]);
            }

            @Override
            public boolean isFull() {
                return false;
            }
        });
        second[0] = outlet("B");
        out.add(null, second[0]);

        out.send(Message.of(1));
        out.send(Message.of(2));

        assertThat(log).containsExactly("B closed", "B1");
    }

    @Test
    void callsTheOtherComponentDirectly() {
        Sample other = new Sample();
        out.directConnect(other.in);
        Message message = Message.of("hello");

        out.send(message);

        assertThat(other.processed).containsExactly("in hello");
    }

    @Test
    void forwardsOneKeyDirectly() {
        Sample all = new Sample();
        Sample even = new Sample();
        out.directConnect(all.in);
        out.directConnect("even", even.in);

        out.send("even", Message.of(2));
        out.send("odd", Message.of(3));
        out.send(Message.of(4));

        assertThat(even.processed).containsExactly("in 2", "in 4");
        assertThat(all.processed).containsExactly("in 2", "in 3", "in 4");
    }

    @Test
    void forwardsToAnotherOutputBypassingItsComponent() {
        Sample other = new Sample();
        List<Message> seen = new ArrayList<>();
        other.out.collectMessages(null, seen);
        out.directConnect(other.out);

        out.send(Message.of(7));

        assertThat(seen).map(Message::number).containsExactly(7L);
        assertThat(other.processed).isEmpty();
    }

    @Test
    void forwardsOneKeyToAnotherOutput() {
        Sample other = new Sample();
        List<Message> seen = new ArrayList<>();
        other.out.collectMessages(null, seen);
        out.directConnect("even", other.out);

        out.send("even", Message.of(2));
        out.send("odd", Message.of(3));

        assertThat(seen).map(Message::number).containsExactly(2L);
    }

    @Test
    void refusesForwardsThatMakeACircle() {
        Sample other = new Sample();
        out.directConnect(other.out);

        assertThatThrownBy(() -> other.out.directConnect(out))
                .hasMessage("forwarding 'out' to 'out' would make a circle");
        assertThatThrownBy(() -> out.directConnect(out)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void collectsMessagesUntilClosedAlsoAfterAnException() {
        List<Message> all = new ArrayList<>();
        List<Message> even = new ArrayList<>();
        assertThatThrownBy(() -> {
                    try (var ofAll = out.collectMessages(null, all);
                            var ofEven = out.collectMessages("even", even)) {
                        assertThat(List.of(ofAll, ofEven)).hasSize(2);
                        out.send("even", Message.of(2));
                        out.send("odd", Message.of(3));
                        throw new IllegalStateException("on purpose");
                    }
                })
                .hasMessage("on purpose");

        out.send("even", Message.of(4));

        assertThat(all).map(Message::number).containsExactly(2L, 3L);
        assertThat(even).map(Message::number).containsExactly(2L);
        assertThat(out.isConnected()).isFalse();
    }
}
