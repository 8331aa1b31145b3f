package org.rflow.bus;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.rflow.model.Ids;
import org.rflow.model.WorkerState;

/** What peers say of themselves: fields of {@code Register.avsc}, {@code Beacon.avsc}, {@code Log.avsc} and {@code Event.avsc}. */
final class PeerCodec {
    private PeerCodec() {}

    static void writeRegistration(Registration registration, BodyWriter out) {
        out.symbol(registration.role())
                .uuid(registration.instance())
                .uuid(registration.group())
                .number(registration.pid())
                .integer(registration.protocol())
                .text(registration.component());
    }

    static Registration readRegistration(BodyReader in) {
        return new Registration(
                in.symbol(Registration.Role.class),
                in.uuid(),
                in.trailing(BodyReader::uuid, Ids.NONE),
                in.trailing(BodyReader::number, 0L),
                in.trailing(BodyReader::integer, BusFrame.VERSION),
                in.trailing(BodyReader::text, ""));
    }

    static void writeAdmission(Admission admission, BodyWriter out) {
        out.optionalText(admission.error())
                .integer(BusFrame.VERSION)
                .uuid(admission.instance())
                .number(admission.timing().beaconInterval().toMillis())
                .number(admission.timing().gracePeriod().toMillis());
    }

    static Admission readAdmission(BodyReader in) {
        Optional<String> error = in.trailing(BodyReader::optionalText, Optional.empty());
        in.trailing(BodyReader::integer, BusFrame.VERSION);
        UUID instance = in.trailing(BodyReader::uuid, Ids.NONE);
        long beacon =
                in.trailing(BodyReader::number, BusTiming.USUAL.beaconInterval().toMillis());
        long grace =
                in.trailing(BodyReader::number, BusTiming.USUAL.gracePeriod().toMillis());
        return new Admission(
                error, instance, new BusTiming(Duration.ofMillis(Math.max(1, beacon)), Duration.ofMillis(grace)));
    }

    static void writeBeacon(Beacon beacon, BodyWriter out) {
        out.integer(beacon.incarnation())
                .symbol(beacon.state())
                .bool(beacon.sourcesDone())
                .number(beacon.loopAgeMillis())
                .text(beacon.inside())
                .text(beacon.detail());
    }

    static Beacon readBeacon(BodyReader in) {
        return new Beacon(
                in.integer(),
                in.symbol(WorkerState.class),
                in.trailing(BodyReader::bool, false),
                in.trailing(BodyReader::number, 0L),
                in.trailing(BodyReader::text, ""),
                in.trailing(BodyReader::text, ""));
    }

    static void writeLog(LogEvent event, BodyWriter out) {
        out.number(event.timeMillis()).text(event.level()).text(event.logger()).text(event.text());
    }

    static LogEvent readLog(BodyReader in) {
        return new LogEvent(in.number(), in.text(), in.text(), in.text());
    }

    static void writeEvent(Event event, BodyWriter out) {
        out.number(event.timeMillis())
                .text(event.kind())
                .uuid(event.subject())
                .text(event.name())
                .text(event.text());
    }

    static Event readEvent(BodyReader in) {
        return new Event(in.number(), in.text(), in.uuid(), in.text(), in.text());
    }
}
