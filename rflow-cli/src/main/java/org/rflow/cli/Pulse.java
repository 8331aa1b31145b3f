package org.rflow.cli;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.bus.ClientReply;
import org.rflow.bus.ClientRequest;
import org.rflow.bus.ManagerClient;

/** The clock of a run in the foreground, on a thread of its own: redraws the display and ends the run when its time is over. */
final class Pulse implements AutoCloseable {
    private static final Logger log = LogManager.getLogger(Pulse.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Application application;
    private final ScheduledExecutorService thread;

    Pulse(Application application) {
        this.application = application;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread pulse = new Thread(task, "cli/pulse");
            pulse.setDaemon(true);
            return pulse;
        });
    }

    void everySecond(Runnable task) {
        var unused = thread.scheduleAtFixedRate(task, 1, 1, TimeUnit.SECONDS);
    }

    /** Asks the manager, which is this process, to drain: over its bus, as any client would. */
    void stopAfter(Duration time) {
        var unused = thread.schedule(this::stop, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stop() {
        try (ManagerClient client = ManagerClient.open(application.bus(), PATIENCE)) {
            ClientReply reply = client.ask(new ClientRequest.Stop(false), PATIENCE);
            reply.error().ifPresent(error -> log.error("the flow cannot be stopped: {}", error));
        } catch (RuntimeException e) {
            // nobody looks at the future: without this line the failure would be lost
            log.error("the flow cannot be stopped: {}", e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
