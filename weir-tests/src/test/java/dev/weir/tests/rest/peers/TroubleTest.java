package dev.weir.tests.rest.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.testkit.net.FaultProxy;
import dev.weir.tests.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Gateways that cannot reach one another, or Kafka.
@Timeout(180)
class TroubleTest {
  private static final String ECHO = "/consumers/g/instances/%s/subscription";

  @RegisterExtension
  static final BrokerExtension kafka =
      BrokerExtension.create()
          .with("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
          .with("allow.everyone.if.no.acl.found", "true");

  private static Replica replica(String... settings) {
    return Replica.start(kafka.bootstrapServers(), settings);
  }

  @Test
  void gateways_that_lose_one_another_agree_on_who_has_a_name() throws Exception {
    var network = FaultProxy.on(0);
    try (var cut = replica("peers.address=127.0.0.1:" + network.port());
        var other = replica()) {
      network.forwardTo("127.0.0.1", cut.port());
      assertThat(cut.create("g", "torn")).isEqualTo(200);
      assertThat(echo(other, "torn")).isEqualTo(200);

      network.close();
      assertThat(echo(other, "torn")).isEqualTo(404);
      assertThat(other.create("g", "torn")).isEqualTo(200);

      // The one that was cut off has heard that it lost the name, and finds the new owner.
      Await.until("the call goes to the new owner", () -> readsOn(other, cut));
      assertThat(cut.create("g", "torn")).isEqualTo(409);
      assertThat(cut.call("DELETE", "/consumers/g/instances/torn", "").statusCode()).isEqualTo(204);
      assertThat(echo(cut, "torn")).isEqualTo(404);
      assertThat(echo(other, "torn")).isEqualTo(404);
    } finally {
      network.close();
    }
  }

  /// Where a read of one gateway waits tells whether the other one has the instance.
  private static boolean readsOn(Replica owner, Replica asked) {
    var path = "/consumers/g/instances/torn/records?timeout=200";
    var read = CompletableFuture.runAsync(() -> quiet(asked, path), Thread::startVirtualThread);
    var seen = false;
    while (!read.isDone()) seen |= owner.reading() == 1 && asked.reading() == 0;
    return seen;
  }

  private static void quiet(Replica replica, String path) {
    try {
      replica.call("GET", path, "");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nobody_takes_the_name_of_a_gateway_that_is_only_silent() throws Exception {
    try (var network = FaultProxy.on(0);
        var slow = replica("peers.address=127.0.0.1:" + network.port());
        var other = replica()) {
      network.forwardTo("127.0.0.1", slow.port());
      assertThat(slow.create("g", "slow")).isEqualTo(200);
      assertThat(echo(other, "slow")).isEqualTo(200);

      network.hang();
      var refused = other.call("POST", "/consumers/g", "slow");
      network.heal();

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("does not answer");
      assertThat(echo(other, "slow")).isEqualTo(200);
    }
  }

  @Test
  void a_gateway_that_starts_again_withdraws_what_its_last_run_had() throws Exception {
    try (var other = replica()) {
      var first = replica();
      assertThat(first.create("g", "rerun")).isEqualTo(200);
      assertThat(echo(other, "rerun")).isEqualTo(200);
      first.kill();
      try (var second = replica("listen.http=127.0.0.1:" + first.port())) {
        var lost = other.call("GET", ECHO.formatted("rerun"), "");

        assertThat(lost.body()).contains("another program is at its address");
        assertThat(second.create("g", "something")).isEqualTo(200);
        Await.until("the old claim is withdrawn", () -> nobodyHas(other, "rerun"));
        assertThat(other.create("g", "rerun")).isEqualTo(200);
        assertThat(echo(second, "rerun")).isEqualTo(200);
      }
      first.close();
    }
  }

  private static boolean nobodyHas(Replica replica, String name) throws Exception {
    return replica.call("GET", ECHO.formatted(name), "").body().contains("no gateway has it");
  }

  @Test
  void an_address_that_leads_to_another_gateway_harms_nobody() throws Exception {
    try (var right = replica();
        var wrong = replica("peers.address=127.0.0.1:" + right.port())) {
      assertThat(right.create("g", "mine")).isEqualTo(200);
      assertThat(wrong.create("g", "other")).isEqualTo(200);

      assertThat(wrong.create("g", "mine")).isEqualTo(409);
      assertThat(echo(right, "mine")).isEqualTo(200);
      assertThat(echo(wrong, "mine")).isEqualTo(200);
      assertThat(echo(wrong, "other")).isEqualTo(200);
      assertThat(echo(right, "other")).isEqualTo(404);
    }
  }

  @Test
  void without_peers_each_gateway_is_alone() throws Exception {
    try (var one = replica("peers.address=off");
        var other = replica("peers.address=off")) {
      assertThat(one.create("g", "alone")).isEqualTo(200);
      assertThat(other.create("g", "alone")).isEqualTo(200);
      assertThat(one.call("DELETE", "/consumers/g/instances/alone", "").statusCode())
          .isEqualTo(204);
      assertThat(echo(one, "alone")).isEqualTo(404);
      assertThat(echo(other, "alone")).isEqualTo(200);
    }
  }

  @Test
  void where_kafka_forbids_the_topic_each_gateway_is_alone() throws Exception {
    try (var admin =
            Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()));
        var one = replica("peers.topic=forbidden");
        var other = replica("peers.topic=forbidden")) {
      admin.createAcls(List.of(denial())).all().get();
      // The broker hears of it a moment after its controller has answered.
      Await.until(
          "it is in force",
          () -> !admin.describeAcls(AclBindingFilter.ANY).values().get().isEmpty());
      try {
        assertThat(one.create("g", "forbidden")).isEqualTo(200);
        assertThat(one.create("g", "forbidden")).isEqualTo(409);
        assertThat(other.create("g", "forbidden")).isEqualTo(200);
        assertThat(echo(one, "forbidden")).isEqualTo(200);
        assertThat(echo(one, "nobody")).isEqualTo(404);
      } finally {
        admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
      }
    }
  }

  private static AclBinding denial() {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, "forbidden", PatternType.LITERAL),
        new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.DENY));
  }

  @Test
  void a_topic_that_somebody_deletes_is_made_anew_with_all_that_was_in_it() throws Exception {
    try (var admin =
            Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()));
        var one = replica("peers.topic=deleted");
        var other = replica("peers.topic=deleted")) {
      assertThat(one.create("g", "kept")).isEqualTo(200);
      assertThat(echo(other, "kept")).isEqualTo(200);

      admin.deleteTopics(List.of("deleted")).all().get();

      Await.until("names are made again", () -> one.create("g", "new") == 200);
      Await.until("it is known again", () -> other.create("g", "kept") == 409);
      assertThat(echo(other, "kept")).isEqualTo(200);
      assertThat(echo(other, "new")).isEqualTo(200);
    }
  }

  @Test
  void a_topic_that_another_gateway_makes_anew_gets_all_that_was_in_it() throws Exception {
    try (var admin =
            Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()));
        var one = replica("peers.topic=again");
        var other = replica("peers.topic=again")) {
      assertThat(one.create("g", "kept")).isEqualTo(200);
      assertThat(echo(other, "kept")).isEqualTo(200);

      admin.deleteTopics(List.of("again")).all().get();

      Await.until("names are made again", () -> other.create("g", "new") == 200);
      try (var third = replica("peers.topic=again")) {
        Await.until("it is known again", () -> echo(third, "kept") == 200);
      }
    }
  }

  @Test
  void while_kafka_is_away_calls_find_their_way_and_nothing_is_made() throws Exception {
    try (var one = replica();
        var other = replica()) {
      assertThat(one.create("g", "steady")).isEqualTo(200);
      assertThat(echo(other, "steady")).isEqualTo(200);
      kafka.stop();
      try {
        assertThat(echo(one, "steady")).isEqualTo(200);
        assertThat(echo(other, "steady")).isEqualTo(200);
        assertThat(timed(() -> other.call("POST", "/consumers/g", "new").body()))
            .contains("\"error_code\":50302");
        assertThat(timed(() -> other.call("GET", ECHO.formatted("unknown"), "").body()))
            .contains("\"error_code\":50302");
        assertThat(echo(other, "steady")).isEqualTo(200);
      } finally {
        kafka.start();
      }

      Await.until("it goes on", () -> other.create("g", "after") == 200);
      assertThat(other.create("g", "steady")).isEqualTo(409);
      assertThat(echo(one, "after")).isEqualTo(200);
    }
  }

  private static String timed(java.util.concurrent.Callable<String> call) throws Exception {
    var before = System.nanoTime();
    var body = call.call();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(40));
    return body;
  }

  @Test
  void a_gateway_that_comes_after_10_000_names_is_there_soon() throws Exception {
    try (var first = replica("peers.topic=many");
        // no more at a time than a slow machine settles within the 10 s that each has
        var threads = Executors.newFixedThreadPool(100, Thread.ofVirtual().factory())) {
      var all =
          IntStream.range(0, 10_000)
              .mapToObj(i -> CompletableFuture.runAsync(() -> comeAndGo(first, i), threads))
              .toList();
      all.forEach(CompletableFuture::join);
      try (var late = replica("peers.topic=many")) {
        var before = System.nanoTime();
        assertThat(late.create("g", "many-0")).isEqualTo(409);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(9));

        assertThat(late.create("g", "many-1")).isEqualTo(200);
        assertThat(late.peers.claim("g", "many-9990")).isFalse();
      }
    }
  }

  /// One in ten stays.
  private static void comeAndGo(Replica replica, int i) {
    assertThat(replica.peers.claim("g", "many-" + i)).isTrue();
    if (i % 10 != 0) replica.peers.release("g", "many-" + i);
  }

  private static int echo(Replica replica, String name) throws Exception {
    return replica.call("GET", ECHO.formatted(name), "").statusCode();
  }
}
