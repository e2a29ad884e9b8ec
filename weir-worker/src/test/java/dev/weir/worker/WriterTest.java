package dev.weir.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class WriterTest {
  private static final Kafka NOBODY = Kafka.at("127.0.0.1:1");

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static Kafka kafka;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder));
    kafka = Kafka.at(broker.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  /// Text, but for one that cannot be written.
  private enum Text implements Codec<String> {
    ONE;

    @Override
    public byte[] encode(Context context, String value) {
      if (value.equals("unspeakable")) throw new IllegalArgumentException("no words");
      return value.getBytes(UTF_8);
    }

    @Override
    public String decode(Context context, byte[] bytes) {
      return new String(bytes, UTF_8);
    }
  }

  private static WriterBuilder<String, String> to(Kafka where, String topic) {
    return Writer.to(where).topic(topic).keys(Text.ONE).values(Text.ONE);
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(String topic, int count) {
    var bytes = new ByteArrayDeserializer();
    var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      var partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      while (all.size() < count) consumer.poll(Duration.ofSeconds(1)).forEach(all::add);
      return all;
    }
  }

  @Test
  void an_ack_says_where_the_record_is() {
    try (var writer = to(kafka, "acked").open()) {
      var first = writer.write("k", "one", Headers.none().with("colour", "blue"));
      var second = writer.write("k", "two");

      assertThat(first.topic()).isEqualTo("acked");
      assertThat(first.time()).isBefore(Instant.now().plusSeconds(1));
      assertThat(second.offset()).isEqualTo(first.offset() + 1);
      var record = records("acked", 2).getFirst();
      assertThat(record.offset()).isEqualTo(first.offset());
      assertThat(record.key()).isEqualTo("k".getBytes(UTF_8));
      assertThat(record.value()).isEqualTo("one".getBytes(UTF_8));
      assertThat(RecordHeaders.of(record, "-").text("colour")).isEqualTo("blue");
    }
  }

  @Test
  void nothing_stays_nothing() {
    try (var writer = to(kafka, "nothing").open()) {
      writer.write(null, null);
      writer.write("", "");
      writer.sendRaw(null, null, Headers.none()).join();

      var records = records("nothing", 3);
      assertThat(records).extracting(ConsumerRecord::key).containsExactly(null, new byte[0], null);
      assertThat(records)
          .extracting(ConsumerRecord::value)
          .containsExactly(null, new byte[0], null);
    }
  }

  @Test
  void headers_of_the_call_take_the_place_of_those_of_all() {
    var builder =
        to(kafka, "headers").headers(headers -> headers.with("by", "us").with("who", "all"));

    try (var writer = builder.headers(headers -> headers.with("at", "sea")).open()) {
      writer.write("k", "v", Headers.none().with("who", "me").with("who", "too"));
    }

    var headers = RecordHeaders.of(records("headers", 1).getFirst(), "-");
    assertThat(headers.all())
        .extracting(Headers.Header::name)
        .containsExactly("by", "at", "who", "who");
    assertThat(headers.text("who")).isEqualTo("too");
  }

  @Test
  void what_fails_beside_the_writing_does_not_stop_it() {
    var broken = new BrokenTelemetry();
    var builder =
        to(kafka, "beside")
            .headers(headers -> {
              throw new IllegalStateException("no headers today");
            });

    try (var writer = builder.telemetry(broken).open()) {
      assertThat(writer.write("k", "v", Headers.none().with("own", "one")).offset()).isZero();
    }

    assertThat(RecordHeaders.of(records("beside", 1).getFirst(), "-").text("own")).isEqualTo("one");
    assertThat(broken.asked).isTrue();
  }

  private static final class BrokenTelemetry implements Telemetry {
    private volatile boolean asked;

    @Override
    public <K, V> Outcome process(String group, Message<K, V> message, Processor<K, V> next)
        throws Exception {
      return next.process(message);
    }

    @Override
    public Sending sending(String topic, Headers headers) {
      asked = true;
      throw new IllegalStateException("no telemetry today");
    }
  }

  /// Keeps what it was told.
  private static final class Diary implements Telemetry {
    private final List<@Nullable Ack> acks = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Override
    public <K, V> Outcome process(String group, Message<K, V> message, Processor<K, V> next)
        throws Exception {
      return next.process(message);
    }

    @Override
    public Sending sending(String topic, Headers headers) {
      BiConsumer<@Nullable Ack, @Nullable Throwable> ended =
          (ack, failure) -> {
            if (ack != null) acks.add(ack);
            if (failure != null) failures.add(failure.getClass().getSimpleName());
          };
      return new Sending(headers.with("trace", "1"), ended);
    }
  }

  @Test
  void telemetry_adds_its_headers_and_hears_how_it_ended() {
    var diary = new Diary();

    try (var writer = to(kafka, "followed").telemetry(diary).open();
        var nobody = to(NOBODY, "t").telemetry(diary).deadline(Duration.ofMillis(300)).open()) {
      var ack = writer.write("k", "v");
      assertThatThrownBy(() -> nobody.write("k", "v")).isInstanceOf(WriteException.class);

      assertThat(diary.acks).containsExactly(ack);
      assertThat(diary.failures).containsExactly("WriteException");
      var record = records("followed", 1).getFirst();
      assertThat(RecordHeaders.of(record, "-").text("trace")).isEqualTo("1");
    }
  }

  /// So that it is told also where the program ends with the write.
  @Test
  void telemetry_has_heard_of_the_end_when_others_do() throws Exception {
    var sent = new CompletableFuture<CompletableFuture<Ack>>();
    var early = new CompletableFuture<Boolean>();
    var telemetry =
        new Telemetry() {
          @Override
          public <K, V> Outcome process(String group, Message<K, V> message, Processor<K, V> next) {
            throw new AssertionError("nobody asks this here");
          }

          @Override
          public Sending sending(String topic, Headers headers) {
            return new Sending(headers, (ack, failure) -> early.complete(sent.join().isDone()));
          }
        };
    try (var writer = to(kafka, "heard").telemetry(telemetry).open()) {
      sent.complete(writer.send("k", "v"));

      assertThat(early.get(30, TimeUnit.SECONDS)).isFalse();
    }
  }

  @Test
  void many_are_sent_together_and_in_order() throws Exception {
    Topics.make(broker.bootstrapServers(), "many", 1);
    try (var writer = to(kafka, "many").open()) {
      var acks =
          IntStream.range(0, 5_000)
              .mapToObj(number -> writer.send("k" + number % 7, "v" + number))
              .toList();

      CompletableFuture.allOf(acks.toArray(CompletableFuture<?>[]::new)).join();

      assertThat(acks)
          .extracting(ack -> ack.join().offset())
          .containsExactlyElementsOf(IntStream.range(0, 5_000).mapToObj(Long::valueOf).toList());
    }
  }

  @Test
  void a_record_that_cannot_be_encoded_is_not_sent() {
    try (var writer = to(kafka, "encoded").open()) {
      assertThatThrownBy(() -> writer.write("k", "unspeakable"))
          .isInstanceOf(WriteException.class)
          .hasMessageContaining("no words");
      assertThat(writer.write("k", "v").offset()).isZero();
    }
  }

  @Test
  void a_record_that_is_too_large_is_refused_with_what_to_do() {
    try (var writer = to(kafka, "large").open()) {
      assertThatThrownBy(() -> writer.write("k", "x".repeat(2_000_000)))
          .isInstanceOf(WriteException.class)
          .hasMessageContaining("'large'")
          .hasMessageContaining("max.request.size");
    }
  }

  @Test
  void where_nobody_answers_the_deadline_ends_it() {
    try (var writer = to(NOBODY, "t").deadline(Duration.ofMillis(600)).open()) {
      var begun = System.nanoTime();

      assertThatThrownBy(() -> writer.write("k", "v"))
          .isInstanceOf(WriteException.class)
          .hasMessageContaining("0.6 s")
          .hasMessageContaining("127.0.0.1:1");

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void a_name_that_is_not_known_yet_ends_no_writer() {
    var nowhere = Kafka.at("no.such.host.invalid:9092");

    try (var writer = to(nowhere, "t").open()) {
      assertThatThrownBy(() -> writer.write("k", "v"))
          .isInstanceOf(WriteException.class)
          .hasMessageContaining("no.such.host.invalid:9092");
    }
  }

  @Test
  void a_closed_one_has_sent_all_and_refuses() {
    var writer = to(kafka, "closed").set("linger.ms", 5_000).open();
    var ack = writer.send("k", "v");

    writer.close();
    writer.close();

    assertThat(ack).isCompletedWithValueMatching(at -> at.offset() == 0);
    assertThatThrownBy(() -> writer.send("k", "v"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> writer.write("k", "v")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> writer.sendRaw(null, null, Headers.none()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void what_has_no_answer_when_the_close_is_over_fails() {
    var writer = to(NOBODY, "t").deadline(Duration.ofMillis(300)).open();
    var acks = List.of(writer.send("k", "v"), writer.send("k", "v"));

    writer.close();

    assertThat(acks).allMatch(CompletableFuture::isCompletedExceptionally);
  }

  @Test
  void s59_what_would_break_an_ack_is_refused_with_what_to_use() {
    assertThatThrownBy(() -> to(kafka, "t").set("acks", "1").open()).hasMessageContaining("'all'");
    assertThatThrownBy(() -> to(kafka, "t").set("delivery.timeout.ms", 1).open())
        .hasMessageContaining("deadline(");
    assertThatThrownBy(() -> to(kafka, "t").set("max.poll.records", 1).open())
        .hasMessageContaining("another kind");
    assertThatThrownBy(() -> to(kafka, "t").set("lingr.ms", 1).open())
        .hasMessageContaining("'linger.ms'");
    assertThatThrownBy(() -> to(kafka, "t").set("retries", 0).open())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retries");
    assertThatThrownBy(() -> Writer.to(kafka).open()).hasMessageContaining("topic(");
  }
}
