package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What `docs/rest.md` shows runs as it stands, and its tables have all that there is.
@Timeout(300)
class RestPageTest {
  private static final String PAGE = "docs/rest.md";

  /// Confluent's.
  private static final Pattern NUMBER = Pattern.compile("\\b[45]0[0-9]0[0-9]\\b|\\b4220[0-9]\\b");

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("consumers.timeout", "10s"); // the page reads once

  @Test
  void every_line_runs_after_those_before_it_and_prints_what_the_page_says()
      throws IOException, InterruptedException {
    var steps = new ShellPage(PAGE).run("127.0.0.1:" + weir.port("http"));

    assertThat(steps).isGreaterThan(15);
  }

  @Test
  void the_table_of_calls_has_every_route() throws IOException {
    var paths = new ObjectMapper().readTree(weir.get("/openapi.json").body()).path("paths");
    var routes = new TreeSet<String>();
    for (var path : paths.properties()) {
      if (path.getKey().startsWith("/api/")) continue; // docs/api.md has those
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
    var sources = Page.ROOT.resolve("weir-gateway/src/main/java/dev/weir/gateway");
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
}
