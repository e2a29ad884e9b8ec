package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What `docs/api.md` shows runs as it stands, and its table has every call. With
/// `-Dweir.api=write` the table is written anew.
@Timeout(180)
class ApiPageTest {
  private static final String PAGE = "docs/api.md";
  private static final String HEADING = "## Every call";

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @Test
  void every_line_runs_after_those_before_it_and_prints_what_the_page_says()
      throws IOException, InterruptedException {
    var steps = new ShellPage(PAGE).run("127.0.0.1:" + weir.port("http"));

    assertThat(steps).isGreaterThan(6);
  }

  @Test
  void the_table_of_calls_has_every_route() throws IOException {
    var routes = routes();
    if ("write".equals(System.getProperty("weir.api"))) write(routes);

    var documented =
        Page.of(PAGE).rows(HEADING).stream().skip(2).map(row -> String.join(" | ", row));

    assertThat(documented).containsExactlyElementsOf(routes);
  }

  /// By their paths.
  private static List<String> routes() throws IOException {
    var routes = new ArrayList<String>();
    var paths = new ObjectMapper().readTree(weir.get("/openapi.json").body()).path("paths");
    for (var path : paths.properties()) {
      if (!path.getKey().startsWith("/api/")) continue;
      for (var method : path.getValue().properties()) {
        var call = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
        routes.add("`%s` | %s".formatted(call, words(method.getValue().path("summary").asText())));
      }
    }
    routes.sort(Comparator.comparing(row -> row.substring(row.indexOf(' '))));
    return routes;
  }

  /// As a cell of a table has it.
  private static String words(String summary) {
    var words = summary.substring(0, 1).toLowerCase(Locale.ROOT) + summary.substring(1);
    return words.replaceFirst("\\.$", "").replace("|", "\\|");
  }

  private static void write(List<String> routes) throws IOException {
    var lines = new ArrayList<>(Page.of(PAGE).lines());
    var from = lines.indexOf(HEADING);
    while (!lines.get(from).startsWith("| `")) from++;
    while (from < lines.size() && lines.get(from).startsWith("|")) lines.remove(from);
    lines.addAll(from, routes.stream().map(row -> "| " + row + " |").toList());
    Files.write(Page.ROOT.resolve(PAGE), lines);
  }
}
