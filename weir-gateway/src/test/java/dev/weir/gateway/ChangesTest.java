package dev.weir.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Acks;
import dev.weir.auth.KeyHash;
import dev.weir.config.ConfigException;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ChangesTest {
  @Test
  void equal_settings_change_nothing() {
    var changes = changes(config("data=here"), config("data=here"));

    assertThat(changes.live()).isEmpty();
    assertThat(changes.restart()).isEmpty();
    assertThat(changes.otherSinks()).isEmpty();
  }

  @Test
  void what_needs_no_start_counts_at_once() {
    var changes = changes(config(), config("acks.push=memory", "limits.in-flight=7"));

    assertThat(changes.live()).containsExactly("acks.push", "limits.in-flight");
    assertThat(changes.restart()).isEmpty();
    assertThat(changes.inForce().acks().push()).isEqualTo(Acks.MEMORY);
    assertThat(changes.inForce().limits().inFlight()).isEqualTo(7);
  }

  @Test
  void what_only_a_start_can_change_is_told_and_stays_as_it_was() {
    var changes =
        changes(
            config("data=one"),
            config(
                "data=two",
                "listen.http=127.0.0.1:1",
                "wal.limit=1GB",
                "limits.request-bytes=1MB"));

    assertThat(changes.live()).isEmpty();
    assertThat(changes.restart())
        .containsExactly("data", "limits.request-bytes", "listen.http", "wal.limit", "wal.path");
    assertThat(changes.inForce().data()).isEqualTo(Path.of("one"));
    assertThat(changes.inForce().wal().limitBytes()).isEqualTo(10L << 30);
  }

  @Test
  void what_waits_for_a_start_is_told_again_each_time() {
    var started = config();
    var next = config("broker.port=1");
    var current = changes(started, next).inForce();

    var again = new Changes(started, current, next, Set.of());

    assertThat(again.restart()).containsExactly("broker.port");
  }

  @Test
  void a_secret_that_differs_is_a_change_without_being_shown() {
    var jaas = "kafka.sasl.jaas.config";

    var changes = changes(config(jaas + "=one"), config(jaas + "=two"));

    assertThat(changes.live()).containsExactly(jaas);
    assertThat(changes.otherSinks()).containsExactly("kafka");
  }

  @Test
  @Tag("S5")
  void a_port_that_others_reach_until_the_next_start_is_not_left_without_anybody_to_ask() {
    var key = "auth.keys.ci.key=" + KeyHash.of(KeyHash.newKey()).text();
    var open = config("listen.http=0.0.0.0:8082", key);

    var local = changes(open, config("listen.http=127.0.0.1:8082"));

    assertThatThrownBy(local::inForce)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("listen.http: '0.0.0.0:8082' counts until the next start");
    assertThat(changes(open, config("listen.http=127.0.0.1:8082", key)).inForce().auth().isEmpty())
        .isFalse();
    var meant = config("listen.http=127.0.0.1:8082", "insecure=true");
    assertThat(changes(open, meant).inForce().auth().isEmpty()).isTrue();
  }

  @Test
  void a_cluster_in_the_place_of_the_embedded_broker_needs_a_start() {
    var started = config().withBootstrapServers("127.0.0.1:9");

    var changes = changes(started, config("kafka.bootstrap.servers=far:9092"));

    assertThat(changes.restart()).containsExactly("kafka.bootstrap.servers");
    assertThat(changes.inForce().kafka().bootstrapServers()).isEqualTo("127.0.0.1:9");
    assertThat(changes.otherSinks()).isEmpty();
  }

  @Test
  void one_cluster_in_the_place_of_another_needs_none() {
    var servers = "kafka.bootstrap.servers";

    var changes = changes(config(servers + "=near:9092"), config(servers + "=far:9092"));

    assertThat(changes.live()).containsExactly(servers);
    assertThat(changes.inForce().kafka().bootstrapServers()).isEqualTo("far:9092");
  }

  @Test
  void a_log_for_a_sink_that_runs_without_one_needs_a_start() {
    var started = config("wal.mode=disable");
    var next = config("wal.mode=fallback");

    var changes = new Changes(started, started, next, Set.of("kafka"));

    assertThat(changes.restart()).contains("wal.mode");
    assertThat(changes.live()).doesNotContain("wal.mode");
  }

  @Test
  void a_new_sink_counts_at_once() {
    var copy = config("sinks.copy.type=file", "sinks.copy.path=copies", "routes.0.to=kafka,copy");

    var changes = changes(config(), copy);

    assertThat(changes.otherSinks()).containsExactly("copy");
    assertThat(changes.live()).contains("sinks.copy.path", "routes.0.to");
  }

  private static Changes changes(WeirConfig started, WeirConfig next) {
    return new Changes(started, started, next, Set.of());
  }

  private static WeirConfig config(String... assignments) {
    return WeirConfig.read(Sources.of(assignments));
  }
}
