package dev.weir.cli.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each page is carried out against a broker of its own, and prints what it says, but for what no
/// two runs have in common: times, rates, addresses.
///
/// `-Dweir.transcripts=write` writes the pages as they come out; look at the difference then.
@Timeout(600)
class TranscriptsTest {
  private static final Path ROOT = Path.of(System.getProperty("weir.root"));
  private static final boolean WRITE = "write".equals(System.getProperty("weir.transcripts"));

  private static final String TIME =
      "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?";

  @TempDir private Path folder;

  static Stream<Path> pages() throws IOException {
    try (var files = Files.list(ROOT.resolve("weir-cli/src/test/transcripts"))) {
      var transcripts = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
      return Stream.concat(
          Stream.of(ROOT.resolve("docs/kafka-in-ten-minutes.md")), transcripts.stream());
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_is_what_people_see(Path page) throws Exception {
    var transcript = Transcript.of(page);
    try (var broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.resolve("kafka")))) {
      var carriedOut = transcript.carriedOut(new Typed(folder.resolve("here"), broker.port()));

      if (WRITE) Files.write(page, kept(transcript.lines(), carriedOut));
      else assertThat(masked(carriedOut)).isEqualTo(masked(transcript.lines()));
    }
  }

  /// Lines that differ in nothing but what is masked stay as they were.
  private static List<String> kept(List<String> before, List<String> now) {
    var known = before.stream().collect(Collectors.groupingBy(TranscriptsTest::masked));
    return now.stream()
        .map(line -> known.getOrDefault(masked(line), List.of(line)).getFirst())
        .toList();
  }

  private static List<String> masked(List<String> lines) {
    return lines.stream().map(TranscriptsTest::masked).toList();
  }

  private static String masked(String line) {
    return line.replaceAll(TIME, "<time>")
        .replaceAll("\\b1[6-9]\\d{11}\\b", "<millis>")
        .replaceAll("\\d[\\d,.]* ?[kMG]?i?B?/s", "<rate>/s")
        .replaceAll("\\b(\\d+[hm] )?\\d+(\\.\\d+)? ?m?s\\b", "<duration>")
        .replaceAll("127\\.0\\.0\\.1:\\d{2,}", "<address>")
        .replaceAll("consumer-[\\w.-]+|[0-9a-f]{8}-[0-9a-f-]{27}", "<id>")
        // Columns are as wide as what is masked was.
        .replaceAll(" {2,}", "  ");
  }
}
