package dev.weir.cli.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.terminal.ExitCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The calculation, for which no Kafka is needed.
final class SizeCommandTest {
  @ParameterizedTest(name = "t {0} p {1} c {2} x {3} by {4}: {5}, with room {6}")
  @CsvSource({
    "50MB/s, 14.2MB/s,  8.1MB/s,  1,   1, 7,  7",
    "50MB/s, 14.2MB/s,  8.1MB/s,  2,   1, 7,  13",
    "50MB/s, 14.2MB/s,  8.1MB/s,  2,   3, 7,  15",
    "50MB/s, 5MB/s,     25MB/s,   1,   1, 10, 10",
    "50MB/s, 50MB/s,    50MB/s,   1,   1, 1,  1",
    "1MB/s,  50MB/s,    50MB/s,   1,   1, 1,  1",
    "1MB/s,  50MB/s,    50MB/s,   1,   4, 1,  4",
    "50MB/s, 10MB/s,    100MB/s,  1.5, 1, 5,  8",
    "48MiB/s, 12MiB/s,  12MiB/s,  1,   1, 4,  4",
    "20000msg/s, 5MB/s, 4096msg/s, 1,  1, 5,  5",
  })
  void partitions_are_the_greater_ratio_rounded_up(
      String t, String p, String c, String growth, String consumers, int needed, int partitions) {
    var line = new ArrayList<>(List.of("size", "--target", t, "--producer", p, "--consumer", c));
    line.addAll(List.of("--growth", growth, "--consumers", consumers));

    var json = weir(line, "-o", "json");
    var name = weir(line, "-o", "name");

    assertThat(json.err()).isEmpty();
    assertThat(json.out()).contains("\"needed\":" + needed, "\"partitions\":" + partitions + ",");
    assertThat(name.out()).isEqualTo(partitions + "\n");
  }

  @Test
  void the_answer_is_explained() {
    var sized =
        weir(
            List.of("size", "rides", "--target", "50MB/s"),
            "--producer=14.2MB/s",
            "--consumer=8.1MB/s",
            "--growth=2",
            "--consumers=3",
            "--brokers=3");

    assertThat(sized.exitCode()).isZero();
    assertThat(sized.out())
        .isEqualTo(
            """
            target t 50.0 MB/s     one partition: producer p 14.2 MB/s, consumer c 8.1 MB/s
            t/p = 3.5   t/c = 6.2   MAX = 6.2   ->  7 partitions;  with --growth 2 and 3 consumers, \
            rounded to a multiple: 15
            Why: the consumer limits; a faster consumer needs fewer partitions, down to 4. In a \
            group, each consumer beyond 15 would idle.
            Mind: 3 consumers of one thread each take 24.3 MB/s together; the target needs 7.
            Mind: topics with keys: going from 15 to 30 partitions later would send 5,023 of 10,000 \
            keys elsewhere and break their order; size for growth now.
            Cost: 15 partitions x 3 replicas = 45 logs, 15 on each of 3 brokers (4,000 advised per \
            broker); 150.0 MB/s to disks in all.
            weir topics create rides -p 15 -r 3
            """);
  }

  @Test
  void a_topic_that_is_there_is_altered_and_the_keys_that_move_are_counted() {
    var line = List.of("size", "rides", "--target", "80MB/s");

    var sized = weir(line, "--producer=10MB/s", "--consumer=10MB/s", "--partitions-now=6");

    // Of 24 classes of hashes modulo 6 and 8, 6 stay: so three quarters move.
    assertThat(Answer.keysMoved(6, 8)).isBetween(7_300, 7_700);
    assertThat(sized.out())
        .contains("going from 6 to 8 partitions sends %,d of".formatted(Answer.keysMoved(6, 8)))
        .endsWith("weir topics alter rides --partitions 8\n");
  }

  @Test
  void a_topic_with_enough_partitions_is_left_alone() {
    var line = List.of("size", "rides", "--target", "10MB/s");

    var sized = weir(line, "--producer=10MB/s", "--consumer=10MB/s", "--partitions-now=6");

    assertThat(sized.out())
        .contains("6 are more than needed")
        .endsWith("weir topics describe rides\n");
  }

  @Test
  void no_key_moves_where_nothing_changes_and_half_of_them_when_partitions_double() {
    assertThat(Answer.keysMoved(7, 7)).isZero();
    assertThat(Answer.keysMoved(8, 16)).isBetween(4_800, 5_200);
  }

  @Test
  void acks_are_compared_by_what_they_can_lose() {
    var line = List.of("size", "--target", "1MB/s", "--producer=1MB/s", "--consumer=1MB/s");

    var sized = weir(line, "--acks");

    assertThat(sized.out())
        .contains("ACKS\tONE PARTITION\tWHAT CAN BE LOST\n0\t-\tnothing is answered", "\nall\t-\t");
  }

  @Test
  void the_middle_of_what_was_measured_counts_and_half_the_range_is_its_spread() {
    assertThat(Figure.of(List.of(12.0, 8.0, 10.0))).isEqualTo(new Figure(10, 0.2, 3));
    assertThat(Figure.of(List.of(8.0, 10.0)).value()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({
    "--producer=1MB/s,                                  --measure",
    "--producer=0MB/s --consumer=1MB/s,                 --producer",
    "--producer=1MB/s --consumer=fast,                  fast",
    "--producer=1MB/s --consumer=1MB/s --growth=0,      --growth",
    "--producer=1MB/s --consumer=1MB/s --consumers=0,   --consumers",
    "--producer=1MB/s --consumer=1MB/s --acks=2,        --acks",
    "--producer=1MB/s --consumer=1MB/s --work-time=3ms, --work",
    "--producer=1MB/s --consumer=1MB/s --measure,       --measure",
    "--producer=1kB/s --consumer=0.001kB/s --growth=99, partitions",
  })
  void what_makes_no_sense_is_wrong_usage(String options, String named) {
    var line = List.of("size", "--target", "50MB/s");

    var sized = weir(line, options.split(" "));

    assertThat(sized.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(sized.err()).contains(named);
    assertThat(sized.out()).isEmpty();
  }

  private static Ran weir(List<String> command, String... more) {
    var line = new ArrayList<>(command);
    line.addAll(List.of(more));
    return Ran.weir(line.toArray(String[]::new));
  }
}
