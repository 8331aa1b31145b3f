package org.rflow.bus;

import java.util.function.Function;
import org.rflow.bus.Kinds.Kind;

/** Commands, each the record of its own file; the fields of {@link CommandHeader} come first in all of them. */
final class CommandCodec {
    static final Kinds<Command> KINDS = Kinds.of(
            new Kind<>("Configure", Command.Configure.class, CommandCodec::writeConfigure, CommandCodec::readConfigure),
            new Kind<>("Connect", Command.Connect.class, CommandCodec::writeConnect, CommandCodec::readConnect),
            new Kind<>(
                    "Disconnect",
                    Command.Disconnect.class,
                    CommandCodec::writeDisconnect,
                    CommandCodec::readDisconnect),
            new Kind<>(
                    "Pause",
                    Command.Pause.class,
                    (pause, out) -> out.bool(pause.paused()),
                    in -> new Command.Pause(in.bool())),
            Kind.empty("Run", new Command.Run()),
            Kind.empty("StopSources", new Command.StopSources()),
            Kind.empty("AskReport", new Command.AskReport()),
            Kind.empty("Shutdown", new Command.Shutdown()),
            Kind.empty("Cleanup", new Command.Cleanup()),
            new Kind<>(
                    "SetLogLevel",
                    Command.SetLogLevel.class,
                    (set, out) -> out.text(set.level()),
                    in -> new Command.SetLogLevel(in.text())),
            Kind.empty("ReopenLog", new Command.ReopenLog()),
            Kind.empty("Threads", new Command.Threads()),
            new Kind<>(
                    "DeadLetters",
                    Command.DeadLetters.class,
                    (letters, out) ->
                            out.symbol(letters.action()).list(letters.numbers(), (number, body) -> body.number(number)),
                    in -> new Command.DeadLetters(in.symbol(LetterAction.class), in.list(BodyReader::number))));

    private CommandCodec() {}

    /** The command in the body; a {@code Configure} gets the header's incarnation, which is not written twice. */
    static Command read(CommandHeader header, Function<BodyReader, ? extends Command> fields, BodyReader in) {
        Command command = fields.apply(in);
        return command instanceof Command.Configure configure
                ? new Command.Configure(configure.plan(), header.incarnation())
                : command;
    }

    private static void writeConfigure(Command.Configure configure, BodyWriter out) {
        out.nested(configure.plan(), PlanCodec::write);
    }

    private static Command.Configure readConfigure(BodyReader in) {
        return new Command.Configure(PlanCodec.read(in), 0);
    }

    private static void writeConnect(Command.Connect connect, BodyWriter out) {
        out.list(connect.receivers(), ReplyCodec::writeEndpoint);
    }

    private static Command.Connect readConnect(BodyReader in) {
        return new Command.Connect(ReplyCodec.readEndpoints(in));
    }

    private static void writeDisconnect(Command.Disconnect disconnect, BodyWriter out) {
        out.uuid(disconnect.connection()).uuid(disconnect.peer());
    }

    private static Command.Disconnect readDisconnect(BodyReader in) {
        return new Command.Disconnect(in.uuid(), in.uuid());
    }
}
