package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.DecodeException;
import dev.weir.worker.Message;
import dev.weir.worker.WorkerEvent;
import dev.weir.worker.codec.Codecs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the bytes of a record mean, and what becomes of those that mean nothing.
@Timeout(60)
class DecodingTest {
  record Ride(int id) {}

  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  private final Queue<Message<String, Ride>> messages = new ConcurrentLinkedQueue<>();
  private final Events events = new Events();

  @Test
  void s11_tombstones_among_values_are_processed_as_what_they_are() {
    var topic = write(1, "{\"id\":1}", null, "{\"id\":2}", null);

    process(topic);

    assertThat(messages)
        .extracting(Message::value)
        .containsExactly(new Ride(1), null, new Ride(2), null);
    assertThat(messages).extracting(Message::isTombstone).containsExactly(false, true, false, true);
    assertThat(messages).extracting(Message::key).containsOnly("key");
    assertThat(events.has(WorkerEvent.DeadLettered.class)).isFalse();
  }

  @Test
  void s15_bytes_that_are_no_json_are_a_dead_letter_after_one_attempt() {
    var values = new ArrayList<@Nullable String>();
    for (var i = 0; i < 10; i++) values.add(i == 3 ? "{\"id\":x" : "{\"id\":%d}".formatted(i));
    var topic = write(2, values.toArray(String[]::new));

    process(topic);

    assertThat(messages)
        .extracting(Message::value)
        .containsExactly(
            new Ride(0),
            new Ride(1),
            new Ride(2),
            new Ride(4),
            new Ride(5),
            new Ride(6),
            new Ride(7),
            new Ride(8),
            new Ride(9));
    assertThat(events.of(WorkerEvent.Failed.class)).hasSizeLessThanOrEqualTo(1);
    var letter = kafka.topic(topic.name() + ".dlt").records(1).getFirst();
    assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo("{\"id\":x".getBytes(UTF_8));
    assertThat(letter.partition()).isEqualTo(1);
    assertThat(letter.timestamp()).isEqualTo(1_003);
    var headers = new HashMap<String, String>();
    letter
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    assertThat(headers)
        .containsEntry("own", "3")
        .containsEntry("weir.dlt.topic", topic.name())
        .containsEntry("weir.dlt.partition", "1")
        .containsEntry("weir.dlt.offset", "3")
        .containsEntry("weir.dlt.timestamp", "1003")
        .containsEntry("weir.dlt.group", topic.name())
        .containsEntry("weir.dlt.attempts", "1")
        .containsEntry("weir.dlt.error", DecodeException.class.getName())
        .containsKey("weir.dlt.time")
        .doesNotContainKey("weir.dlt.stack");
    assertThat(headers.get("weir.dlt.message"))
        .startsWith("The value of a record of '%s' is not JSON of ".formatted(topic.name()));
    assertThat(headers).hasSize(10);
  }

  @Test
  @SuppressWarnings("NullAway") // Kafka says of none of them that it may be null
  void s15_a_key_that_does_not_decode_is_a_dead_letter_too() {
    var topic = WorkerTopic.create(kafka, 1);
    topic.writeRecords(1, i -> new ProducerRecord<>(topic.name(), 0, new byte[] {-1}, null));

    process(topic);

    assertThat(messages).isEmpty();
    var letter = kafka.topic(topic.name() + ".dlt").records(1).getFirst();
    assertThat(letter.key()).containsExactly(-1);
    assertThat(letter.value()).isNull();
  }

  /// To the last partition, all of one key.
  @SuppressWarnings("NullAway") // Kafka says of none of them that it may be null
  private static WorkerTopic write(int partitions, @Nullable String... values) {
    var topic = WorkerTopic.create(kafka, partitions);
    return topic.writeRecords(
        values.length,
        i -> {
          var text = values[i];
          var value = text == null ? null : text.getBytes(UTF_8);
          var record =
              new ProducerRecord<>(
                  topic.name(), partitions - 1, 1_000L + i, "key".getBytes(UTF_8), value);
          record.headers().add("own", Integer.toString(i).getBytes(UTF_8));
          return record;
        });
  }

  private void process(WorkerTopic topic) {
    var worker =
        topic
            .worker()
            .keys(Codecs.string())
            .values(Codecs.json(Ride.class))
            .listen(events)
            .each(messages::add);
    try (worker) {
      worker.start();
      Await.until(
          "all is settled",
          () -> topic.committed().entrySet().containsAll(topic.ends().entrySet()));
    }
  }
}
