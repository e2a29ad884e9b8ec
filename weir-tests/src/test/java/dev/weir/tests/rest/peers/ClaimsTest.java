package dev.weir.tests.rest.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who has a name, as the log of claims decides it.
@Timeout(180)
class ClaimsTest {
  private static final Logger log = LoggerFactory.getLogger(ClaimsTest.class);

  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();

  private List<Replica> replicas = List.of();
  private Replica a;
  private Replica b;
  private Replica c;

  @BeforeEach
  void start() {
    a = Replica.start(kafka.bootstrapServers());
    b = Replica.start(kafka.bootstrapServers());
    c = Replica.start(kafka.bootstrapServers());
    replicas = List.of(a, b, c);
  }

  @AfterEach
  void stop() {
    replicas.forEach(Replica::close);
  }

  @Test
  void a_name_that_lives_on_one_gateway_is_taken_on_all() throws Exception {
    assertThat(a.create("g", "taken")).isEqualTo(200);

    assertThat(a.create("g", "taken")).isEqualTo(409);
    assertThat(b.create("g", "taken")).isEqualTo(409);
    assertThat(c.create("g", "taken")).isEqualTo(409);
    assertThat(c.create("other", "taken")).isEqualTo(200);
  }

  @Test
  void a_name_is_free_again_wherever_it_was_deleted() throws Exception {
    for (var i = 0; i < 20; i++) {
      assertThat(replicas.get(i % 3).create("g", "again")).isEqualTo(200);
      var gone = replicas.get((i + 1) % 3).call("DELETE", "/consumers/g/instances/again", "");
      assertThat(gone.statusCode()).isEqualTo(204);
    }
  }

  @Test
  void of_three_that_make_one_name_at_once_one_wins() throws Exception {
    for (var round = 0; round < 50; round++) {
      var name = "race-" + round;
      var barrier = new CyclicBarrier(3);

      var statuses = atOnce(replica -> created(replica, name, barrier));

      assertThat(statuses).as("round %d", round).containsExactlyInAnyOrder(200, 409, 409);
      for (var replica : replicas) {
        var echo = replica.call("GET", "/consumers/g/instances/" + name + "/subscription", "");
        assertThat(echo.statusCode()).isEqualTo(200);
      }
    }
  }

  private static int created(Replica replica, String name, CyclicBarrier barrier) {
    try {
      barrier.await();
      return replica.create("g", name);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Integer> atOnce(Function<Replica, Integer> task) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          replicas.stream()
              .map(replica -> CompletableFuture.supplyAsync(() -> task.apply(replica), threads))
              .toList();
      return all.stream().map(CompletableFuture::join).toList();
    }
  }

  @Test
  void the_name_of_a_gateway_that_was_killed_is_free_again() throws Exception {
    assertThat(a.create("g", "orphan")).isEqualTo(200);
    assertThat(b.create("g", "orphan")).isEqualTo(409);

    a.kill();
    var lost = b.call("GET", "/consumers/g/instances/orphan/subscription", "");
    var again = c.create("g", "orphan");

    assertThat(lost.statusCode()).isEqualTo(404);
    assertThat(lost.body()).contains("\"error_code\":40403").contains("127.0.0.1:" + a.port());
    assertThat(again).isEqualTo(200);
    assertThat(b.create("g", "orphan")).isEqualTo(409);
    assertThat(b.call("GET", "/consumers/g/instances/orphan/subscription", "").statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_gateway_that_stops_takes_its_names_with_it() throws Exception {
    assertThat(a.create("g", "stopped")).isEqualTo(200);
    var before = System.nanoTime();

    a.peers.release("g", "stopped");
    a.peers.close();
    var took = Duration.ofNanos(System.nanoTime() - before);

    assertThat(took).isLessThan(Duration.ofSeconds(10)); // and no 30, as for a Kafka that is away
    assertThat(b.create("g", "stopped")).isEqualTo(200);
  }

  @Test
  void a_name_costs_little() throws Exception {
    var first = List.of(millis(a, "first"), millis(b, "second"));
    var next = new ArrayList<Long>();
    for (var i = 0; i < 100; i++) next.add(millis(replicas.get(i % 2), "next-" + i));

    next.sort(null);
    log.info(
        "first {} ms, next {} ms in the median, {} at most", first, next.get(50), next.get(99));
    assertThat(first).allSatisfy(millis -> assertThat(millis).isLessThan(10_000));
    assertThat(next.get(25)).isLessThan(200); // whatever else the machine does meanwhile
  }

  private static long millis(Replica replica, String name) {
    var before = System.nanoTime();
    assertThat(replica.peers.claim("cost", name)).isTrue();
    return Duration.ofNanos(System.nanoTime() - before).toMillis();
  }
}
