package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto.ReservedRange;
import dev.weir.testkit.BrokerExtension;
import dev.weir.testkit.SchemaRegistry;
import dev.weir.tests.Await;
import dev.weir.worker.Codec;
import dev.weir.worker.DecodeException;
import dev.weir.worker.Headers;
import dev.weir.worker.Retry;
import dev.weir.worker.WorkerEvent;
import dev.weir.worker.codec.Registry;
import dev.weir.worker.codec.RegistryException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Values whose schemas a registry keeps.
@Timeout(60)
class RegistryCodecsTest {
  record Trip(int id) {}

  private static final Schema OLD = schema("");
  private static final Schema NEW =
      schema(",{\"name\":\"note\",\"type\":\"string\",\"default\":\"none\"}");
  private static final String JSON_SCHEMA = "{\"type\":\"object\"}";

  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();
  @RegisterExtension final SchemaRegistry there = SchemaRegistry.create();

  private final Registry registry = Registry.at(there.url().toString()).autoRegister();
  private final Events events = new Events();
  private final Queue<String> read = new ConcurrentLinkedQueue<>();

  private static Schema schema(String more) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"Ride\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}%s]}"
                .formatted(more));
  }

  @Test
  void s56_avro_of_an_older_and_a_newer_schema_is_read_by_either() {
    var older = new GenericRecordBuilder(OLD).set("id", 1L).build();
    var newer = new GenericRecordBuilder(NEW).set("id", 2L).set("note", "x").build();
    var topic = written(registry.avro(OLD), older, newer);

    process(topic, topic.name(), registry.avro(OLD));
    process(topic, topic.name() + "-new", registry.avro(NEW));

    assertThat(read)
        .containsExactly(
            "{\"id\": 1}",
            "{\"id\": 2}",
            "{\"id\": 1, \"note\": \"none\"}",
            "{\"id\": 2, \"note\": \"x\"}");
    assertThat(bytes(topic)).containsExactly("000000000102", "0000000002040278");
  }

  @Test
  void s56_a_protobuf_message_in_a_message_is_read() {
    var range = ReservedRange.newBuilder().setStart(3).setEnd(5).build();
    var topic = written(registry.protobuf(ReservedRange.parser()), range);

    process(topic, topic.name(), registry.protobuf(ReservedRange.parser()));

    assertThat(read).containsExactly(range.toString());
    assertThat(bytes(topic)).containsExactly("0000000001" + "040402" + "08031005");
  }

  @Test
  void s56_json_with_a_schema_is_read() {
    var topic = written(registry.json(Trip.class, JSON_SCHEMA), new Trip(7));

    process(topic, topic.name(), registry.json(Trip.class));

    assertThat(read).containsExactly("Trip[id=7]");
    assertThat(bytes(topic))
        .containsExactly("0000000001" + HexFormat.of().formatHex("{\"id\":7}".getBytes(UTF_8)));
  }

  @Test
  void s56_a_record_of_an_unknown_schema_is_a_dead_letter() {
    var topic = WorkerTopic.create(kafka, 1);
    var unknown = HexFormat.of().parseHex("00000000632a");
    topic.writeRecords(1, i -> new ProducerRecord<>(topic.name(), unknown));

    process(topic, topic.name(), registry.avro());

    assertThat(read).isEmpty();
    assertThat(topic.deadLetters(1)).containsExactly(unknown);
    assertThat(events.of(WorkerEvent.DeadLettered.class))
        .singleElement()
        .satisfies(letter ->
            assertThat(letter.why())
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("no schema 99"));
  }

  @Test
  void s56_while_the_registry_is_down_records_are_tried_again() {
    var codec = registry.avro(OLD);
    var ride = new GenericRecordBuilder(OLD).set("id", 1L).build();
    var topic = written(codec, ride, ride, ride);
    there.failing(503);
    var worker =
        topic
            .worker()
            .values(Registry.at(there.url().toString()).avro())
            .retry(Retry.times(1_000).from(Duration.ofMillis(20)).upTo(Duration.ofMillis(100)))
            .listen(events)
            .each(message -> read.add(String.valueOf(message.value())));

    try (worker) {
      worker.start();
      Await.until("all were tried", () -> events.of(WorkerEvent.Failed.class).size() >= 2 * 3);
      assertThat(read).isEmpty();
      there.failing(0);
      Await.until("all is settled", () -> topic.committed().equals(topic.ends()));
    }

    assertThat(read).hasSize(3);
    assertThat(events.has(WorkerEvent.DeadLettered.class)).isFalse();
    assertThat(events.of(WorkerEvent.Failed.class))
        .allSatisfy(failed -> assertThat(failed.why()).isInstanceOf(RegistryException.class));
  }

  /// A topic with what the codec makes of these.
  @SafeVarargs
  @SuppressWarnings("NullAway") // Kafka says of none of them that it may be null
  private <T> WorkerTopic written(Codec<T> codec, T... values) {
    var topic = WorkerTopic.create(kafka, 1);
    var context = new Codec.Context(topic.name(), false, Headers.none());
    return topic.writeRecords(
        values.length,
        i -> new ProducerRecord<>(topic.name(), 0, null, codec.encode(context, values[i])));
  }

  private List<String> bytes(WorkerTopic topic) {
    return kafka.topic(topic.name()).records(1).stream()
        .map(record -> HexFormat.of().formatHex(record.value()))
        .toList();
  }

  private <T> void process(WorkerTopic topic, String group, Codec<T> codec) {
    var already = read.size();
    var worker =
        topic
            .worker()
            .group(group)
            .values(codec)
            .concurrency(1)
            .listen(events)
            .each(message -> read.add(String.valueOf(message.value())));
    try (worker) {
      worker.start();
      Await.until(
          "all is processed",
          () -> read.size() + worker.stats().deadLettered() == already + topic.written());
    }
  }
}
