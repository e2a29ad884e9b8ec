package dev.weir.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
final class ReaderTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static Kafka kafka;
  private static Admin admin;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder));
    kafka = Kafka.at(broker.bootstrapServers());
    admin = Admin.create(kafka.settings());
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  /// Numbers, and sometimes not.
  private record Numbers(AtomicInteger failing) implements Codec<Integer> {
    @Override
    public byte[] encode(Context context, Integer value) {
      return String.valueOf(value).getBytes(UTF_8);
    }

    @Override
    public Integer decode(Context context, byte[] bytes) {
      if (failing.getAndUpdate(left -> Math.max(left - 1, 0)) > 0) {
        throw new IllegalStateException("not now");
      }
      try {
        return Integer.valueOf(new String(bytes, UTF_8));
      } catch (NumberFormatException e) {
        throw new DecodeException("no number", e);
      }
    }
  }

  private static Numbers numbers() {
    return new Numbers(new AtomicInteger());
  }

  private static void write(String topic, int partitions, String... values) throws Exception {
    Topics.make(admin, new NewTopic(topic, Optional.of(partitions), Optional.empty()));
    more(topic, values);
  }

  private static void more(String topic, String... values) {
    try (var writer = Writer.to(kafka).topic(topic).open()) {
      for (var value : values) {
        var unused = writer.send(value.getBytes(UTF_8), value.getBytes(UTF_8));
      }
    }
  }

  private static String[] upTo(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).toArray(String[]::new);
  }

  private static ReaderBuilder<byte[], Integer> of(String topic) {
    return Reader.from(kafka).group(topic + "-group").topics(topic).values(numbers());
  }

  private static List<Message<byte[], Integer>> read(Reader<byte[], Integer> reader, int count) {
    var all = new ArrayList<Message<byte[], Integer>>();
    while (all.size() < count) {
      var more = reader.read(SOON);
      assertThat(more).as("after %d messages", all.size()).isNotEmpty();
      all.addAll(more);
    }
    return all;
  }

  private static List<Integer> values(List<Message<byte[], Integer>> messages) {
    return messages.stream().map(ReaderTest::value).toList();
  }

  private static int value(Message<byte[], Integer> message) {
    return Objects.requireNonNull(message.value());
  }

  private static long committed(String topic) throws Exception {
    var offsets =
        admin.listConsumerGroupOffsets(topic + "-group").partitionsToOffsetAndMetadata().get();
    var offset = offsets.get(new TopicPartition(topic, 0));
    return offset == null ? -1 : offset.offset();
  }

  @Test
  void messages_are_read_in_order_and_no_more_than_asked_for() throws Exception {
    write("ordered", 1, upTo(1_000));

    try (var reader = of("ordered").max(100).open()) {
      var first = reader.read(SOON);
      first.forEach(reader::done);
      var rest = read(reader, 1_000 - first.size());
      rest.forEach(reader::done);

      assertThat(first).hasSizeLessThanOrEqualTo(100);
      var all = new ArrayList<>(values(first));
      all.addAll(values(rest));
      assertThat(all).containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
      assertThat(reader.read(SHORT)).isEmpty();
      assertThat(reader.assignment()).containsExactly(new Partition("ordered", 0));
    }
    assertThat(committed("ordered")).isEqualTo(1_000);
  }

  @Test
  void what_is_not_done_comes_again_and_nothing_else() throws Exception {
    write("again", 1, upTo(10));
    try (var reader = of("again").open()) {
      for (var message : read(reader, 10)) {
        if (value(message) != 3 && value(message) != 7) reader.done(message);
      }
    }

    try (var reader = of("again").open()) {
      assertThat(values(read(reader, 2))).containsExactly(3, 7);
      assertThat(reader.read(SHORT)).isEmpty();
    }
    assertThat(committed("again")).isEqualTo(3);
  }

  @Test
  void what_is_done_is_committed_while_nobody_reads() throws Exception {
    write("idle", 1, upTo(5));

    try (var reader = of("idle").commitEvery(Duration.ofMillis(50)).open()) {
      read(reader, 5).forEach(reader::done);

      while (committed("idle") < 5) Thread.onSpinWait();
    }
  }

  @Test
  void a_record_that_does_not_decode_goes_to_the_dead_letters() throws Exception {
    write("poison", 1, "0", "x", "2");

    try (var reader = of("poison").open();
        var dead = Reader.from(kafka).group("undertaker").topics("poison.dlt").open()) {
      var read = read(reader, 2);
      read.forEach(reader::done);

      assertThat(values(read)).containsExactly(0, 2);
      assertThat(dead.read(SOON).getFirst().value()).isEqualTo("x".getBytes(UTF_8));
    }
    assertThat(committed("poison")).isEqualTo(3);
  }

  @Test
  void a_codec_that_fails_for_now_loses_nothing() throws Exception {
    write("codec", 1, upTo(3));
    var codec = new Numbers(new AtomicInteger(2));

    try (var reader = of("codec").values(codec).open()) {
      assertThatThrownBy(() -> reader.read(SOON)).hasMessage("not now");
      assertThatThrownBy(() -> reader.read(SOON)).hasMessage("not now");

      assertThat(values(read(reader, 3))).containsExactly(0, 1, 2);
    }
  }

  @Test
  void a_partition_that_goes_takes_what_is_done_with_it() throws Exception {
    write("shared", 2, upTo(100));

    try (var first = of("shared").revokeGrace(Duration.ZERO).open()) {
      var mine = read(first, 100);
      mine.stream().filter(message -> value(message) % 2 == 0).forEach(first::done);
      try (var second = of("shared").open()) {
        var theirs = new ArrayList<Message<byte[], Integer>>();
        while (first.assignment().size() != 1 || second.assignment().size() != 1) {
          theirs.addAll(second.read(SHORT));
        }
        var gone = second.assignment().iterator().next().number();
        var missing =
            mine.stream()
                .filter(message -> message.partition() == gone && value(message) % 2 != 0)
                .toList();
        while (theirs.size() < missing.size()) theirs.addAll(second.read(SOON));

        assertThat(values(theirs)).containsExactlyElementsOf(values(missing));
        assertThat(missing).noneMatch(first::done);
        assertThat(
                mine.stream()
                    .filter(message -> message.partition() != gone && value(message) % 2 != 0))
            .allMatch(first::done);
      }
    }
  }

  @Test
  void no_more_is_held_than_said() throws Exception {
    write("full", 1, upTo(100));

    try (var reader = of("full").buffer(20, 1 << 20).open()) {
      var read = new ArrayList<>(reader.read(SOON));
      for (var more = reader.read(SHORT); !more.isEmpty(); more = reader.read(SHORT)) {
        read.addAll(more);
      }
      assertThat(read).hasSizeLessThanOrEqualTo(20);
      read.forEach(reader::done);

      assertThat(reader.read(SOON)).isNotEmpty();
    }
  }

  @Test
  void a_closed_one_refuses() throws Exception {
    write("closed", 1, "0");
    var reader = of("closed").open();
    var message = reader.read(SOON).getFirst();

    reader.close();
    reader.close();

    assertThat(reader.done(message)).isFalse();
    assertThatThrownBy(() -> reader.read(SHORT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void what_is_missing_or_refused_is_told_when_it_is_opened() {
    assertThatThrownBy(() -> Reader.from(kafka).topics("t").open()).hasMessageContaining("group(");
    assertThatThrownBy(() -> Reader.from(kafka).group("g").open()).hasMessageContaining("topics(");
    assertThatThrownBy(() -> of("t").set("enable.auto.commit", "true").open())
        .hasMessageContaining("commitEvery");
  }

  @Test
  void a_reader_that_cannot_go_on_says_why() throws Exception {
    write("nowhere", 1, "0");

    try (var reader = of("nowhere").startAt(StartAt.FAIL).open()) {
      assertThatThrownBy(
              () -> {
                for (var i = 0; i < 100; i++) reader.read(SHORT);
              })
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("startAt");
    }
  }
}
