package org.rflow.loop;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.rflow.zmq.WakeUp;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqPoller;
import org.rflow.zmq.ZmqSocket;

/**
 * A worker's loop. Each turn runs what other threads handed in, then the timers that are due, then every agent's work. When a
 * turn found nothing to do the agents flush ({@link Agent#idle}), and when that made no work either the loop waits for input,
 * a wake-up or the next timer: so there is no timer in the way of a lone message, and no system call in the way of many.
 *
 * <p>Everything runs on the thread that calls {@link #run}; only {@link #execute}, {@link #wake}, {@link #stop} and
 * {@link #turnAgeMillis} may be called from others.
 */
public final class Loop implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final int TASKS_A_TURN = 1024;
    private static final long WAITING = 0;

    private final String name;
    private final ZmqContext context;
    private final Consumer<Throwable> onError;
    private final ZmqPoller poller;
    private final WakeUp wakeUp;
    private final Watch watch = new PollerWatch();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final CopyOnWriteArrayList<Agent> agents = new CopyOnWriteArrayList<>();
    private final AtomicLong turnStart = new AtomicLong(WAITING);
    private volatile boolean stopped;
    private long timerCount;
    private long turnNanos;

    /** A failure of an agent, a timer or a task stops the loop and is handed to {@code onError} on the loop's thread. */
    public Loop(String name, ZmqContext context, Consumer<Throwable> onError) {
        this.name = name;
        this.context = context;
        this.onError = onError;
        this.poller = context.poller();
        this.wakeUp = context.wakeUp();
        poller.watch(wakeUp);
    }

    public ZmqContext context() {
        return context;
    }

    /** Gives the agent its turns from the next turn on; earlier ones come first. */
    public void add(Agent agent) {
        agents.add(agent);
    }

    public void remove(Agent agent) {
        agents.remove(agent);
    }

    /** Runs the task on the loop, soon. From any thread; forgotten once the loop has stopped. */
    public void execute(Runnable task) {
        tasks.add(task);
        wakeUp.wake();
    }

    /** Ends the current wait. From any thread. */
    public void wake() {
        wakeUp.wake();
    }

    /** Calls the action once, on the loop, after the delay. From the loop's thread, or before the loop runs. */
    public Timer schedule(Duration delay, Runnable action) {
        Timer timer = new Timer(System.nanoTime() + delay.toNanos(), timerCount++, action);
        timers.add(timer);
        return timer;
    }

    /** How long the current turn has taken; 0 while the loop waits. From any thread. */
    public long turnAgeMillis() {
        long start = turnStart.getOpaque();
        return start == WAITING ? 0 : (System.nanoTime() - start) / 1_000_000;
    }

    /** When the current turn began, as {@link System#nanoTime}: a clock that costs nothing. From the loop's thread. */
    public long turnNanos() {
        return turnNanos;
    }

    /** Runs turns on the calling thread until stopped. */
    public void run() {
        try {
            while (!stopped) {
                turnNanos = System.nanoTime();
                turnStart.setOpaque(turnNanos | 1);
                if (!turn()) {
                    await();
                }
            }
        } catch (Throwable e) {
            stopped = true;
            onError.accept(e);
        } finally {
            turnStart.setOpaque(WAITING);
        }
    }

    /** Ends the loop after its current turn. From any thread. */
    public void stop() {
        stopped = true;
        wakeUp.wake();
    }

    /** Whether there was anything to do. */
    private boolean turn() {
        int done = runTasks() + fireTimers();
        for (Agent agent : agents) {
            done += agent.work();
        }
        return done > 0 || stopped || idle();
    }

    private boolean idle() {
        boolean more = false;
        for (Agent agent : agents) {
            more |= agent.idle();
        }
        return more;
    }

    private int runTasks() {
        int done = 0;
        while (done < TASKS_A_TURN) {
            Runnable task = tasks.poll();
            if (task == null) {
                break;
            }
            task.run();
            done++;
        }
        return done;
    }

    private int fireTimers() {
        if (timers.isEmpty()) {
            return 0;
        }
        int done = 0;
        long now = turnNanos;
        Timer next = timers.peek();
        while (next != null && next.isDue(now)) {
            timers.remove();
            done += next.fire();
            next = timers.peek();
        }
        return done;
    }

    private void await() {
        poller.clear();
        for (Agent agent : agents) {
            agent.watch(watch);
        }
        Timer next = timers.peek();
        Duration wait = next == null ? LONGEST_WAIT : next.within(LONGEST_WAIT);
        if (tasks.isEmpty() && !stopped) {
            turnStart.setOpaque(WAITING);
            poller.poll(wait);
        }
    }

    /** Lets go of the poller; the loop must have ended, or never have run. */
    @Override
    public void close() {
        stopped = true;
        wakeUp.close();
        poller.close();
    }

    @Override
    public String toString() {
        return name;
    }

    private final class PollerWatch implements Watch {
        @Override
        public void input(ZmqSocket socket) {
            poller.watch(socket);
        }

        @Override
        public void inputOrOutput(ZmqSocket socket) {
            poller.watchOutput(socket);
        }
    }

    /** A call to come. Used only by the loop's thread. */
    public static final class Timer implements Comparable<Timer> {
        private final long dueNanos;
        private final long order;
        private final Runnable action;
        private boolean cancelled;

        private Timer(long dueNanos, long order, Runnable action) {
            this.dueNanos = dueNanos;
            this.order = order;
            this.action = action;
        }

        public void cancel() {
            cancelled = true;
        }

        private boolean isDue(long now) {
            return now - dueNanos >= 0;
        }

        private int fire() {
            if (cancelled) {
                return 0;
            }
            action.run();
            return 1;
        }

        private Duration within(Duration longest) {
            Duration left = Duration.ofNanos(Math.max(0, dueNanos - System.nanoTime()));
            return left.compareTo(longest) < 0 ? left : longest;
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(dueNanos - other.dueNanos, 0);
            return byTime == 0 ? Long.compare(order, other.order) : byTime;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(order);
        }
    }
}
