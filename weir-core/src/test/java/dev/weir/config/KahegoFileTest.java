package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// kahego's `buckets.json` and its file of variables are served as they are.
@Timeout(30)
final class KahegoFileTest {
  private static final String FILES =
      "\"f\":{\"type\":\"file\",\"slice\":1,\"settings\":{\"path\":\"/x\"}}";

  @TempDir private Path folder;

  @Test
  void streams_become_sinks_and_the_first_of_kafka_is_kafka() {
    var config = example().read();

    assertThat(config.sinks())
        .extracting(SinkConfig::name)
        .containsExactly("kafka", "kafka-backup", "sample-files");
    assertThat(config.kafka().bootstrapServers()).isEqualTo("kafka-1:9092,kafka-2:9092");
    assertThat(config.kafka().properties())
        .containsEntry("linger.ms", "20")
        .containsEntry("compression.type", "snappy")
        .containsEntry("delivery.timeout.ms", "60000");
    assertThat(config.sinks().getFirst().backup()).isEqualTo("kafka-backup");
    assertThat(config.sinks().get(1).kind())
        .isEqualTo(
            new FileConfig(
                Path.of("/var/backups/kahego"),
                "{bucket}{PS}{ts}_{rand}.bckstm",
                1_610_612_736L,
                32,
                FileConfig.Format.FRAMES,
                FileConfig.Compression.NONE));
  }

  @Test
  void buckets_become_routes_and_the_default_is_the_last() {
    var routes = example().read().routes();

    assertThat(routes).extracting(RouteConfig::topic).containsExactly("requests", "errors", "*");
    assertThat(routes.get(0).sinks()).containsExactly("kafka", "sample-files");
    assertThat(routes.get(0).slices()).isEqualTo(Map.of("sample-files", 0.25));
    assertThat(routes.get(0).batch()).isEqualTo(10_000);
    assertThat(routes.get(0).batchTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(routes.get(1).batch()).isEqualTo(1);
    assertThat(routes.get(2).sinks()).containsExactly("kafka");
  }

  @Test
  void only_the_socket_is_open() {
    var listen = example().read().listen();

    assertThat(listen.unix()).isEqualTo(Path.of("/tmp/kahego.sock"));
    assertThat(listen.http()).isEqualTo(new Address.Off());
    assertThat(listen.grpc()).isEqualTo(new Address.Off());
  }

  @Test
  void the_variables_beside_it_count_and_the_processs_own_win() {
    var old = example();
    OldConfig.example(folder, "kahego.env", ".env.dev.local");

    assertThat(old.value("listen.unix")).isEqualTo("/tmp/kahego-dev.sock");
    assertThat(old.configured().setting("listen.unix").origin()).isEqualTo(".env.dev.local line 3");
    assertThat(old.with("SOCKET", "/tmp/other.sock").value("listen.unix"))
        .isEqualTo("/tmp/other.sock");
    assertThat(old.with("SOCKET", "").value("listen.unix")).isEqualTo("/tmp/kahego-dev.sock");
    assertThat(old.with("environment", "prod").value("listen.unix")).isEqualTo("/tmp/kahego.sock");
    assertThat(old.with("WEIR_LISTEN_UNIX", "/w").value("listen.unix")).isEqualTo("/w");
    assertThat(old.notes())
        .anyMatch(note -> note.startsWith(".env.dev.local line 4: MAXCPUS has no equal"))
        .anyMatch(note -> note.startsWith(".env.dev.local line 5: MAXMEMORY has no equal"))
        .anyMatch(note -> note.startsWith(".env.dev.local line 6: LOG_LEVEL has no equal"));
  }

  @Test
  void the_file_of_variables_may_be_named_instead() {
    example();
    var variables = OldConfig.example(folder, "kahego.env", ".env.dev.local");

    assertThat(variables.read().routes()).hasSize(3);
    assertThat(variables.value("listen.unix")).isEqualTo("/tmp/kahego-dev.sock");
    assertThat(variables.configured().setting("routes.0.topic").origin())
        .isEqualTo("buckets.json line 30");
  }

  @Test
  void a_file_of_variables_that_is_missing_is_told_and_no_error() {
    assertThat(example().notes())
        .contains("buckets.json: there is no .env.dev.local, so its defaults count");
    assertThat(OldConfig.of(folder, ".env.dev.local", "SOCKET=/a\n").problems()).isEmpty();
    assertThat(OldConfig.of(folder, ".env.x", "BUCKETS_FILE=none.json").problems())
        .containsExactly(".env.x line 1: BUCKETS_FILE: there is no such file: none.json");
  }

  @Test
  void without_a_default_bucket_other_topics_lead_nowhere() {
    var config = json("{\"id\":\"a\",\"streams\":[\"f\"]}").read();

    assertThat(config.routes()).extracting(RouteConfig::topic).containsExactly("a", "*");
    assertThat(config.routes().getLast().sinks()).isEmpty();
    assertThat(config.kafka().off()).isTrue();
    assertThat(config.sinks()).extracting(SinkConfig::name).containsExactly("f");
    assertThat(config.routes().getFirst().batch()).isEqualTo(1000);
    assertThat(config.routes().getFirst().batchTimeout()).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1",
    "0, 0",
    "0.5, 0.5",
    "5e-1, 0.5",
    "-3, 0",
    "7, 1",
    "1e999999999, 1",
    "1e-999999999, 0",
    "0.1234567890123456789, 0.123456789012346",
  })
  void a_share_is_any_number(String written, double share) {
    var config = streams(FILES.replace("\"slice\":1", "\"slice\":" + written)).read();

    assertThat(config.routes().getFirst().slices().getOrDefault("f", 1.0)).isEqualTo(share);
  }

  @Test
  void a_stream_without_a_slice_gets_all_and_that_is_told() {
    var old = streams(FILES.replace("\"slice\":1,", ""));

    assertThat(old.read().routes().getFirst().slices()).isEmpty();
    assertThat(old.notes()).anyMatch(note -> note.contains("'f' has no slice"));
  }

  @Test
  void files_have_kahegos_defaults_and_its_tolerance() {
    var plain = (FileConfig) streams(FILES).read().sinks().getFirst().kind();
    var odd =
        streams(
            FILES.replace(
                "}}",
                ",\"SIZEROTATE\":\"big\",\"maxFiles\":\"0\",\"fileNameTemplate\":\"{PS}a//{ts}\","
                    + "\"more\":\"1\"}}"));

    assertThat(plain.name()).isEqualTo("{bucket}");
    assertThat(plain.rotateBytes()).isEqualTo(100 << 20);
    assertThat(plain.keep()).isEqualTo(1024);
    var kind = (FileConfig) odd.read().sinks().getFirst().kind();
    assertThat(kind.name()).isEqualTo("a{PS}{ts}");
    assertThat(kind.keep()).isEqualTo(1);
    assertThat(kind.rotateBytes()).isEqualTo(100 << 20);
    assertThat(odd.notes()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"1048576, 1048576", "64 kilobytes, 65536", "0.5 Mb, 524288", "10, 1024"})
  void sizes_are_powers_of_1024(String written, long bytes) {
    var old = streams(FILES.replace("}}", ",\"sizeRotate\":\"" + written + "\"}}"));

    assertThat(((FileConfig) old.read().sinks().getFirst().kind()).rotateBytes()).isEqualTo(bytes);
  }

  @Test
  void a_name_that_is_no_sinks_is_made_one() {
    var old =
        streams(
            FILES.replace("\"f\"", "\"F 1\""),
            FILES.replace("\"f\"", "\"f-1\""),
            FILES.replace("\"f\"", "\"99\""),
            FILES.replace("\"f\"", "\"kafka\""));

    assertThat(old.read().sinks())
        .extracting(SinkConfig::name)
        .containsExactly("f-1", "f-1-2", "stream", "kafka-2");
  }

  @Test
  void what_kahego_overlooked_is_told_and_no_error() {
    var old =
        json(
            "{\"id\":\"a\",\"streams\":[\"f\",\"none\",\"f\"]},"
                + "{\"id\":\"a\",\"streams\":[\"f\"]},{\"id\":\"../x\",\"streams\":[\"f\"]}");

    assertThat(old.problems()).isEmpty();
    assertThat(old.read().routes()).extracting(RouteConfig::topic).containsExactly("a", "*");
    assertThat(old.notes())
        .anyMatch(note -> note.contains("of the buckets 'a' this one counts"))
        .anyMatch(note -> note.contains("no topic can have this bucket's id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"streamsConfigs":{},"buckets":[{"id":"a","streams":["f"]}]}|no streams are defined
          {"streamsConfigs":{%s},"buckets":[]}|no buckets are defined
          {"streamsConfigs":{%s},"buckets":[{"id":"a","streams":[]}]}|no streams are defined for this bucket
          {"streamsConfigs":{%s},"buckets":[{"id":"a","streams":["g"]}]}|no streams are defined for this bucket
          {"streamsConfigs":{%s},"buckets":[{"id":"a","streams":["f"],"batch":"1"}]}|batch: a whole number is wanted
          {"streamsConfigs":{%s}, // comment|is not JSON
          {"streamsConfigs":{%s,},"buckets":[]}|there is a comma too many
          {"streamsConfigs":{"f":{"type":"fifo"}},"buckets":[{"id":"a","streams":["f"]}]}|neither kafka nor file
          {"streamsConfigs":{"f":{"type":"file","settings":{"path":1}}},"buckets":[{"id":"a","streams":["f"]}]}|must be in quotes
          {"streamsConfigs":{"f":{"type":"kafka"}},"buckets":[{"id":"a","streams":["f"]}]}|is not a list of host:port
          {"streamsConfigs":{"f":{"type":"file"}},"buckets":[{"id":"a","streams":["f"]}]}|path
          {}|holds no settings of any program
          """)
  void what_kahego_refused_is_refused(String text, String problem) {
    var old = OldConfig.of(folder, "buckets.json", text.replace("%s", FILES));

    assertThat(old.problems()).anyMatch(line -> line.contains(problem));
  }

  @Test
  void text_behind_the_first_value_is_overlooked() {
    var text = OldConfig.text("buckets.json") + "and more } of it";

    assertThat(OldConfig.of(folder, "buckets.json", text).read().routes()).hasSize(3);
  }

  @Test
  void keys_may_be_in_any_case_and_of_two_the_later_counts() {
    var text =
        "{\"STREAMSCONFIGS\":{%s},\"Buckets\":[],\"buckets\":[{\"ID\":\"a\",\"Streams\":[\"f\"]}]}"
            .formatted(FILES);

    assertThat(OldConfig.of(folder, "b.json", text).read().routes())
        .extracting(RouteConfig::topic)
        .containsExactly("a", "*");
  }

  private OldConfig example() {
    return OldConfig.example(folder, "buckets.json", "buckets.json");
  }

  private OldConfig streams(String... streams) {
    var names = Stream.of(streams).map(stream -> stream.substring(0, stream.indexOf(':'))).toList();
    return text(String.join(",", streams), "{\"id\":\"a\",\"streams\":" + names + "}");
  }

  private OldConfig json(String buckets) {
    return text(FILES, buckets);
  }

  private OldConfig text(String streams, String buckets) {
    return OldConfig.of(
        folder,
        "buckets.json",
        "{\"streamsConfigs\":{%s},\"buckets\":[%s]}".formatted(streams, buckets));
  }
}
