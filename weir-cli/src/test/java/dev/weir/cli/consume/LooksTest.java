package dev.weir.cli.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.WeirProcess;
import dev.weir.cli.terminal.Terminal;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Which messages are printed, and how they look.
@Timeout(180)
@ExtendWith(Kafka.class)
final class LooksTest {
  private static final long TIME = 1_795_255_323_456L;
  @TempDir private Path folder;

  @BeforeAll
  static void rides() throws Exception {
    Kafka.create("rides", 1, Map.of());
    var first = message("ride-1", "{\"city\": \"Oslo\", \"km\": 12.50}");
    first.headers().add("trace", "abc".getBytes(UTF_8));
    Kafka.sent(List.of(first, message("ride-2", "{\"city\":\"Bergen\",\"km\":3}")));
    Kafka.sent(List.of(message("other", "a\tb\nc"), message(null, null)));
  }

  private static ProducerRecord<byte[], byte[]> message(
      @Nullable String key, @Nullable String value) {
    var keyBytes = key == null ? null : key.getBytes(UTF_8);
    return new ProducerRecord<>(
        "rides", 0, TIME, keyBytes, value == null ? null : value.getBytes(UTF_8));
  }

  @Test
  void a_format_says_what_is_printed() {
    assertThat(Kafka.weir("c", "rides", "-f", "%t/%p/%o %k %h\\n", "-n", "1").out())
        .isEqualTo("rides/0/0 ride-1 trace=abc\n");
    assertThat(Kafka.weir("c", "rides", "-f", "%k|%v;", "-Z", "NULL", "--from", "-1").out())
        .isEqualTo("NULL|NULL;");
  }

  @Test
  void values_are_decoded() {
    assertThat(Kafka.weir("c", "rides", "--decode", "json", "-n", "1", "-o", "json").out())
        .contains("\"value\":{\"city\":\"Oslo\",\"km\":12.50},");
    assertThat(Kafka.weir("c", "rides", "--decode", "hex", "--from", "2", "-Z", "-").out())
        .isEqualTo("6109620a63\n-\n");
    assertThat(
            Kafka.weir("c", "rides", "--decode=base64", "--key-decode=hex", "-f", "%k %v\\n", "-n1")
                .out())
        .startsWith("726964652d31 eyJjaXR5");
    assertThat(Kafka.weir("c", "rides", "--decode=text", "-o", "jsonl", "--from=2", "-n1").out())
        .contains("\"value\":\"a\\tb\\nc\"");
  }

  @Test
  void filters_leave_what_is_meant() {
    assertThat(keys("--grep", "Oslo")).isEqualTo("ride-1 ");
    assertThat(keys("--grep", "abc")).isEqualTo("ride-1 ");
    assertThat(keys("--key", "ride-*")).isEqualTo("ride-1 ride-2 ");
    assertThat(keys("--key", "ride-*", "-n", "1")).isEqualTo("ride-1 ");
    assertThat(keys("--header", "trace=a*")).isEqualTo("ride-1 ");
    assertThat(keys("--jq", ".km < 10 and .city != \"Oslo\"")).isEqualTo("ride-2 ");
    assertThat(keys("--grep", "nothing")).isEmpty();
  }

  private static String keys(String... options) {
    var line = new ArrayList<>(List.of("c", "rides", "-f", "%k "));
    line.addAll(List.of(options));
    var consumed = Kafka.weir(line.toArray(String[]::new));
    assertThat(consumed.err()).isEmpty();
    return consumed.out();
  }

  @Test
  void envelopes_lose_nothing() {
    assertThat(Kafka.weir("c", "rides", "-o", "envelope", "--from", "-1").out())
        .contains("\"offset\":3", "\"key\":null", "\"value\":null", "\"timestamp\":" + TIME);
  }

  @Test
  void a_table_has_a_row_a_message_for_programs_and_for_people() {
    var time = pattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");
    var folder = Ran.Around.in(this.folder);
    var narrow = new Terminal(false, true, false, 110, true);

    assertThat(Kafka.weir(folder, "c", "rides", "-o", "table", "--from", "2").out())
        .isEqualTo(
            """
            TOPIC	PARTITION	OFFSET	TIME	KEY	VALUE
            rides	0	2	%1$s	other	a\\tb\\nc
            rides	0	3	%1$s	-	-
            """
                .formatted(time));
    assertThat(
            Kafka.weir(folder.at(narrow), "c", "rides", "-o", "table", "-n1", "--color=never")
                .out()
                .lines())
        .allMatch(line -> line.length() <= 110)
        .last()
        .asString()
        .matches("rides +0 +0  \\S+ +ride-1 +\\{\"city.*…");
  }

  private static String pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern)
        .format(Instant.ofEpochMilli(TIME).atZone(ZoneId.systemDefault()));
  }

  @Test
  void a_tail_shows_the_last_and_has_colours_on_a_terminal() {
    var time = pattern("HH:mm:ss.SSS");
    var terminal = new Terminal(false, true, false, 80, true);
    var around = Ran.Around.in(folder);

    assertThat(Kafka.weir(around, "tail", "rides", "-n", "4").out())
        .startsWith(time + "  rides-0  ride-1  {\"city\": \"Oslo\"")
        .endsWith(time + "  rides-0  other  a\\tb\\nc\n" + time + "  rides-0  -  -\n");
    assertThat(Kafka.weir(around.at(terminal), "tail", "rides", "--from=2", "-n1").out())
        .isEqualTo(
            "\u001b[2m%s\u001b[0m  \u001b[36mrides-0\u001b[0m  \u001b[33mother\u001b[0m  a\\tb\\nc\n"
                .formatted(time));
    assertThat(Kafka.weir(around, "tail", "rides", "-n1", "--key=other", "-f", "%o").out())
        .isEqualTo("2");
  }

  @Test
  void a_tail_stays_until_it_is_stopped() throws Exception {
    Kafka.send("tailed", "first");

    try (var tail = WeirProcess.start(folder, Kafka.line("tail", "tailed", "-f", "%v\\n"))) {
      var first = tail.outUpTo("first");
      Kafka.send("tailed", "second");
      var second = tail.outUpTo("second");
      tail.signal("INT");

      assertThat(first + second).isEqualTo("first\nsecond\n");
      assertThat(tail.exitCode()).isEqualTo(130);
      assertThat(tail.err()).isEmpty();
    }
  }

  @Test
  void a_large_topic_goes_through_a_small_heap() throws Exception {
    Kafka.create("large", 3, Map.of());
    var value = "x".repeat(100_000).getBytes(UTF_8);
    try (var producer = Kafka.producer(Map.of("batch.size", 1 << 20, "linger.ms", 20))) {
      for (var i = 0; i < 800; i++) {
        var _ = producer.send(new ProducerRecord<>("large", value));
      }
    }
    var line = new ArrayList<>(WeirProcess.line(Kafka.line("c", "large", "--key-decode", "hex")));
    line.add(1, "-Xmx40m");

    var err = folder.resolve("err.txt");
    var process = new ProcessBuilder(line).redirectError(err.toFile()).start();
    var bytes = process.getInputStream().transferTo(OutputStream.nullOutputStream());

    assertThat(process.waitFor()).as(Files.readString(err)).isZero();
    assertThat(bytes).isEqualTo(800 * 100_001L);
  }
}
