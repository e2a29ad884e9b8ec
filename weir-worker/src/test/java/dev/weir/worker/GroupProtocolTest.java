package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class GroupProtocolTest {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Plan<byte[], byte[]> plan(Map<String, Object> settings) {
    var plan = new Plan<>(Kafka.at(broker.bootstrapServers()), Bytes.ONE, Bytes.ONE);
    plan.client = settings;
    return plan;
  }

  @Test
  void it_is_the_best_that_the_cluster_has() throws Exception {
    var before = GroupProtocol.choose(plan(Map.of()), ANSWER_MAX, () -> false);

    groupVersion((short) 0, UpgradeType.SAFE_DOWNGRADE);
    var without = GroupProtocol.choose(plan(Map.of()), ANSWER_MAX, () -> false);
    groupVersion((short) 1, UpgradeType.UPGRADE);

    assertThat(before).isEqualTo(GroupProtocol.CONSUMER);
    assertThat(without).isEqualTo(GroupProtocol.CLASSIC);
  }

  @Test
  void what_the_user_says_wins() {
    assertThat(
            GroupProtocol.choose(
                plan(Map.of("group.protocol", "classic")), ANSWER_MAX, () -> false))
        .isEqualTo(GroupProtocol.CLASSIC);
    assertThat(
            GroupProtocol.choose(
                plan(Map.of("session.timeout.ms", 9_000)), ANSWER_MAX, () -> false))
        .isEqualTo(GroupProtocol.CLASSIC);
  }

  @Test
  void where_nobody_answers_it_is_the_one_that_all_have() {
    var nobody = new Plan<>(Kafka.at("127.0.0.1:1"), Bytes.ONE, Bytes.ONE);
    var nowhere = new Plan<>(Kafka.at("no.such.host.invalid:9092"), Bytes.ONE, Bytes.ONE);

    assertThat(GroupProtocol.choose(nobody, Duration.ofMillis(300), () -> false))
        .isEqualTo(GroupProtocol.CLASSIC);
    assertThat(GroupProtocol.choose(nowhere, Duration.ofMillis(300), () -> false))
        .isEqualTo(GroupProtocol.CLASSIC);
  }

  @Test
  void nobody_waits_for_an_answer_that_is_not_needed() {
    var nobody = new Plan<>(Kafka.at("127.0.0.1:1"), Bytes.ONE, Bytes.ONE);
    var begun = System.nanoTime();

    assertThat(GroupProtocol.choose(nobody, ANSWER_MAX, () -> true))
        .isEqualTo(GroupProtocol.CLASSIC);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(ANSWER_MAX.dividedBy(2));
  }

  private static void groupVersion(short level, UpgradeType how) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .updateFeatures(
              Map.of("group.version", new FeatureUpdate(level, how)), new UpdateFeaturesOptions())
          .all()
          .get();
      // It is written down by then; the broker goes by it a moment later.
      while (level(admin) != level) Thread.onSpinWait();
    }
  }

  private static int level(Admin admin) throws Exception {
    var found = admin.describeFeatures().featureMetadata().get().finalizedFeatures();
    var version = found.get("group.version");
    return version == null ? 0 : version.maxVersionLevel();
  }
}
