package org.rflow.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.rflow.bus.BusAddress;
import org.rflow.bus.BusTiming;
import org.rflow.bus.Command;
import org.rflow.bus.CommandHandler.Answer;
import org.rflow.bus.LetterCount;
import org.rflow.bus.Registration;
import org.rflow.bus.Rendezvous;
import org.rflow.bus.WorkerBus;
import org.rflow.component.Component;
import org.rflow.component.Secrets;
import org.rflow.connection.ConnectionType;
import org.rflow.model.Counts;
import org.rflow.model.Wire;
import org.rflow.model.WorkerPlan;
import org.rflow.plugins.ComponentCatalog;
import org.rflow.process.Signals;
import org.rflow.zmq.Secret;
import org.rflow.zmq.ZmqContext;

/** A host from its first to its last breath: one bus thread, a loop thread a worker, a pool for what blocks. */
final class HostProcess implements Host {
    private static final Logger LOG = LogManager.getLogger(HostProcess.class);
    private static final int PROTOCOL = 1;
    private static final List<String> ENDING_SIGNALS = List.of("TERM", "INT", "HUP");

    private final HostArguments arguments;
    private final ZmqContext zmq;
    private final WorkerBus bus;
    private final HostLog log;
    private final ExecutorService pool = Executors.newCachedThreadPool(new PoolThreads());
    private final Secrets secrets = new Secrets(System.getenv());
    private final ConnectionTypes connectionTypes = new ConnectionTypes();
    private final Map<UUID, Worker> workers = new LinkedHashMap<>();
    private final CountDownLatch running;
    private volatile boolean failed;
    private @Nullable ComponentCatalog catalog;

    HostProcess(HostArguments arguments) {
        this.arguments = arguments;
        Secret secret = Secret.read(arguments.secret());
        this.zmq = new ZmqContext("host", secret);
        BusTiming timing = new BusTiming(arguments.beaconInterval(), arguments.gracePeriod());
        BusAddress files = BusAddress.ofSecretFile(arguments.secret());
        this.bus = new WorkerBus(zmq, "host", new Rendezvous(arguments.bus(), secret), files::rendezvous, timing);
        this.log = new HostLog(bus, arguments.instances().get(0), secrets::mask);
        this.running = new CountDownLatch(arguments.instances().size());
    }

    /** Lives until every worker has ended; returns the exit code. */
    int run() throws InterruptedException {
        for (UUID instance : arguments.instances()) {
            Worker worker = new Worker(instance, this);
            workers.put(instance, worker);
            bus.add(registration(instance), worker);
            new Thread(worker::runLoop, "worker-" + instance + "/loop").start();
        }
        try (Signals.Installation ending = Signals.install(ENDING_SIGNALS, this::onSignal);
                Signals.Installation reopening = Signals.install(List.of("USR1"), (signal, count) -> log.reopen());
                Signals.Installation toggling = Signals.install(List.of("USR2"), (signal, count) -> log.toggle())) {
            LOG.debug("handles {}, {} and {}", ending.signals(), reopening.signals(), toggling.signals());
            bus.start();
            running.await();
        }
        close();
        return failed ? 1 : 0;
    }

    private Registration registration(UUID instance) {
        long pid = ProcessHandle.current().pid();
        return new Registration(Registration.Role.WORKER, instance, arguments.group(), pid, PROTOCOL);
    }

    /** A worker that is told to end by anybody but the manager ends in order (RF-109). */
    private void onSignal(String signal, int count) {
        LOG.info("shutting down due to SIG{}", signal);
        workers.values().forEach(Worker::stopAlone);
    }

    private void close() {
        bus.close();
        pool.shutdownNow();
        workers.values().forEach(Worker::close);
        zmq.close();
        closeCatalog();
        log.close();
    }

    private synchronized void closeCatalog() {
        if (catalog != null) {
            catalog.close();
        }
    }

    @Override
    public ZmqContext zmq() {
        return zmq;
    }

    @Override
    public Executor pool() {
        return pool;
    }

    @Override
    public Secrets secrets() {
        return secrets;
    }

    @Override
    public Path runDirectory() {
        return arguments.runDirectory();
    }

    /** The manager starts every host there. */
    @Override
    public Path applicationDirectory() {
        return Path.of("").toAbsolutePath();
    }

    @Override
    public Duration beaconInterval() {
        return arguments.beaconInterval();
    }

    @Override
    public void configured(WorkerPlan plan) {
        log.start(plan, applicationDirectory());
    }

    @Override
    public ConnectionType connectionType(Wire wire) {
        return connectionTypes.serving(wire);
    }

    @Override
    public synchronized Component component(String type, WorkerPlan plan) {
        if (catalog == null) {
            catalog = ComponentCatalog.open(
                    plan.extensions().stream().map(Path::of).toList());
            catalog.problems().forEach(LOG::warn);
        }
        return catalog.create(type);
    }

    @Override
    public void onProcessCommand(Command command, Answer answer) {
        answer.reply(log.onCommand(command));
    }

    @Override
    public void beaconNow(UUID worker) {
        bus.beaconNow(worker);
    }

    @Override
    public void metrics(UUID worker, List<Counts> counts) {
        bus.metrics(worker, counts);
    }

    @Override
    public void deadLetters(UUID worker, List<LetterCount> waiting) {
        bus.deadLetters(worker, waiting);
    }

    @Override
    public void ended(UUID worker, boolean clean) {
        failed |= !clean;
        running.countDown();
    }

    /** Threads of the pool do not keep the process alive. */
    private static final class PoolThreads implements ThreadFactory {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work, "blocking-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
