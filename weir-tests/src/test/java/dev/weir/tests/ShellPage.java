package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page whose blocks of shell run as they stand, from the first to the last, and print what the
/// page says: the block of JSON or text behind one is its output, in which `…` stands for anything.
///
/// @param path from the root of the project
record ShellPage(String path) {
  private static final String HERE = "localhost:8082";
  private static final List<String> OUTPUTS = List.of("json", "text");

  /// What differs from run to run.
  private static final String ANY = "…";

  /// @param output what it prints; empty where the page does not say
  private record Step(String shell, String output) {}

  /// Runs them, and looks at what they print.
  ///
  /// @param there where the gateway is that the page calls `localhost:8082`
  /// @return how many blocks it ran
  int run(String there) throws IOException, InterruptedException {
    needs("curl", "jq");
    var steps = steps();
    for (var step : steps) {
      var line = "{ %s\n} 2>/dev/null".formatted(step.shell().replace(HERE, there));
      var ran = Ran.of("bash", "-euo", "pipefail", "-c", line);

      var printed = ran.output().replace(there, HERE).strip();
      assertThat(ran.exitCode()).as("%s%n%s", step.shell(), printed).isZero();
      assertThat(printed).as(step.shell()).doesNotContain("\"error_code\":500");
      if (!step.output().isEmpty()) {
        assertThat(printed).as(step.shell()).matches(pattern(step.output()));
      }
    }
    return steps.size();
  }

  private List<Step> steps() throws IOException {
    var steps = new ArrayList<Step>();
    for (var block : Page.of(path).blocks()) {
      if (block.language().equals("sh")) {
        steps.add(new Step(block.text(), ""));
      } else if (OUTPUTS.contains(block.language()) && !steps.isEmpty()) {
        var shell = steps.removeLast().shell();
        steps.add(new Step(shell, block.text()));
      }
    }
    return steps;
  }

  private static Pattern pattern(String output) {
    var parts = Stream.of(output.strip().split(ANY, -1)).map(Pattern::quote);
    return Pattern.compile(parts.collect(Collectors.joining(".*")), Pattern.DOTALL);
  }

  /// At home a page whose programs are missing is left out; in CI it fails.
  private void needs(String... programs) {
    for (var program : programs) {
      if (Ran.isThere(program)) continue;
      var why = "%s was not run: there is no %s".formatted(path, program);
      if ("required".equals(System.getenv("TESTS_FOREIGN"))) fail(why);
      abort("left out: " + why);
    }
  }
}
