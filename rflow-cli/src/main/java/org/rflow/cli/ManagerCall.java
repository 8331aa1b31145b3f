package org.rflow.cli;

import java.time.Duration;
import java.util.OptionalLong;
import org.rflow.bus.ClientReply;
import org.rflow.bus.ClientRequest;
import org.rflow.bus.ManagerClient;

/** One question to the manager of a running flow. */
final class ManagerCall {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private ManagerCall() {}

    /** The answer; a {@link CommandException} when no manager runs, or it refuses. */
    static ClientReply ask(Application application, ClientRequest request) {
        OptionalLong pid = application.pidFile().running();
        if (pid.isEmpty()) {
            throw CommandException.notRunning(application.name() + " process not found in " + application.pid()
                    + "; start it with 'rflow start'");
        }
        try (ManagerClient client = ManagerClient.open(application.bus(), CONNECT)) {
            ClientReply reply = client.ask(request, ANSWER);
            reply.error().ifPresent(error -> {
                throw CommandException.failed(error);
            });
            return reply;
        }
    }
}
