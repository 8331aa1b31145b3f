package org.rflow.loop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rflow.zmq.Secret;
import org.rflow.zmq.SocketKind;
import org.rflow.zmq.SocketSettings;
import org.rflow.zmq.ZmqContext;
import org.rflow.zmq.ZmqSocket;

final class LoopTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
    private final ZmqContext context = new ZmqContext("test", Secret.random());
    private final Loop loop = new Loop("test", context, error::set);
    private final Thread thread = new Thread(loop::run, "test/loop");

    @AfterEach
    void stop() throws InterruptedException {
        loop.stop();
        thread.join();
        loop.close();
        context.close();
    }

    @Test
    void agentWithoutWorkFlushesAndThenSleeps() throws InterruptedException {
        TestingAgent agent = new TestingAgent(5);
        loop.add(agent);

        thread.start();
        agent.asleep.await();

        assertThat(agent.calls).containsExactly("work", "work", "work", "work", "work", "work", "idle", "watch");
        assertThat(loop.turnAgeMillis()).isZero();
    }

    @Test
    void flushThatMakesWorkIsFollowedByAnotherTurn() throws InterruptedException {
        TestingAgent agent = new TestingAgent(0);
        agent.flushes = 1;
        loop.add(agent);

        thread.start();
        agent.asleep.await();

        assertThat(agent.calls).containsExactly("work", "idle", "work", "idle", "watch");
    }

    @Test
    void taskFromAnotherThreadRunsOnTheLoopInOrder() {
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<@Nullable Thread> ranOn = new AtomicReference<>();
        thread.start();

        for (int i = 0; i < 5000; i++) {
            int number = i;
            loop.execute(() -> ran.add(number));
        }
        loop.execute(() -> ranOn.set(Thread.currentThread()));

        await().atMost(DEADLINE).until(() -> ranOn.get() == thread);
        assertThat(ran).hasSize(5000).isSorted();
    }

    @Test
    void manySleepsAreEachEndedByAWakeUp() {
        AtomicInteger ran = new AtomicInteger();
        thread.start();

        for (int i = 1; i <= 200; i++) {
            int expected = i;
            loop.execute(ran::incrementAndGet);
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofNanos(100_000))
                    .atMost(DEADLINE)
                    .until(() -> ran.get() == expected);
        }
    }

    @Test
    void timersFireInTheOrderOfTheirTimesAndCancelledOnesNever() {
        List<String> fired = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<Loop.@Nullable Timer> cancelled = new AtomicReference<>();
        // a pause of this thread between two of these calls must not change the order
        loop.schedule(Duration.ofSeconds(1), () -> fired.add("late"));
        loop.schedule(Duration.ofMillis(10), () -> {
            fired.add("soon");
            requireNonNull(cancelled.get()).cancel();
        });
        cancelled.set(loop.schedule(Duration.ofMillis(20), () -> fired.add("cancelled")));

        thread.start();

        await().atMost(DEADLINE).until(() -> fired.contains("late"));
        assertThat(fired).containsExactly("soon", "late");
    }

    @Test
    void timerIsNotEarly() {
        AtomicReference<@Nullable Long> fired = new AtomicReference<>();
        long start = System.nanoTime();
        loop.schedule(Duration.ofMillis(50), () -> fired.set(System.nanoTime()));

        thread.start();

        await().atMost(DEADLINE).until(() -> fired.get() != null);
        assertThat(fired.get()).isGreaterThanOrEqualTo(start + 50_000_000L);
    }

    @Test
    void inputOnAWatchedSocketEndsTheSleep() throws InterruptedException {
        try (ZmqSocket pull = context.open(SocketKind.PULL, SocketSettings.data());
                ZmqSocket push = context.open(SocketKind.PUSH, SocketSettings.data())) {
            push.connect(pull.bind("tcp://127.0.0.1:*"));
            TestingAgent agent = new TestingAgent(0);
            agent.socket = pull;
            loop.add(agent);
            thread.start();
            agent.asleep.await();

            push.send(new byte[] {1});

            await().atMost(DEADLINE).until(() -> agent.received.get() == 1);
            loop.stop();
            thread.join();
        }
    }

    @Test
    void whatAnAgentThrowsStopsTheLoopAndReachesItsOwner() throws InterruptedException {
        loop.add(() -> {
            throw new IllegalStateException("broken");
        });

        thread.start();
        thread.join();

        assertThat(error.get()).isInstanceOf(IllegalStateException.class).hasMessage("broken");
    }

    @Test
    void ageOfAStuckTurnGrows() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();

        await().atMost(DEADLINE).until(() -> loop.turnAgeMillis() > 50);
        release.countDown();

        await().atMost(DEADLINE).until(() -> loop.turnAgeMillis() == 0);
    }

    @Test
    void removedAgentWorksNoMore() {
        AtomicInteger turns = new AtomicInteger();
        Agent removesItself = new Agent() {
            @Override
            public int work() {
                loop.remove(this);
                return turns.incrementAndGet();
            }
        };
        loop.add(removesItself);
        AtomicInteger later = new AtomicInteger();

        thread.start();
        loop.execute(later::incrementAndGet);

        await().atMost(DEADLINE).until(() -> later.get() == 1 && turns.get() > 0);
        assertThat(turns).hasValue(1);
    }

    private static final class TestingAgent implements Agent {
        private final List<String> calls = new ArrayList<>();
        private final CountDownLatch asleep = new CountDownLatch(1);
        private final AtomicInteger received = new AtomicInteger();
        private int work;
        private int flushes;
        private @Nullable ZmqSocket socket;

        TestingAgent(int work) {
            this.work = work;
        }

        @Override
        public int work() {
            calls.add("work");
            if (socket != null && socket.receive() != null) {
                received.incrementAndGet();
                return 1;
            }
            return work-- > 0 ? 1 : 0;
        }

        @Override
        public boolean idle() {
            calls.add("idle");
            return flushes-- > 0;
        }

        @Override
        public void watch(Watch watch) {
            calls.add("watch");
            if (socket != null) {
                watch.input(socket);
            }
            asleep.countDown();
        }
    }
}
