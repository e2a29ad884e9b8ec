package dev.weir.cli.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `copy` against a real broker, from its start to its end.
@Timeout(180)
final class CopyCommandTest {
  @TempDir private static Path brokers;
  private static Kafka kafka;
  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    kafka = new Kafka(brokers.resolve("kafka"));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"all.jsonl", "all.jsonl.gz", "all.jsonl.zst"})
  void random_messages_come_back_from_a_file_byte_for_byte(String file) throws Exception {
    var seed = Long.getLong("weir.seed", new Random().nextLong());
    var topic = "random-" + file;
    var back = "back-" + file;
    kafka.create(topic, 3, Map.of());
    kafka.create(back, 3, Map.of());
    kafka.send(random(new Random(seed), topic, 400));

    var written = weir("copy", "topic:" + topic, file);
    var read = weir("copy", file, "topic:" + back, "--keep-partitions");

    assertThat(written.exitCode()).as(written.err()).isZero();
    assertThat(read.exitCode()).as(read.err()).isZero();
    assertThat(kafka.whole(back)).as("-Dweir.seed=%d", seed).isEqualTo(kafka.whole(topic));
  }

  private static List<ProducerRecord<byte[], byte[]>> random(
      Random random, String topic, int count) {
    var messages = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (var i = 0; i < count; i++) {
      var message =
          new ProducerRecord<>(
              topic,
              random.nextInt(3),
              System.currentTimeMillis() - random.nextInt(1_000_000),
              bytes(random),
              bytes(random));
      for (var header = random.nextInt(4); header > 0; header--) {
        message.headers().add("näme" + random.nextInt(2), bytes(random));
      }
      messages.add(message);
    }
    return messages;
  }

  private static byte @Nullable [] bytes(Random random) {
    if (random.nextInt(4) == 0) return null;
    var bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void a_topic_is_made_like_its_source_and_gets_all_of_it() throws Exception {
    kafka.create("made", 3, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact"));
    kafka.send(
        random(new Random(1), "made", 100).stream()
            .filter(message -> message.key() != null)
            .toList());

    var copied = weir("copy", "made", "made-copy", "--create", "--keep-partitions");

    assertThat(copied.exitCode()).as(copied.err()).isZero();
    assertThat(copied.err()).contains("failed 0");
    assertThat(kafka.whole("made-copy")).isEqualTo(kafka.whole("made"));
    var config = kafka.admin().describeConfigs(List.of(topic("made-copy"))).all().get();
    assertThat(config.values())
        .allSatisfy(of -> assertThat(of.get("cleanup.policy").value()).isEqualTo("compact"));
  }

  private static ConfigResource topic(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  @Test
  void a_topic_that_is_not_there_is_not_made_unasked() throws Exception {
    kafka.fill("origin", 1, List.of("a"));

    var toNone = weir("copy", "origin", "orign");
    var fromNone = weir("copy", "orgin", "x.jsonl");

    assertThat(toNone.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(toNone.err()).contains("Did you mean 'origin'?", "--create");
    assertThat(fromNone.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(folder.resolve("x.jsonl")).doesNotExist();
    assertThat(kafka.admin().listTopics().names().get()).doesNotContain("orign", "orgin");
  }

  @Test
  void partitions_are_kept_only_where_there_are_enough() throws Exception {
    kafka.fill("three", 3, List.of("a", "b", "c", "d"));
    kafka.create("two", 2, Map.of());

    var copied = weir("copy", "three", "two", "--keep-partitions");

    assertThat(copied.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(copied.err()).contains("of 3 partitions, and 'two' has 2");
    assertThat(kafka.read("two")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--from -2,             , 6",
    "--from 1 --to 3,       , 6",
    "-n 4,                  , 4",
    "-p 0-1,                , 20",
    "--to -8,               , 6"
  })
  void a_part_is_copied_where_one_is_asked_for(String options, String none, int count)
      throws Exception {
    var of = "part" + options.replaceAll("[^\\w-]", "_");
    kafka.create(of, 3, Map.of());
    var messages = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (var i = 0; i < 30; i++) {
      messages.add(new ProducerRecord<>(of, i % 3, null, ("" + i).getBytes(UTF_8)));
    }
    kafka.send(messages);
    var line = new ArrayList<>(List.of("copy", of, "part.jsonl"));
    line.addAll(List.of(options.split(" ")));

    var copied = weir(line.toArray(String[]::new));

    assertThat(copied.exitCode()).as(copied.err()).isZero();
    assertThat(Files.readAllLines(folder.resolve("part.jsonl"))).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({
    "--grep,       ^value.1.$,     10",
    "--key,        key-?,          10",
    "--header,     odd=yes,        50",
    "--jq,         .n >= 97,       3"
  })
  void what_a_filter_does_not_mean_is_skipped(String option, String asked, int count)
      throws Exception {
    var topic = "filtered" + option;
    kafka.create(topic, 1, Map.of());
    var messages = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (var i = 0; i < 100; i++) {
      var value = option.equals("--jq") ? "{\"n\":" + i + "}" : "value %2d".formatted(i);
      var message =
          new ProducerRecord<>(topic, ("key-" + i).getBytes(UTF_8), value.getBytes(UTF_8));
      if (i % 2 == 1) message.headers().add("odd", "yes".getBytes(UTF_8));
      messages.add(message);
    }
    kafka.send(messages);

    var copied = weir("copy", topic, "some-" + topic, "--create", option, asked);

    assertThat(copied.exitCode()).as(copied.err()).isZero();
    assertThat(copied.err())
        .contains("read 100, written %d, skipped %d,".formatted(count, 100 - count));
    assertThat(kafka.read("some-" + topic)).hasSize(count);
  }

  @Test
  void lines_go_through_stdout_and_stdin() throws Exception {
    var values = IntStream.range(0, 1000).mapToObj("value %d"::formatted).toList();
    kafka.fill("piped", 1, values);
    kafka.create("piped-on", 1, Map.of());

    var out = weir("copy", "piped", "-", "-q");
    var in =
        Ran.Around.in(folder)
            .given(out.out())
            .weir("copy", "-", "piped-on", "-b", kafka.bootstrap(), "--timeout=30s");

    assertThat(out.err()).isEmpty();
    assertThat(in.exitCode()).as(in.err()).isZero();
    assertThat(kafka.values("piped-on")).isEqualTo(values);
  }

  @Test
  void a_message_that_is_too_large_fails_and_the_others_arrive() throws Exception {
    kafka.create("sizes", 1, Map.of());
    kafka.create("small", 1, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "5000"));
    var large = "x".repeat(6000);
    kafka.send(
        List.of(
            Kafka.of("sizes", "a"),
            new ProducerRecord<>("sizes", large.getBytes(UTF_8)),
            new ProducerRecord<>("sizes", "b".getBytes(UTF_8)),
            Kafka.of("sizes", "c")));

    var copied = weir("copy", "sizes", "small", "-z", "none");

    assertThat(copied.exitCode()).isEqualTo(ExitCode.PARTLY);
    assertThat(copied.err())
        .contains("read 4, written 3, skipped 0, failed 1")
        .contains("1 messages are not in small")
        .contains("sizes/0@1:");
    assertThat(kafka.values("small")).containsExactly("a", "b", "c");
  }

  @Test
  void what_was_not_committed_is_not_copied() throws Exception {
    kafka.create("aborted", 1, Map.of());
    try (var producer = kafka.producer(Map.of("transactional.id", "aborts"))) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(Kafka.of("aborted", "lost"));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      var _ = producer.send(Kafka.of("aborted", "kept"));
      producer.commitTransaction();
      producer.beginTransaction();
      var _ = producer.send(Kafka.of("aborted", "open"));
      producer.flush();

      var copied = weir("copy", "aborted", "committed", "--create");

      assertThat(copied.exitCode()).as(copied.err()).isZero();
      assertThat(kafka.values("committed")).containsExactly("kept");
    }
  }

  @Test
  void a_rate_is_kept() throws Exception {
    kafka.fill("paced", 1, IntStream.range(0, 20).mapToObj(Integer::toString).toList());
    var begunNanos = System.nanoTime();

    var copied = weir("copy", "paced", "paced-copy", "--create", "--rate", "20/s");

    assertThat(copied.exitCode()).as(copied.err()).isZero();
    assertThat(System.nanoTime() - begunNanos).isGreaterThan(900_000_000);
  }

  @Test
  void a_file_that_is_there_is_left_alone() throws Exception {
    kafka.fill("some", 1, List.of("a"));
    Files.writeString(folder.resolve("some.jsonl"), "mine");

    var copied = weir("copy", "some", "some.jsonl");

    assertThat(copied.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(folder.resolve("some.jsonl")).hasContent("mine");
  }

  @Test
  void a_line_that_is_no_message_is_named_and_all_before_it_is_copied() throws Exception {
    kafka.fill("lines", 1, List.of("a", "b"));
    weir("copy", "lines", "lines.jsonl");
    Files.writeString(
        folder.resolve("lines.jsonl"),
        Files.readString(folder.resolve("lines.jsonl")) + "{\"value\":\"c\"}\n");

    var copied = weir("copy", "lines.jsonl", "lines-copy", "--create");

    assertThat(copied.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(copied.err()).contains("no message at line 3 of lines.jsonl", "written 2");
    assertThat(kafka.values("lines-copy")).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.jsonl b.jsonl",
        "same same",
        "a.jsonl same --from 3",
        "same a.jsonl --create",
        "same a.jsonl --exactly-once",
        "same - --resume",
        "same other --name x",
        "same other --from committed",
        "same other -F --to end",
        "same other -n 0",
        "same other -p x",
        "same other -p 7",
        "same other --rate 0",
        "a/b/c other"
      })
  void what_makes_no_sense_is_refused_before_anything_is_done(String options) throws Exception {
    if (!kafka.admin().listTopics().names().get().contains("same")) {
      kafka.fill("same", 1, List.of("a"));
      kafka.create("other", 1, Map.of());
    }

    var copied = weir(("copy " + options).split(" "));

    assertThat(copied.exitCode()).as(copied.err()).isEqualTo(ExitCode.USAGE);
    assertThat(kafka.read("other")).isEmpty();
  }

  @Test
  void a_kafka_that_is_away_is_told() {
    var copied =
        Ran.Around.in(folder).weir("copy", "a", "b", "-b", "127.0.0.1:1", "--timeout", "300ms");

    assertThat(copied.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
  }

  private Ran weir(String... command) {
    return kafka.weir(folder, command);
  }
}
