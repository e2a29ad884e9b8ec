package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The programs of `examples/kafka` run as they stand, and show what they say.
@Timeout(600)
class KafkaProgramsTest {
  @RegisterExtension static final BrokerExtension broker = BrokerExtension.create();

  @Test
  void a_consumer_prints_what_a_producer_has_sent_and_ends_cleanly() throws Exception {
    try (var producer = program("Producer");
        var consumer = program("Consumer")) {
      assertThat(producer.ended()).contains("Welcome is in partition 0 at offset 0");
      assertThat(consumer.until("partition", 6)).contains("client (partition 0, offset 5)");
      assertThat(consumer.stopped()).endsWith("stopped\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AtMostOnce      | processed 24 of 30 messages | never processed: [15, 16, 17, 18, 19, 20]
          AtLeastOnce     | processed 34 of 30 messages | processed twice: [11, 12, 13, 14]
          ExactlyOnceCopy | 30 numbers, 30 squares, 30 of them different |
          """)
  void a_crash_shows_what_a_way_to_commit_promises(String name, String first, String second)
      throws Exception {
    try (var program = program(name)) {
      assertThat(program.ended()).isEqualTo(first + "\n" + (second == null ? "" : second + "\n"));
    }
  }

  @Test
  void the_table_has_every_program() throws IOException {
    var listed =
        Page.of("examples/kafka/README.md").rows("# Kafka").stream()
            .skip(2)
            .map(row -> row.getFirst().replaceAll("[\\[\\]]|\\(.*\\)", ""))
            .toList();

    try (var files = Files.list(Page.ROOT.resolve("examples/kafka"))) {
      var programs =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", ""));
      assertThat(listed).containsExactlyInAnyOrderElementsOf(programs.toList());
    }
  }

  private static ExampleProgram program(String name) throws IOException {
    return ExampleProgram.start("kafka/" + name, broker.bootstrapServers());
  }
}
