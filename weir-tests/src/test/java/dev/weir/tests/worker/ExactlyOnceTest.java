package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Workers that write what they make with their commits, and are killed.
@Timeout(180)
class ExactlyOnceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RECORDS = 3_000;
  private static final int KEYS = 40;

  @RegisterExtension static final BrokerExtension kafka = QuickGroups.broker();

  @Test
  void what_is_made_of_each_message_is_there_once_though_a_worker_is_killed() throws Exception {
    kill(2, List.of("group.instance.id=one"));
  }

  /// Each time it takes the broker's time until its last transaction is aborted.
  @Test
  @Tag("chaos")
  void so_it_is_where_workers_have_no_name_of_their_own() throws Exception {
    kill(5, List.of());
  }

  private static void kill(int kills, List<String> settings) throws Exception {
    var topic = WorkerTopic.create(kafka, 3).write(RECORDS, i -> "k" + i % KEYS);
    kafka.createTopic(topic.name() + "-copy", 2);

    for (var kill = 1; kill <= kills; kill++) {
      var worker = start(topic, settings);
      try {
        var some = kill * RECORDS / (kills + 2);
        Await.until("some are done", PATIENCE, () -> done(topic) >= some);
      } finally {
        end(worker.destroyForcibly());
      }
    }
    var last = start(topic, settings);
    try {
      Await.until("all are done", PATIENCE, () -> done(topic) == RECORDS);
    } finally {
      last.destroy();
      end(last);
    }

    // Markers of transactions are in the ends of the copy, and in no commit of the source.
    var copied = copied(topic.name() + "-copy");
    assertThat(copied).hasSize(KEYS);
    var each = Collections.nCopies(KEYS, RECORDS / KEYS);
    assertThat(copied.values().stream().map(List::size)).containsExactlyElementsOf(each);
    assertThat(copied.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
    assertThat(copied.values()).allSatisfy(numbers -> assertThat(numbers).doesNotHaveDuplicates());
  }

  private static long done(WorkerTopic topic) {
    return topic.committed().values().stream().mapToLong(Long::longValue).sum();
  }

  private static Process start(WorkerTopic topic, List<String> settings) throws IOException {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Collections.addAll(line, "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    Collections.addAll(line, "-cp", System.getProperty("java.class.path"));
    Collections.addAll(line, TransformMain.class.getName(), kafka.bootstrapServers(), topic.name());
    line.addAll(QuickGroups.CLASSIC);
    line.addAll(settings);
    return new ProcessBuilder(line)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private static void end(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("its end").isTrue();
  }

  /// The numbers of each key, as one sees them who reads what is committed.
  private static Map<String, List<Integer>> copied(String topic) {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            topic,
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed");
    var copied = new TreeMap<String, List<Integer>>();
    var text = new StringDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, text, text)) {
      consumer.subscribe(List.of(topic));
      var more = true;
      for (var found = 0; found < RECORDS || more; ) {
        var polled = consumer.poll(Duration.ofSeconds(2));
        more = !polled.isEmpty();
        found += polled.count();
        for (var record : polled) {
          var numbers = copied.computeIfAbsent(record.key(), key -> new ArrayList<>());
          numbers.add(WorkerTopic.numberOf(record.value().getBytes(UTF_8)));
        }
      }
    }
    return copied;
  }
}
