package dev.weir.gateway.health;

import dev.weir.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// The Kafka that messages go to, asked who it is. One thread at a time asks; any thread closes.
final class Cluster implements AutoCloseable {
  private static final String ASK_MILLIS_MAX = "2000";

  /// What came of a question.
  record Heard(boolean answers, String text) {}

  /// Made by the first question, to start sooner, and anew where the settings are others.
  private volatile @Nullable Admin admin;

  private @Nullable KafkaConfig config;

  Heard ask(KafkaConfig kafka) {
    try {
      var nodes = admin(kafka).describeCluster().nodes().get();
      return new Heard(true, "Kafka answers, %d broker(s)".formatted(nodes.size()));
    } catch (ExecutionException | KafkaException e) {
      return silent(kafka, e instanceof ExecutionException ? e.getCause() : e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Heard(false, "the question was interrupted");
    }
  }

  private static Heard silent(KafkaConfig kafka, @Nullable Throwable cause) {
    return new Heard(
        false,
        "Kafka at %s does not answer (%s). See whether it is well and whether kafka.bootstrap.servers is right"
            .formatted(kafka.bootstrapServers(), cause));
  }

  private Admin admin(KafkaConfig kafka) {
    var present = admin;
    if (present != null && kafka.equals(config)) return present;
    close();
    var made = open(kafka);
    admin = made;
    config = kafka;
    return made;
  }

  private static Admin open(KafkaConfig kafka) {
    var properties = new HashMap<String, Object>();
    kafka
        .properties()
        .forEach((name, value) -> {
          if (AdminClientConfig.configNames().contains(name)) properties.put(name, value);
        });
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "weir-readiness");
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASK_MILLIS_MAX);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ASK_MILLIS_MAX);
    return Admin.create(properties);
  }

  @Override
  public void close() {
    var present = admin;
    admin = null;
    if (present != null) present.close(Duration.ZERO);
  }
}
