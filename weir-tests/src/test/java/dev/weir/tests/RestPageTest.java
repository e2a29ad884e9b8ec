package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What `docs/rest.md` shows runs as it stands, from its first line to its last, and prints what
/// the page says.
@Timeout(120)
class RestPageTest {
  private static final String PAGE = "docs/rest.md";
  private static final String HERE = "localhost:8082";
  private static final List<String> OUTPUTS = List.of("json", "text");

  /// Confluent's.
  private static final Pattern NUMBER = Pattern.compile("\\b[45]0[0-9]0[0-9]\\b|\\b4220[0-9]\\b");

  /// What differs from run to run.
  private static final String ANY = "…";

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  /// @param output what it prints; empty where the page does not say
  private record Step(String shell, String output) {}

  @Test
  void every_line_runs_after_those_before_it_and_prints_what_the_page_says()
      throws IOException, InterruptedException {
    needs("curl", "jq");
    var there = "127.0.0.1:" + weir.port("http");

    for (var step : steps()) {
      var line = "{ %s\n} 2>/dev/null".formatted(step.shell().replace(HERE, there));
      var ran = Ran.of("bash", "-euo", "pipefail", "-c", line);

      var printed = ran.output().replace(there, HERE).strip();
      assertThat(ran.exitCode()).as("%s%n%s", step.shell(), printed).isZero();
      assertThat(printed).as(step.shell()).doesNotContain("\"error_code\":500");
      if (!step.output().isEmpty()) {
        assertThat(printed).as(step.shell()).matches(pattern(step.output()));
      }
    }
  }

  @Test
  void the_table_of_calls_has_every_route() throws IOException {
    var paths = new ObjectMapper().readTree(weir.get("/openapi.json").body()).path("paths");
    var routes = new TreeSet<String>();
    for (var path : paths.properties()) {
      for (var method : path.getValue().properties()) {
        routes.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }

    var documented =
        Page.of(PAGE).rows("## Every call").stream()
            .skip(2)
            .map(row -> row.getFirst().replace("`", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(documented).isEqualTo(routes);
  }

  @Test
  void the_table_of_errors_has_every_number() throws IOException {
    var sources = Page.ROOT.resolve("weir-gateway/src/main/java/dev/weir/gateway/rest");
    var used = new TreeSet<String>();
    try (var files = Files.walk(sources)) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        NUMBER.matcher(Files.readString(file)).results().forEach(code -> used.add(code.group()));
      }
    }

    var documented =
        Page.of(PAGE).rows("## Errors").stream()
            .flatMap(row -> Stream.of(row.getFirst().split(", ")))
            .toList();

    assertThat(used).hasSizeGreaterThan(15);
    assertThat(documented).containsAll(used);
  }

  /// Each block of shell with the block of output behind it, where there is one before the next.
  private static List<Step> steps() throws IOException {
    var steps = new ArrayList<Step>();
    for (var block : Page.of(PAGE).blocks()) {
      if (block.language().equals("sh")) {
        steps.add(new Step(block.text(), ""));
      } else if (OUTPUTS.contains(block.language())) {
        var shell = steps.removeLast().shell();
        steps.add(new Step(shell, block.text()));
      }
    }
    assertThat(steps).hasSizeGreaterThan(15);
    return steps;
  }

  private static Pattern pattern(String output) {
    var parts = Stream.of(output.strip().split(ANY, -1)).map(Pattern::quote);
    return Pattern.compile(parts.collect(Collectors.joining(".*")), Pattern.DOTALL);
  }

  /// At home a page whose programs are missing is left out; in CI it fails.
  private static void needs(String... programs) {
    for (var program : programs) {
      if (Ran.isThere(program)) continue;
      var why = "%s was not run: there is no %s".formatted(PAGE, program);
      if ("required".equals(System.getenv("TESTS_FOREIGN"))) fail(why);
      assumeTrue(false, why);
    }
  }
}
