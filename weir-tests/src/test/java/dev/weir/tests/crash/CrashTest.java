package dev.weir.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.TopicContents;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What was answered after waiting for Kafka survives kill -9 of gateway and broker in one process;
/// what was accepted survives a stop.
@Timeout(300)
class CrashTest {
  private static final int CLIENTS = 16;
  private static final int ANSWERS_BEFORE_THE_KILL = 1_000;
  private static final int KILLS = 3;

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void what_was_answered_in_sync_mode_is_there_after_kill_9_under_load() throws Exception {
    var data = Files.createDirectory(folder.resolve("data"));
    var answered = ConcurrentHashMap.<String>newKeySet();

    for (var round = 0; round < KILLS; round++) {
      try (var weir = WeirProcess.start(data)) {
        killUnderLoad(weir, "r" + round, answered);
      }
    }

    try (var weir = WeirProcess.start(data)) {
      assertThat(answered).hasSizeGreaterThanOrEqualTo(KILLS * ANSWERS_BEFORE_THE_KILL);
      assertThat(values(weir)).containsAll(answered);
    }
  }

  @Test
  void what_was_accepted_without_waiting_is_there_after_sigterm() throws Exception {
    var data = Files.createDirectory(folder.resolve("data"));
    var accepted = ConcurrentHashMap.<String>newKeySet();

    int exitCode;
    try (var weir = WeirProcess.start(data)) {
      for (var i = 0; i < 1_000; i++) {
        if (push(weir.push(), "v" + i, false)) accepted.add("v" + i);
      }
      exitCode = weir.terminate();
    }

    assertThat(exitCode).as("the exit code of an orderly stop").isIn(0, 143);
    assertThat(accepted).hasSize(1_000);
    try (var weir = WeirProcess.start(data)) {
      assertThat(values(weir)).containsExactlyInAnyOrderElementsOf(accepted);
    }
  }

  @Test
  void a_request_that_was_answered_is_carried_out_once_though_kill_9_came_between()
      throws Exception {
    var data = Files.createDirectory(folder.resolve("data"));
    try (var weir = WeirProcess.start(data)) {
      assertThat(pushOnce(weir.push()).statusCode()).isEqualTo(200);
      weir.kill();
    }

    try (var weir = WeirProcess.start(data)) {
      var again = pushOnce(weir.push());

      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
      push(weir.push(), "a later one", true);
      assertThat(TopicContents.of(weir.bootstrapServers(), "crash").recordsNow())
          .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
          .containsOnly("once", "a later one"); // after a crash the log may repeat what it sent
    }
  }

  private HttpResponse<String> pushOnce(URI uri) throws Exception {
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "9b1e")
            .POST(
                BodyPublishers.ofString("{\"records\":[{\"topic\":\"crash\",\"data\":\"once\"}]}"));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /// Clients push as fast as they are answered, until enough answers are in and the process dies.
  private void killUnderLoad(WeirProcess weir, String round, Set<String> answered)
      throws InterruptedException {
    var enough = new CountDownLatch(ANSWERS_BEFORE_THE_KILL);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var client = 0; client < CLIENTS; client++) {
        var name = round + "-" + client + "-";
        clients.execute(() -> {
          for (var i = 0; push(weir.push(), name + i, true); i++) {
            answered.add(name + i);
            enough.countDown();
          }
        });
      }
      assertThat(enough.await(90, TimeUnit.SECONDS)).as("the load goes through").isTrue();
      weir.kill();
    }
  }

  /// Whether the answer says that the record is taken; a connection that breaks says nothing.
  private boolean push(URI uri, String value, boolean wait) {
    var body =
        "{\"records\":[{\"topic\":\"crash\",\"data\":\"%s\"}],\"wait_for_send\":%s}"
            .formatted(value, wait);
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Set<String> values(WeirProcess weir) {
    return TopicContents.of(weir.bootstrapServers(), "crash").recordsNow().stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .collect(Collectors.toSet());
  }
}
