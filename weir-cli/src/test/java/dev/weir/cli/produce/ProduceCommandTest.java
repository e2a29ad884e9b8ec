package dev.weir.cli.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.message.EnvelopeWriter;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `produce` to a real broker: each option and each way it ends.
@Timeout(180)
final class ProduceCommandTest {
  @TempDir private static Path data;
  private static Kafka kafka;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    kafka = Kafka.start(data);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void lines_arrive_in_order_and_the_summary_tells_so() {
    var numbers = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();

    var ran = given(String.join("\n", numbers), "lines", "--create");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .matches("sent 1,000, acknowledged 1,000 \\(acks=all\\), failed 0, \\d+\\.\\d\\d s\n");
    assertThat(kafka.values("lines")).isEqualTo(numbers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "-1"})
  void each_level_is_told(String acks) {
    var ran = given("a\nb\n", "acks" + acks, "--create", "--acks", acks);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err())
        .contains(
            switch (acks) {
              case "0" -> "handed over 2 (acks=0)";
              case "1" -> "acknowledged 2 (acks=1)";
              default -> "acknowledged 2 (acks=all)";
            });
    assertThat(kafka.values("acks" + acks)).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  void each_packing_arrives(String packing) {
    assertThat(given("a\nb\n", "packed-" + packing, "--create", "-z", packing).exitCode()).isZero();

    assertThat(kafka.values("packed-" + packing)).containsExactly("a", "b");
  }

  @Test
  void a_key_ends_at_the_first_separator_and_what_is_empty_may_be_null() {
    given("a::b\n::c\nd::\n", "keys", "--create", "-K", "::", "-Z", "-H", "h=1", "-H", "none");
    given("e\tf\tg\n\t\n", "keys", "-K", "\\t");

    assertThat(kafka.pairs("keys"))
        .containsExactly("0 a=b", "0 null=c", "0 d=null", "0 e=f\tg", "0 =");
    assertThat(kafka.messages("keys").getFirst().headers().toArray())
        .extracting(header -> header.key() + "=" + (header.value() == null))
        .containsExactly("h=false", "none=true");
  }

  @Test
  void one_key_and_one_partition_for_all() throws Exception {
    kafka.create("fixed", 3, Map.of());

    assertThat(given("a\n\n", "fixed", "-k", "k", "-p", "2", "-Z").exitCode()).isZero();

    assertThat(kafka.pairs("fixed")).containsExactly("2 k=a", "2 k=null");
    var beyond = given("a", "fixed", "-p", "3");
    assertThat(beyond.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(beyond.err()).contains("'fixed' has 3 partitions");
  }

  @ParameterizedTest
  @CsvSource({"nul,\\0", "crlf,\\r\\n", "word,aab"})
  void lines_end_where_it_is_said(String topic, String separator) {
    var end = separator.equals("aab") ? "aab" : separator.equals("\\0") ? "\0" : "\r\n";

    given("x\ny" + end + "aa" + end + "z\r", topic, "--create", "-D", separator);

    assertThat(kafka.values(topic)).containsExactly("x\ny", "aa", "z\r");
  }

  @Test
  void files_are_read_in_their_order_unpacked_or_each_as_one_message() throws IOException {
    Files.writeString(folder.resolve("one.txt"), "a\nb\n");
    try (var packed = new GZIPOutputStream(Files.newOutputStream(folder.resolve("two.gz")))) {
      packed.write("c\n".getBytes(UTF_8));
    }

    given("d\n", "files", "--create", "one.txt", "two.gz", "-");
    given("e\nf\n", "files", "--whole-file", "one.txt", "-", "-k", "k");

    assertThat(kafka.pairs("files"))
        .containsExactly(
            "0 null=a", "0 null=b", "0 null=c", "0 null=d", "0 k=a\nb\n", "0 k=e\nf\n");
  }

  @Test
  void objects_keep_all_that_consume_prints_and_values_of_any_json_are_their_text() {
    var lines =
        """
        {"topic":"jsonl","timestamp":1234,"key":"k","value":{"base64":"/w=="},"headers":[{"key":"a","value":"b"}]}

        {"value":{"n": 1.10, "x":[true]},"key":12,"headers":{"h":null}}
        {"topic":"other","partition":7,"value":null}
        {"value":-1.50e3 }
        """;

    var ran = given(lines, "jsonl", "--create", "-i", "jsonl");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    var first = kafka.messages("jsonl").getFirst();
    assertThat(first.value()).containsExactly(0xff);
    assertThat(first.timestamp()).isEqualTo(1234);
    assertThat(first.headers().lastHeader("a").value()).isEqualTo(new byte[] {'b'});
    assertThat(kafka.pairs("jsonl").subList(1, 4))
        .containsExactly("0 12={\"n\": 1.10, \"x\":[true]}", "0 null=null", "0 null=-1.50e3");
  }

  @Test
  void envelopes_give_back_every_byte() {
    given("k1\tv1\nk2\t\n", "original", "--create", "-K", "\\t", "-Z", "-H", "a=b");
    var original = kafka.messages("original");
    var envelopes = new ByteArrayOutputStream();
    var writer = new EnvelopeWriter(envelopes);
    original.forEach(writer::print);
    writer.flush();

    var ran =
        kafka.produce(
            in().given(envelopes.toByteArray()), "restored", "--create", "-i", "envelope");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(kafka.messages("restored"))
        .usingRecursiveFieldByFieldElementComparatorOnFields("key", "value", "timestamp", "headers")
        .isEqualTo(original);
  }

  @Test
  void rows_have_columns_and_other_columns_make_an_object() {
    given(
        "key,value,header:h,timestamp\r\nk,\"a \"\"b\"\",\nc\",x,1234\r\n,,,\r\n",
        "csv",
        "--create",
        "-i",
        "csv",
        "-Z");
    given("name,key,city\nAna,1,\"\"\nBob,2,\n", "csv", "-i", "csv", "-Z");

    assertThat(kafka.pairs("csv"))
        .containsExactly(
            "0 k=a \"b\",\nc",
            "0 null=null",
            "0 1={\"name\":\"Ana\",\"city\":\"\"}",
            "0 2={\"name\":\"Bob\",\"city\":null}");
    assertThat(kafka.messages("csv").getFirst().timestamp()).isEqualTo(1234);
    var wrong = given("value,other\na,b\n", "csv", "-i", "csv");
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("'other'").contains("header:other");
  }

  @Test
  void a_format_reads_what_it_would_print() {
    var ran =
        given("1 k1=v 1\n0 k2=\n", "format", "--create", "-f", "%p %k=%v\\n", "-Z", "-p", "0");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(kafka.pairs("format")).containsExactly("0 k1=v 1", "0 k2=null");
  }

  @Test
  void a_topic_that_is_not_there_is_not_made_unasked() throws Exception {
    kafka.create("orders", 1, Map.of());

    var ran = given("a", "order");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(ran.err()).contains("'order'").contains("Did you mean 'orders'?");
    assertThat(given("a", "order").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(given("a", "no/topic", "--create").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void what_is_too_large_is_named_and_the_others_go_on() throws Exception {
    kafka.create("small", 1, Map.of("max.message.bytes", "5000"));
    var large = "x".repeat(6000);

    var ran = given("a\n" + large + "\nb\n" + large + "\nc\n", "small", "-z", "none");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.PARTLY);
    assertThat(ran.err())
        .contains("sent 5, acknowledged 3 (acks=all), failed 2")
        .contains("2 of 5 messages were not acknowledged: line 2: it is too large")
        .contains("line 4")
        .contains("takes 5,000 bytes");
    assertThat(kafka.values("small")).containsExactly("a", "b", "c");
  }

  @Test
  void a_line_that_does_not_fit_ends_it_or_is_put_aside() throws IOException {
    var input = "a:1\nnothing\nb:2\n";

    var ended = given(input, "bad", "--create", "-K", ":");
    var skipped = given(input, "bad", "-K", ":", "--skip-bad", "bad.txt");

    assertThat(ended.exitCode()).isEqualTo(ExitCode.PARTLY);
    assertThat(ended.err()).contains("line 2: it has no key separator").contains("--skip-bad");
    assertThat(skipped.exitCode()).isZero();
    assertThat(skipped.err()).contains("acknowledged 2").contains("skipped 1");
    assertThat(folder.resolve("bad.txt")).hasContent("nothing\n");
    assertThat(kafka.pairs("bad")).containsExactly("0 a=1", "0 a=1", "0 b=2");
    var first = given("{", "bad", "-i", "jsonl");
    assertThat(first.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(first.err()).contains("Nothing was sent");
  }

  @Test
  void a_report_has_a_line_for_each_message_in_the_order_of_the_input() throws Exception {
    kafka.create("reported", 3, Map.of("max.message.bytes", "5000"));
    var input =
        IntStream.range(0, 2000)
            .mapToObj(i -> "{\"key\":\"%d\",\"value\":\"%d\",\"timestamp\":%d}".formatted(i, i, i))
            .collect(Collectors.joining("\n"));

    var ran = given(input + "\n{\"partition\":3}\n", "reported", "-i", "jsonl", "--report");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.PARTLY);
    var places =
        kafka.messages("reported").stream()
            .collect(
                Collectors.toMap(
                    one -> Integer.valueOf(Kafka.value(one)),
                    one -> "%d\t%d\t%d".formatted(one.partition(), one.offset(), one.timestamp())));
    var expected = IntStream.range(0, 2000).mapToObj(places::get).collect(Collectors.toList());
    expected.add("-\t-\t-");
    assertThat(ran.out().lines()).containsExactlyElementsOf(expected);
    assertThat(ran.err()).contains("line 2,001: there is no partition 3, the topic has 3");
  }

  @Test
  void tee_copies_the_input() {
    var ran = given("a\n\nb", "tee", "--create", "--tee", "-q");

    assertThat(ran).isEqualTo(new Ran(0, "a\n\nb", ""));
    assertThat(kafka.values("tee")).containsExactly("a", "", "b");
  }

  @Test
  void a_transaction_is_there_whole_or_not_at_all() throws Exception {
    kafka.create("whole", 2, Map.of("max.message.bytes", "5000"));
    var large = "x".repeat(6000);

    var kept = given("a\nb\n", "whole", "--transaction", "-p", "0");
    var undone = given("c\n" + large + "\n", "whole", "--transaction", "-z", "none");
    var torn = given("{\"value\":\"d\"}\n{", "whole", "--transaction", "-i", "jsonl");
    given("e\n", "whole", "-p", "0");
    given("f\n", "whole", "-p", "1");

    assertThat(kept.exitCode()).as(kept.err()).isZero();
    assertThat(undone.exitCode()).isEqualTo(ExitCode.PARTLY);
    assertThat(undone.err()).contains("acknowledged 0").contains("nothing of it is there");
    assertThat(torn.exitCode()).isEqualTo(ExitCode.FAILED);
    // An open transaction would hide what is behind it.
    assertThat(kafka.values("whole")).containsExactly("a", "b", "e", "f");
  }

  @Test
  void a_rate_slows_it_down() {
    var begunNanos = System.nanoTime();

    given("a\n".repeat(21), "slow", "--create", "--rate", "40/s");

    assertThat(System.nanoTime() - begunNanos).isGreaterThanOrEqualTo(500_000_000L);
    assertThat(kafka.values("slow")).hasSize(21);
  }

  @Test
  void who_types_is_prompted() {
    var terminal = new Terminal(true, true, true, 80, true);

    var ran = kafka.produce(in().given("a\n").at(terminal), "typed", "--create");

    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith("> ")
        .contains("sent 1 · acknowledged 1 (acks=all) · failed 0");
  }

  @Test
  void wrong_arguments_are_told_before_anything_is_sent() {
    for (var wrong :
        List.of(
            "--acks 2",
            "-z rar",
            "-D :",
            "-K x -k y",
            "-i csv --whole-file",
            "-f %y",
            "-p -1",
            "--rate 0/s",
            "--tee --report",
            "--acks 0 --report",
            "--acks 1 --transaction",
            "-i jsonl -Z",
            "-K \\q",
            "--delivery-timeout 1ms")) {
      var options = "usage --create " + (wrong.equals("-D :") ? "-i csv -D :" : wrong);

      assertThat(given("a", options.split(" ")).exitCode()).as(wrong).isEqualTo(ExitCode.USAGE);
    }
    assertThat(given("a", "usage", "absent.txt").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(given("a", "usage").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void kafka_that_is_away_is_told_by_the_exit_code() {
    var ran = in().given("a").weir("produce", "t", "-b", "127.0.0.1:1", "--timeout", "500ms");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
  }

  private Ran.Around in() {
    return Ran.Around.in(folder);
  }

  private Ran given(String input, String... options) {
    return kafka.produce(in().given(input), options);
  }
}
