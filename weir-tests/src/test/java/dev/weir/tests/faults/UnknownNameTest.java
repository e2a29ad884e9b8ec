package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tests.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The name of Kafka's server is not known yet when the gateway starts.
@Timeout(300)
class UnknownNameTest {
  private static final String NAME = "kafka.weir.test";

  /// It waits a second for the name. Kafka's client would wait 5 s and more.
  private static final Duration START_AT_MOST = Duration.ofSeconds(4);

  @TempDir private Path folder;

  @Test
  void the_gateway_starts_takes_in_and_delivers_once_the_name_is_known() throws Exception {
    var names = Files.createFile(folder.resolve("hosts"));
    try (var broker = Broker.start(folder.resolve("kafka"));
        var healthy = new Gateway(folder.resolve("other"), broker.bootstrapServers()).start();
        var gateway = gateway(broker, names)) {
      var topic = Topic.create(broker.bootstrapServers(), "rides");
      healthy.process().kill();
      var atMost = healthy.readyAfter().plus(START_AT_MOST);

      var started = Await.quickest(atMost, () -> started(gateway));
      var alive = gateway.get("/healthz");
      var ready = gateway.get("/readyz");
      var load = Load.start(gateway.push(), "rides", Load.Plan.JOURNAL);
      Await.pass(Duration.ofSeconds(3));
      load.stop();
      Files.writeString(names, "127.0.0.1 " + NAME + "\n");
      var drained = gateway.drains();

      var verdict = topic.check(load);
      Result.of(
          "K8",
          "%s; ready after %d ms, with Kafka %d ms; drained %d ms after the name was known"
              .formatted(
                  verdict.text(),
                  started.toMillis(),
                  healthy.readyAfter().toMillis(),
                  drained.toMillis()));
      verdict.isClean().hasDuplicatesAtMost(0);
      assertThat(started).isLessThan(atMost);
      assertThat(alive).contains("alive");
      assertThat(ready).startsWith("ready: messages wait in the log").contains(NAME);
      assertThat(load.count(answer -> !answer.acknowledged())).as("turned away").isZero();
    }
  }

  private static Duration started(Gateway gateway) throws IOException {
    gateway.close();
    return gateway.start().readyAfter();
  }

  private Gateway gateway(Broker broker, Path names) {
    var servers = broker.bootstrapServers().replace("127.0.0.1", NAME);
    return new Gateway(folder.resolve("weir"), servers)
        .withJvmFlag("-Djdk.net.hosts.file=" + names);
  }
}
