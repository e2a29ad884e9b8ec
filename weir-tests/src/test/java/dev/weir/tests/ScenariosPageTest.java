package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page on testing names every scenario of the worker, and the tests that show it.
class ScenariosPageTest {
  private static final Pattern SCENARIO = Pattern.compile("void s(\\d+)_[a-z]");

  @Test
  void every_scenario_of_the_worker_is_on_the_page_with_its_tests() throws IOException {
    var documented = new TreeMap<Integer, Set<String>>();
    for (var row : Page.of("docs/testing.md").rows("## The worker's scenarios")) {
      if (row.getFirst().matches("\\d+")) {
        var tests = Stream.of(row.get(2).split(", ")).map(test -> test.replace("`", ""));
        documented.put(Integer.valueOf(row.getFirst()), tests.collect(Collectors.toSet()));
      }
    }

    assertThat(documented).isEqualTo(written());
  }

  private static Map<Integer, Set<String>> written() throws IOException {
    var written = new TreeMap<Integer, Set<String>>();
    for (var module : Set.of("weir-worker", "weir-tests")) {
      try (var files = Files.walk(Page.ROOT.resolve(module).resolve("src/test/java"))) {
        for (var file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
          var scenarios = SCENARIO.matcher(Files.readString(file));
          while (scenarios.find()) {
            var number = Integer.valueOf(scenarios.group(1));
            written.computeIfAbsent(number, any -> new TreeSet<>()).add(name(file));
          }
        }
      }
    }
    return written;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }
}
