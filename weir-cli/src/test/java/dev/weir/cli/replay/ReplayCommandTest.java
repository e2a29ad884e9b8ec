package dev.weir.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.Ran;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.config.FileConfig;
import dev.weir.config.FileConfig.Compression;
import dev.weir.config.FileConfig.Format;
import dev.weir.metrics.Metrics;
import dev.weir.sink.file.Batches.Batch;
import dev.weir.sink.file.FileSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Files of the file sink, back into a real broker.
@Timeout(180)
final class ReplayCommandTest {
  private static final List<String> NUMBERS =
      IntStream.range(0, 500).mapToObj(Integer::toString).toList();

  @TempDir private static Path kafka;
  private static EmbeddedBroker broker;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    var options =
        EmbeddedBroker.Options.in(kafka.resolve("kafka")).with("message.max.bytes", "100000");
    broker = EmbeddedBroker.start(options);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void what_was_written_arrives_in_order(Compression compression) {
    var topic = "whole-" + compression;
    write(Format.FRAMES, compression, messages(topic, NUMBERS));

    var replayed = weir("replay", file(topic + ".log" + ending(compression)));

    assertThat(replayed.exitCode()).as(replayed.err()).isZero();
    assertThat(replayed.err()).contains("500 messages sent").contains("Kafka has them all");
    assertThat(weir("consume", topic).out().lines()).containsExactlyElementsOf(NUMBERS);
  }

  @Test
  void a_frame_without_a_key_gives_a_message_without_one_and_no_byte_is_lost() {
    var value = new byte[] {0, (byte) 0xff, '\n'};
    write(
        Format.FRAMES,
        Compression.NONE,
        List.of(Message.of("bytes", null, value), Message.of("bytes", value, new byte[0])));

    weir("replay", file("bytes.log"));

    assertThat(weir("consume", "bytes", "-o", "json").out())
        .contains("\"key\":null,\"value\":{\"base64\":\"AP8K\"}")
        .contains("\"key\":{\"base64\":\"AP8K\"},\"value\":\"\"");
  }

  @Test
  void lines_of_json_give_back_all_that_a_message_had() {
    var header = new Header("trace", new byte[] {(byte) 0xfe});
    var bytes = new byte[] {(byte) 0xff};
    write(
        Format.JSON_LINES,
        Compression.GZIP,
        List.of(
            new Message("json", 0, 1234, "k".getBytes(UTF_8), bytes, List.of(header)),
            Message.of("json", null, null)));

    var replayed = weir("replay", file("json.log.gz"));

    assertThat(replayed.exitCode()).as(replayed.err()).isZero();
    assertThat(weir("consume", "json", "-o", "json").out().lines())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo(
                        """
                        {"topic":"json","partition":0,"offset":0,"timestamp":1234,"key":"k",\
                        "value":{"base64":"/w=="},\
                        "headers":[{"key":"trace","value":{"base64":"/g=="}}]}\
                        """),
            second -> assertThat(second).contains("\"key\":null,\"value\":null"));
  }

  @Test
  void what_consume_printed_can_be_replayed_elsewhere() throws IOException {
    write(Format.FRAMES, Compression.NONE, messages("printed", NUMBERS));
    weir("replay", file("printed.log"));
    var printed = weir("consume", "printed", "-o", "json").out();
    Files.writeString(folder.resolve("printed.json"), printed);

    var replayed = weir("replay", file("printed.json"), "--topic", "elsewhere");

    assertThat(replayed.exitCode()).as(replayed.err()).isZero();
    assertThat(weir("consume", "elsewhere").out().lines()).containsExactlyElementsOf(NUMBERS);
  }

  @Test
  void at_damage_it_ends_and_says_how_to_go_on() throws IOException {
    write(Format.FRAMES, Compression.NONE, messages("torn", List.of("a", "b")));
    write(Format.FRAMES, Compression.NONE, messages("whole", List.of("c")));
    var torn = folder.resolve("torn.log");
    Files.write(torn, new byte[] {9, 0, 0, 0, 1}, StandardOpenOption.APPEND);

    var stopped = weir("replay", torn.toString(), file("whole.log"), "--topic", "damaged");
    assertThat(stopped.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(stopped.err())
        .contains("damaged at " + torn + ":22")
        .contains("the file ends 1 bytes into a frame of 9")
        .contains("--from '" + file("whole.log") + ":0'");
    var skipped =
        weir(
            "replay",
            torn.toString(),
            file("whole.log"),
            "--topic",
            "damaged",
            "--skip-damaged",
            "--again");

    assertThat(skipped.exitCode()).isZero();
    assertThat(skipped.err()).contains("skipped the rest").contains(":22");
    assertThat(weir("consume", "damaged").out().lines()).containsExactly("a", "b", "a", "b", "c");
  }

  @Test
  void a_line_that_is_no_message_is_damage() throws IOException {
    var line = "{\"topic\":\"t\",\"value\":\"x\"}\n";
    var file = Files.writeString(folder.resolve("bad.json"), line + "{\"value\":\"no topic\"}\n");

    var ran = weir("replay", file.toString(), "--dry-run");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.err()).contains(file + ":" + line.length()).contains("it has no topic");
  }

  @Test
  void after_a_refusal_it_goes_on_where_it_is_told() {
    var values = List.of("a", "x".repeat(200_000), "b");
    write(Format.FRAMES, Compression.NONE, messages("refused", values));
    var file = file("refused.log");

    var stopped = weir("replay", file);

    assertThat(stopped.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(stopped.err()).contains("was not sent").contains("--from '" + file + ":14'");
    var next = "--from=" + stopped.err().replaceAll("(?s).*behind it: '([^']+)'.*", "$1");
    var goneOn = weir("replay", file, next);
    assertThat(goneOn.exitCode()).as(goneOn.err()).isZero();
    assertThat(weir("consume", "refused").out().lines()).startsWith("a").endsWith("b");
  }

  @Test
  void what_was_sent_is_remembered_for_each_topic() throws IOException {
    write(Format.FRAMES, Compression.NONE, messages("kept", List.of("a", "bb")));
    var file = file("kept.log");
    weir("replay", file);

    Files.write(Path.of(file), new byte[] {3, 0, 0, 0, 0, 0, 'c'}, StandardOpenOption.APPEND);
    var counted = weir("replay", file, "--dry-run");
    var goneOn = weir("replay", file, "--topic", "kept");
    var again = weir("replay", file, "--again");
    var nothing = weir("replay", file);

    assertThat(counted.out()).contains("default\t1\t1").doesNotContain("kept");
    assertThat(goneOn.err()).contains("3 messages sent");
    assertThat(again.err()).contains("3 messages sent");
    assertThat(nothing.err()).contains("goes on at " + file + ":").contains("0 messages sent");
    assertThat(weir("consume", "kept").out().lines())
        .containsExactly("a", "bb", "a", "bb", "c", "a", "bb");
  }

  @Test
  void another_file_of_the_same_name_begins_at_its_start() throws IOException {
    var one = Files.writeString(folder.resolve("f"), "{\"topic\":\"names\",\"value\":\"1\"}\n");
    weir("replay", one.toString());

    Files.writeString(one, "{\"topic\":\"names\",\"value\":\"2\"}\n");
    weir("replay", one.toString());

    assertThat(weir("consume", "names").out().lines()).containsExactly("1", "2");
  }

  @Test
  void envelopes_are_sent_and_a_torn_one_is_damage() throws IOException {
    var envelope =
        "{\"envelope\":1,\"topic\":\"en\",\"timestamp\":5,\"key\":\"/w==\",\"value\":null}\n";
    var file = Files.writeString(folder.resolve("e.jsonl"), envelope + envelope.substring(0, 30));

    var torn = weir("replay", file.toString());
    Files.writeString(file, envelope + envelope);
    var goneOn = weir("replay", file.toString());

    assertThat(torn.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(torn.err()).contains("damaged at " + file + ":" + envelope.length());
    assertThat(goneOn.err()).contains("1 messages sent");
    assertThat(weir("consume", "en", "-o", "json").out().lines())
        .hasSize(2)
        .allSatisfy(line ->
            assertThat(line)
                .contains("\"timestamp\":5,\"key\":{\"base64\":\"/w==\"},\"value\":null"));
  }

  @Test
  void a_dry_run_counts_and_sends_nothing() {
    write(Format.FRAMES, Compression.ZSTD, messages("dry", List.of("a", "bc")));

    var ran = weir("replay", file("dry.log.zst"), "--dry-run");

    assertThat(ran).isEqualTo(new Ran(0, "TOPIC\tMESSAGES\tBYTES\ndry\t2\t3\n", ""));
    assertThat(weir("topics", "-o", "name").out().lines()).doesNotContain("dry");
  }

  @Test
  void a_rate_slows_it_down() {
    write(Format.FRAMES, Compression.NONE, messages("slow", NUMBERS.subList(0, 21)));

    var begunNanos = System.nanoTime();
    weir("replay", file("slow.log"), "--rate", "40");

    assertThat(Duration.ofNanos(System.nanoTime() - begunNanos))
        .isGreaterThanOrEqualTo(Duration.ofMillis(500));
    assertThat(weir("consume", "slow").out().lines()).hasSize(21);
  }

  @Test
  void wrong_arguments_are_told_before_anything_is_sent() throws IOException {
    var there = Files.createFile(folder.resolve("there")).toString();

    assertThat(weir("replay", there, file("absent")).exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(weir("replay", there, "--from", "other:0").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(weir("replay", there, "--from", "there").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(weir("replay", there, "--rate", "0").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(weir("replay", there).exitCode()).isZero();
  }

  @Test
  void kafka_that_is_away_is_told_by_the_exit_code() throws IOException {
    var there = Files.createFile(folder.resolve("there")).toString();

    assertThat(Ran.weir("replay", there, "-b", "127.0.0.1:1").exitCode())
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void a_topic_that_kafka_does_not_allow_is_told_with_its_place() throws IOException {
    var file = Files.write(folder.resolve("f"), new byte[] {3, 0, 0, 0, 1, '/', 0});

    var ran = weir("replay", file.toString());

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.err()).contains(file + ":0").contains("'/' is not legal").contains("--topic");
  }

  @Test
  void what_was_sent_before_a_topic_that_is_not_allowed_is_not_sent_again() throws IOException {
    var lines =
        List.of("{\"topic\":\"legal\",\"value\":\"a\"}", "{\"topic\":\"/\",\"value\":\"b\"}");
    var file = Files.write(folder.resolve("some.jsonl"), lines);

    weir("replay", file.toString());
    var again = weir("replay", file.toString());

    assertThat(again.err()).contains("goes on at").contains("is not legal");
    assertThat(weir("consume", "legal").out()).isEqualTo("a\n");
  }

  private void write(Format format, Compression compression, List<Message> messages) {
    var config = new FileConfig(folder, "{bucket}.log", 1 << 20, 9, format, compression);
    var batch = new Batch(100, Duration.ofMinutes(1));
    var sink =
        FileSink.opener(config, _ -> batch, new Metrics(), System::nanoTime).open(Runnable::run);
    for (var message : messages) sink.send(message, _ -> {});
    sink.close(Duration.ofSeconds(5));
  }

  private static List<Message> messages(String topic, List<String> values) {
    return values.stream().map(value -> Message.of(topic, null, value.getBytes(UTF_8))).toList();
  }

  private static String ending(Compression compression) {
    return switch (compression) {
      case NONE -> "";
      case GZIP -> ".gz";
      case ZSTD -> ".zst";
    };
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static Ran weir(String... command) {
    var line = new ArrayList<>(Arrays.asList(command));
    line.addAll(List.of("-b", broker.bootstrapServers(), "--timeout", "30s"));
    return Ran.weir(line.toArray(String[]::new));
  }
}
