package dev.weir.tests.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auth.KeyHash;
import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.net.FaultProxy;
import dev.weir.tests.Await;
import dev.weir.tests.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Many clients that were refused while Kafka was away, and send again without a pause: together
/// ten times what there is room for, on top of what waits in the log. Measured: 5 s after Kafka was
/// back, which took 3.6 s to be noticed, all 150 had all of theirs through.
///
/// `-Dweir.storm.clients=1000` makes a larger one.
@Timeout(240)
class ResendStormTest {
  private static final int CLIENTS = Integer.getInteger("weir.storm.clients", 150);
  private static final int BATCHES = 3;
  private static final int BATCH = 10;
  private static final int ROOM = CLIENTS * BATCH / 10;
  private static final int STORED = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final FaultProxy network = FaultProxy.on(0);
  private static final List<String> keys = new ArrayList<>();

  @RegisterExtension static final WeirExtension weir = weir();

  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicInteger through = new AtomicInteger();

  private static WeirExtension weir() {
    var weir =
        WeirExtension.create()
            .behind(network)
            .with("limits.in-flight", String.valueOf(ROOM))
            .with("kafka.request.timeout.ms", "1000")
            .with("kafka.delivery.timeout.ms", "2000");
    for (var i = 0; i < CLIENTS; i++) {
      keys.add(KeyHash.newKey());
      weir.with("auth.keys.client%d.key".formatted(i), KeyHash.of(keys.get(i)).text());
      weir.with("auth.keys.client%d.role".formatted(i), "operate");
    }
    return weir;
  }

  @AfterAll
  static void close() {
    network.close();
  }

  @Test
  void each_client_gets_its_messages_through_and_the_log_drains() throws Exception {
    network.refuse();
    insist(keys.getFirst(), STORED / BATCH, false);
    assertThat(waiting()).isEqualTo(STORED);

    var before = refusals.get();
    var clients =
        keys.stream().map(key -> Thread.startVirtualThread(() -> goThrough(key))).toList();
    Await.until("they are refused", PATIENCE, () -> refusals.get() - before > 2 * CLIENTS);
    network.heal();

    Await.until("the log has drained", PATIENCE, () -> waiting() == 0);
    for (var client : clients) assertThat(client.join(PATIENCE)).isTrue();
    assertThat(through).hasValue(CLIENTS);
    weir.kafka().topic("storm").records(STORED + CLIENTS * BATCHES * BATCH);
  }

  private void goThrough(String key) {
    try {
      insist(key, BATCHES, true);
      through.incrementAndGet();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends until each of its batches is acknowledged.
  private void insist(String key, int batches, boolean waiting) throws IOException {
    try (var http = new RawHttp(weir.port("http"))) {
      for (var done = 0; done < batches; ) {
        if (push(http, key, waiting) == 200) {
          done++;
        } else {
          refusals.incrementAndGet();
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private static int push(RawHttp http, String key, boolean waiting) throws IOException {
    var records =
        String.join(",", Collections.nCopies(BATCH, "{\"topic\":\"storm\",\"data\":\"x\"}"));
    var body = "{\"records\":[%s],\"wait_for_send\":%s}".formatted(records, waiting);
    var head =
        """
        POST /push HTTP/1.1
        Host: w
        Authorization: Bearer %s
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(key, body.length())
            .replace("\n", "\r\n");
    return http.write(head + body).answer().status();
  }

  private static int waiting() {
    var request = HttpRequest.newBuilder(weir.uri("/metrics"));
    var page = weir.send(request.header("Authorization", "Bearer " + keys.getFirst())).body();
    var sample = Pattern.compile("(?m)^weir_messages_waiting(?:\\{.*})? (\\d+)").matcher(page);
    var sum = 0;
    while (sample.find()) sum += Integer.parseInt(sample.group(1));
    return sum;
  }
}
