package org.rflow.cli.conformance;

/** What an external component must do: in a few words, and the sentence of the protocol that says so. In the order in which they are tried. */
public enum Rule {
    REGISTERS(
            "registers with the instance it was given",
            Rule.BUS,
            "`Register {role: EXTERNAL, instance, group, pid, protocol: 1, component}`, again every 200 ms until `Registered` comes."),
    BEACONS_AT_ONCE(
            "beacons STARTED",
            Rule.BUS,
            "`Beacon {number, incarnation, state, sourcesDone}` at once, when the state changes, and every `beaconMillis`, also while it works."),
    BINDS(
            "binds a ROUTER for what comes in",
            Rule.BUS,
            "`endpoints` has, for each socket, the connection, `plan.uuid` as owner, `ROUTER`, and the address with its real port"),
    TELLS_ITS_STATE(
            "beacons CONFIGURED, with its incarnation",
            Rule.BUS,
            "The states are those of `Beacon.avsc`; legal moves are STARTED → CONFIGURED → RUNNING → STOPPING → STOPPED"),
    GREETS("says HELLO to its receiver", Rule.DATA, "Nothing but HELLO is sent before WELCOME"),
    GREETS_AGAIN("says HELLO again", Rule.DATA, "HELLO is said again each second in which nothing was heard"),
    WAITS_FOR_WELCOME(
            "answers CONNECT when it is welcome, and not before",
            Rule.BUS,
            "each has said WELCOME, or was taken away by `Disconnect`"),
    RUNS("answers RUN and beacons RUNNING", Rule.BUS, "send and process; RUNNING"),
    PROTECTS("refuses a peer without the secret", Rule.DATA, "without the secret nothing is answered"),
    IGNORES_OTHERS(
            "does not answer a HELLO for another connection",
            Rule.DATA,
            "A HELLO for another connection, of another version, or of a past incarnation is logged and not answered."),
    WELCOMES(
            "answers HELLO with WELCOME and credit",
            Rule.DATA,
            "A HELLO that comes again is answered again with WELCOME."),
    ASKS_FOR_SCHEMA(
            "asks for a schema that it does not know",
            Rule.DATA,
            "A receiver that finds a type it does not know keeps the batch, asks with SCHEMA_REQUEST, and goes on when SCHEMA comes."),
    PROCESSES("processes the batch and gives credit", Rule.DATA, "say CREDIT after each batch it has processed"),
    ANNOUNCES(
            "announces each type before its first batch",
            Rule.DATA,
            "The sender announces each type with SCHEMA before the first batch that uses it"),
    NUMBERS(
            "numbers its records without gaps, in well-formed batches",
            Rule.DATA,
            "Records of a link are numbered from 0"),
    RESPECTS_CREDIT(
            "sends nothing beyond its credit",
            Rule.DATA,
            "A sender may send a batch while both limits are above what it has sent."),
    GOES_ON("goes on when there is credit", Rule.DATA, "Credit is two limits that only grow"),
    LEAVES_OUT("leaves out a batch that comes twice", Rule.DATA, "a batch that it has already it leaves out."),
    ASKS_AGAIN("asks again for what a gap lacks", Rule.DATA, "A receiver that finds a gap says WELCOME again"),
    SENDS_AGAIN(
            "sends again from where WELCOME says",
            Rule.DATA,
            "A sender sends again from there (go-back-N): what was under way when the connection broke."),
    INTRODUCES_ITSELF(
            "answers HELLO_REQUEST with HELLO",
            Rule.DATA,
            "The receiver holds up to 8 such frames, answers HELLO_REQUEST, and puts them in their place when HELLO comes."),
    ASKS_STRANGERS(
            "asks a stranger for HELLO",
            Rule.DATA,
            "A frame from a peer that has not said HELLO means that its TCP connection broke and was made again."),
    ACKS_WHAT_IS_SAFE(
            "acknowledges nothing before what came of it is acknowledged",
            Rule.DATA,
            "It must not confirm END, nor acknowledge, before what came of the records is safe."),
    ACKS(
            "acknowledges all when all is safe",
            Rule.DATA,
            "The sender keeps each batch until ACK says that its records are safe at the receiver"),
    REPORTS(
            "reports what it received and sent",
            Rule.BUS,
            "`Metrics {counts, safety}` every beacon interval, with a row for each end of each connection, cumulative since the program started."),
    WAITS_FOR_END(
            "answers SHUTDOWN only when its input has ended",
            Rule.BUS,
            "Process what comes until every sender has said END; then send last messages, and END to every receiver"),
    CONFIRMS_END("confirms END", Rule.DATA, "END_CONFIRMED is said when all records are safe."),
    SAYS_END(
            "says END with the number of its records",
            Rule.DATA,
            "A sender sends END when everything it took has left, and nothing after it."),
    ANSWERS_SHUTDOWN(
            "answers SHUTDOWN with a report when its END is confirmed",
            Rule.BUS,
            "every END is confirmed, both ways; with a `report`"),
    ENDS(
            "cleans up, beacons STOPPED and ends with exit code 0",
            Rule.BUS,
            "Then a beacon STOPPED; when that is `Heard`, the process ends with exit code 0"),
    BEACONS_IN_TIME("beacons in time, with numbers that grow", Rule.BUS, "`number` goes up by one."),
    IS_WELL_FORMED(
            "says nothing that is not of the protocol",
            Rule.BUS,
            "body ...                  that record in Avro's binary encoding, at most 8 MiB");

    private static final String BUS = "protocol-bus.md";
    private static final String DATA = "protocol-data.md";

    private final String what;
    private final String document;
    private final String sentence;

    Rule(String what, String document, String sentence) {
        this.what = what;
        this.document = document;
        this.sentence = sentence;
    }

    public String what() {
        return what;
    }

    /** A file in {@code docs/}. */
    public String document() {
        return document;
    }

    /** As it stands there, but for line ends. */
    public String sentence() {
        return sentence;
    }
}
