package org.rflow.manager;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.rflow.model.Endpoint;
import org.rflow.store.FlowStore;

/** Keeps the addresses in the config database, if there is one. Has a thread of its own, while there is something to do. */
final class DatabaseEndpoints implements EndpointStore, AutoCloseable {
    private static final Logger log = LogManager.getLogger(DatabaseEndpoints.class);
    private static final Duration LAST_WRITE = Duration.ofSeconds(10);

    private final Optional<String> database;
    private final ExecutorService background = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "manager/endpoints");
        thread.setDaemon(true);
        return thread;
    });

    DatabaseEndpoints(Optional<String> database) {
        this.database = database;
    }

    @Override
    public void save(List<Endpoint> endpoints) {
        database.ifPresent(name -> {
            try (FlowStore store = FlowStore.open(name)) {
                store.clearEndpoints();
                store.saveEndpoints(endpoints);
            }
        });
    }

    @Override
    public void saveSoon(List<Endpoint> endpoints) {
        background.execute(() -> {
            try {
                save(endpoints);
            } catch (RuntimeException e) {
                log.warn("cannot store the addresses bound after a restart: {}", e.getMessage());
            }
        });
    }

    @Override
    public void close() {
        background.shutdown();
        try {
            if (!background.awaitTermination(LAST_WRITE.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("the addresses bound last are not in the database: it did not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
