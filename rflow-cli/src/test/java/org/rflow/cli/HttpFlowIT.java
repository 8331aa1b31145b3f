package org.rflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The example flow {@code http.yaml} and real clients, of which {@code test.requests} says how many requests they have. */
final class HttpFlowIT extends RflowCase {
    private static final Path FLOW =
            Path.of("..", "conf", "http.yaml").toAbsolutePath().normalize();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int CLIENTS = 50;
    private static final int REQUESTS = Integer.getInteger("test.requests", 1000);
    private static final Pattern PATH = Pattern.compile("\"path\": \"/(\\d+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger askedAgain = new AtomicInteger();

    @Test
    void answersEveryRequestWithItsOwnAnswerThoughAWorkerIsKilled() throws Exception {
        RflowProcess.Running running =
                rflow.start("run", FLOW.toString(), "--dir", directory.toString(), "--set", "port=0");
        URI server = address(running);

        List<Integer> wrong;
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        long begin = System.nanoTime();
        try {
            List<Future<List<Integer>>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int first = i;
                clients.add(threads.submit(() -> ask(server, first)));
            }
            await().atMost(SOON).until(() -> answered.get() >= REQUESTS / 3);
            RflowProcess.signal("KILL", view.worker("answering-1").get("pid").asLong());
            wrong = new ArrayList<>();
            for (Future<List<Integer>> each : clients) {
                wrong.addAll(each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        RflowProcess.signal("TERM", running.process().pid());
        RflowProcess.Outcome outcome = running.await(SOON);

        System.out.println(REQUESTS + " requests on " + CLIENTS + " connections in " + millis + " ms, " + askedAgain
                + " asked again");
        assertThat(wrong).as(rflow.logs()).isEmpty();
        assertThat(answered).hasValue(REQUESTS);
        assertThat(outcome.exitCode()).as("%s%n%s", outcome, rflow.logs()).isZero();
        assertThat(noted()).isEqualTo(IntStream.range(0, REQUESTS).boxed().collect(Collectors.toSet()));
        await().atMost(SOON).until(() -> rflow.processes().isEmpty());
    }

    /** Asks for every fiftieth number; returns those that got the answer of another. */
    private List<Integer> ask(URI server, int first) throws IOException, InterruptedException {
        List<Integer> wrong = new ArrayList<>();
        for (int number = first; number < REQUESTS; number += CLIENTS) {
            HttpRequest request = HttpRequest.newBuilder(server.resolve("/" + number))
                    .timeout(SOON)
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            while (answer.statusCode() == 503 || answer.statusCode() == 504) {
                askedAgain.incrementAndGet();
                answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            }
            if (!answer.body().equals("/" + number + " was accessed")) {
                wrong.add(number);
            }
            answered.incrementAndGet();
        }
        return wrong;
    }

    /** Where the server says that it listens, once the flow runs. */
    private URI address(RflowProcess.Running running) throws Exception {
        await().atMost(SOON)
                .until(() -> !running.process().isAlive()
                        || view.status().path("state").asString("").equals("RUNNING"));
        assertThat(running.process().isAlive())
                .as("%s%n%s", running.said(), rflow.logs())
                .isTrue();
        Path file = rflow.files().stream()
                .filter(each -> each.endsWith("address"))
                .filter(each -> each.toString().contains("/web/"))
                .findFirst()
                .orElseThrow();
        return URI.create(Files.readString(file));
    }

    private Set<Integer> noted() throws IOException {
        Set<Integer> numbers = ConcurrentHashMap.newKeySet();
        for (String line : rflow.lines("results/requests.txt")) {
            Matcher path = PATH.matcher(line);
            assertThat(path.find()).as(line).isTrue();
            numbers.add(Integer.valueOf(path.group(1)));
        }
        return numbers;
    }
}
