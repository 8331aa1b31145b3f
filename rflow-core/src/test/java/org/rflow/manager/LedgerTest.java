package org.rflow.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rflow.model.Counts;
import org.rflow.model.PortDirection;

final class LedgerTest {
    private static final UUID CONNECTION = new UUID(0, 1);
    private static final UUID SENDER = new UUID(0, 2);
    private static final UUID RECEIVER = new UUID(0, 3);

    private final Ledger ledger = new Ledger();

    @Test
    void balancesSentAgainstReceivedAndDropped() {
        ledger.record(SENDER, List.of(counts(PortDirection.OUTPUT, 10, 1)));
        ledger.record(RECEIVER, List.of(counts(PortDirection.INPUT, 6, 1)));

        Ledger.Leg leg = ledger.leg(CONNECTION);

        assertThat(leg.sent()).isEqualTo(10);
        assertThat(leg.received()).isEqualTo(6);
        assertThat(leg.dropped()).isEqualTo(2);
        assertThat(leg.inFlight()).isEqualTo(2);
    }

    @Test
    void aReportThatComesLateDoesNotTurnTheCountsBack() {
        ledger.record(SENDER, List.of(counts(PortDirection.OUTPUT, 10, 1)));

        ledger.record(SENDER, List.of(counts(PortDirection.OUTPUT, 8, 0)));

        assertThat(ledger.leg(CONNECTION).sent()).isEqualTo(10);
        assertThat(ledger.leg(CONNECTION).dropped()).isEqualTo(1);
    }

    @Test
    void looksAtOneWayOfAWorkerThatBothSendsAndReceives() {
        ledger.record(SENDER, List.of(counts(PortDirection.OUTPUT, 10, 0), counts(PortDirection.INPUT, 3, 0)));
        ledger.record(RECEIVER, List.of(counts(PortDirection.INPUT, 4, 0), counts(PortDirection.OUTPUT, 5, 0)));

        Ledger.Leg leg = ledger.leg(CONNECTION, SENDER::equals, RECEIVER::equals);

        assertThat(leg.sent()).isEqualTo(10);
        assertThat(leg.received()).isEqualTo(4);
    }

    @Test
    void knowsWhatIsNotSafeOfThoseWhoLive() {
        ledger.record(SENDER, List.of(new Counts(CONNECTION, PortDirection.OUTPUT, 10, 100, 0, 1, 0, 6, 2)));
        ledger.record(RECEIVER, List.of(counts(PortDirection.INPUT, 4, 0)));

        assertThat(ledger.unsafe(CONNECTION)).isEqualTo(3);
        assertThat(ledger.leg(CONNECTION).output().redelivered()).isEqualTo(2);
    }

    private static Counts counts(PortDirection end, long messages, long dropped) {
        return new Counts(CONNECTION, end, messages, 100, 0, dropped, 0, 0, 0);
    }
}
