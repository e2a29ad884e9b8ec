package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose a file is, is told by its keys, whatever its name and whatever is in it.
@Timeout(120)
final class OldFileTest {
  private static final int ROUNDS = Integer.getInteger("weir.rounds", 300);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          buckets: []|kahego
          http: {}|kprf
          output_file: x|kprf
          ratelimit: {}|kprf
          kafka: { brokers: [a], message_max_bytes: 1 }|kprf
          server: {}|kafka-ambassador
          global: {}|kafka-ambassador
          producer.wal.mode: always|kafka-ambassador
          kafka: { brokers: [a], linger.ms: 1 }|kafka-ambassador
          """)
  void one_key_tells(String text, String program) throws IOException {
    var file = Files.writeString(folder.resolve("any"), text);

    assertThat(Objects.requireNonNull(Import.of(file, Map.of())).program()).isEqualTo(program);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "{}",
        "kafka: { linger.ms: 1 }",
        "listen: {}",
        "data: x",
        "no: 1",
        "[]",
        "- a: b",
        "A=1",
        "kafka.linger.ms: 2"
      })
  void weirs_own_and_unknown_ones_are_left_to_weir(String text) throws IOException {
    var file = Files.writeString(folder.resolve("weir.yaml"), text);

    assertThat(Import.of(file, Map.of())).isNull();
  }

  @Test
  void a_file_of_two_programs_is_refused() {
    assertThat(of("x.yaml", "listen: {}\nhttp: {}").problems())
        .containsExactly(
            "x.yaml line 1: could be of kprf or of Weir by its keys; keep one program's settings in"
                + " it");
    assertThat(of("x.yaml", "kafka: { brokers: [a:1] }").problems())
        .hasSize(1)
        .allMatch(line -> line.contains("could be of kprf or of kafka-ambassador"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kprf.toml", "kprf.ini", "kprf.hjson", "ka.HCL", "ka.properties"})
  void other_formats_are_to_be_converted(String name) {
    assertThat(of(name, "[kafka]\nbrokers = []").problems())
        .hasSize(1)
        .allMatch(line -> line.contains("Weir reads YAML and JSON: convert it"));
  }

  /// What tells Weir's files from others is what there is.
  @Test
  void every_section_of_weirs_is_known_as_such() throws IOException {
    var sections =
        WeirConfig.read(Sources.of()).settings().stream()
            .map(setting -> setting.key().replaceFirst("\\..*", ""))
            .distinct()
            .filter(section -> !section.equals("kafka"));

    assertThat(sections)
        .isNotEmpty()
        .allSatisfy(section -> {
          var old = of("x.yaml", section + ": {}\nhttp: {}");
          assertThat(old.problems()).anyMatch(line -> line.contains("or of Weir"));
        });
  }

  @Test
  void any_bytes_give_a_report_or_settings() throws IOException {
    var seed = Long.getLong("weir.seed", 20_260_101L);
    var random = new Random(seed);
    for (var round = 0; round < ROUNDS; round++) {
      var bytes = mutated(random);
      var name = List.of("a.yaml", "a.json", ".env.dev.local").get(random.nextInt(3));
      var file = Files.write(folder.resolve(name), bytes);
      assertThat(readable(file)).as("seed %d, round %d", seed, round).isTrue();
    }
  }

  /// Whether the end is one of the two that there may be: anything else that is thrown gets out.
  private static boolean readable(Path file) {
    try {
      WeirConfig.read(new Sources(file, Map.of(), List.of()));
      return true;
    } catch (ConfigException e) {
      return !e.problems().isEmpty();
    }
  }

  private static byte[] mutated(Random random) {
    var examples = List.of("buckets.json", "kprf.yaml", "ka.yaml", "kahego.env");
    var text = OldConfig.text(examples.get(random.nextInt(examples.size())));
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    var odd = "{}[]\",:#&*!|>%@`-?\n\t \\\u0000é0e9~<$".toCharArray();
    for (var i = random.nextInt(12); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) odd[random.nextInt(odd.length)];
    }
    return Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length / 2));
  }

  @Test
  void absurd_files_end_soon() {
    assertThat(of("x.json", "{\"a\":".repeat(50_000)).problems()).hasSize(1);
    assertThat(of("x.json", "[".repeat(200_000)).problems()).hasSize(1);
    assertThat(of("x.yaml", "http: {" + many(40_000, "k%d: 1") + "}\nkafka: {}").problems())
        .hasSize(1);
    assertThat(of("x.yaml", many(40_000, "k%d: 1").replace(", ", "\n")).problems()).hasSize(101);
    assertThat(of("x.yaml", "y".repeat(500_000) + ": 1").problems()).hasSize(1);
    assertThat(of("x.yaml", "sinks: {" + many(30_000, "s%d: {type: file}") + "}").problems())
        .hasSize(1);
    assertThat(of("x.yaml", "routes: [{topic: [" + many(60_000, "t%d") + "]}]").problems())
        .hasSize(1);
    assertThat(of("x.yaml", "server: {}\nx: &x [a]\ny: [*x, *x]").problems()).hasSize(1);
  }

  @Test
  void a_file_without_end_is_not_read_to_its_end() {
    var endless = new OldConfig(Path.of("/dev/zero"), Map.of());

    assertThat(endless.problems()).hasSize(1).allMatch(line -> line.contains("cannot be read"));
  }

  private static String many(int count, String format) {
    return IntStream.range(0, count).mapToObj(format::formatted).collect(Collectors.joining(", "));
  }

  private OldConfig of(String name, String text) {
    return OldConfig.of(folder, name, text);
  }
}
