package dev.weir.tests.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.net.FaultProxy;
import dev.weir.tests.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The producer is changed under load while the old one hangs.
@Timeout(240)
class SwapTest {
  private static final int CLIENTS = 8;

  /// Some milliseconds; who had to wait for the old one would wait for all of [#SWAP_AT_MOST].
  private static final Duration PAUSE_AT_MOST = Duration.ofSeconds(4);

  private static final Duration SWAP_AT_MOST = Duration.ofSeconds(8);
  private static final FaultProxy network = FaultProxy.on(0);

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .behind(network)
          .with("data", data())
          .with("sinks.kafka.swap-timeout", SWAP_AT_MOST.toSeconds() + "s");

  private final ConcurrentHashMap<String, List<String>> answered = new ConcurrentHashMap<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong slowestNanos = new AtomicLong();

  @AfterAll
  static void closeNetwork() {
    network.close();
  }

  @Test
  void nothing_is_lost_or_out_of_order_and_the_journal_goes_on_answering() throws Exception {
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var client = 0; client < CLIENTS; client++) {
        var topic = "swap-" + client;
        clients.execute(() -> pushAll(topic));
      }
      untilAnswered(500);
      network.hang();
      untilAnswered(1_000);
      slowestNanos.set(0);

      assertThat(weir.post("/admin/reload?swap=kafka", "").statusCode()).isEqualTo(200);
      untilTheOldOneIsGivenUp();
      network.heal();
      untilAnswered(3_000);
      over.set(true);
    }

    assertThat(Duration.ofNanos(slowestNanos.get())).isLessThan(PAUSE_AT_MOST);
    assertThat(answered).hasSize(CLIENTS).allSatisfy(SwapTest::arrivedInOrder);
  }

  /// One after the other, so that the order of a topic is known.
  private void pushAll(String topic) {
    var values = answered.computeIfAbsent(topic, _ -> new ArrayList<>());
    for (var i = 0; !over.get(); i++) {
      var begunNanos = System.nanoTime();
      if (push(topic, i) == 200) values.add(Integer.toString(i));
      slowestNanos.accumulateAndGet(System.nanoTime() - begunNanos, Math::max);
    }
  }

  private static int push(String topic, int value) {
    var body = "{\"records\":[{\"topic\":\"%s\",\"data\":\"%d\"}]}".formatted(topic, value);
    var request = HttpRequest.newBuilder(weir.uri("/push")).POST(BodyPublishers.ofString(body));
    return weir.send(request).statusCode();
  }

  private void untilAnswered(int more) {
    var target = count() + more;
    Await.until("more are answered", () -> count() >= target);
  }

  /// While the answers go on.
  private void untilTheOldOneIsGivenUp() {
    var deadlineNanos = System.nanoTime() + SWAP_AT_MOST.plusSeconds(1).toNanos();
    do {
      untilAnswered(100);
    } while (System.nanoTime() - deadlineNanos < 0);
  }

  private int count() {
    return answered.values().stream().mapToInt(List::size).sum();
  }

  /// Sent again, a message may be there twice; what counts is where it came first.
  private static void arrivedInOrder(String topic, List<String> values) {
    weir.kafka().topic(topic).eventuallyContains(values.toArray(String[]::new));
    var arrived = new LinkedHashSet<String>();
    for (var one : weir.kafka().topic(topic).recordsNow()) {
      arrived.add(new String(one.value(), StandardCharsets.UTF_8));
    }
    assertThat(arrived).as(topic).containsExactlyElementsOf(values);
  }

  private static String data() {
    try {
      return Files.createTempDirectory("weir-swap").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
