package dev.weir.tests.metrics;

import static dev.weir.tests.metrics.MonitoringFiles.alerts;
import static dev.weir.tests.metrics.MonitoringFiles.dashboard;
import static dev.weir.tests.metrics.MonitoringFiles.list;
import static dev.weir.tests.metrics.MonitoringFiles.map;
import static dev.weir.tests.metrics.MonitoringFiles.number;
import static dev.weir.tests.metrics.MonitoringFiles.panels;
import static dev.weir.tests.metrics.MonitoringFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MonitoringFilesTest {
  private static final int WIDTH = 24;

  @Test
  void each_alert_has_its_heading_in_the_runbook_and_says_where_it_is() throws IOException {
    var headings =
        runbook().stream().filter(line -> line.startsWith("## ")).map(line -> line.substring(3));

    assertThat(headings).containsExactlyInAnyOrderElementsOf(names());
    assertThat(alerts())
        .hasSizeBetween(10, 18)
        .allSatisfy(alert -> {
          var anchor = alert.name().toLowerCase(Locale.ROOT);
          assertThat(alert.annotations().get("runbook")).isEqualTo("docs/runbook.md#" + anchor);
          assertThat(text(map(alert.annotations()), "summary")).contains("{{ $labels.instance }}");
          assertThat(alert.labels().get("severity")).isIn("page", "ticket");
        });
  }

  @Test
  void each_heading_of_the_runbook_says_what_it_means_how_to_see_it_and_what_to_do()
      throws IOException {
    var runbook = runbook();

    assertThat(names())
        .allSatisfy(name -> {
          var from = runbook.indexOf("## " + name) + 1;
          var text =
              runbook.subList(from, runbook.size()).stream()
                  .takeWhile(line -> !line.startsWith("## "))
                  .toList();
          assertThat(String.join("\n", text)).contains("**Means** ", "**Check** ", "**Do** ");
        });
  }

  @Test
  void alert_names_are_told_apart() {
    assertThat(names()).doesNotHaveDuplicates().allMatch(name -> name.matches("Weir[A-Za-z]+"));
  }

  @Test
  void the_panels_have_ids_of_their_own_titles_units_and_one_data_source() {
    assertThat(list(dashboard(), "panels").stream().map(panel -> panel.get("id")))
        .doesNotHaveDuplicates();
    assertThat(panels())
        .hasSizeGreaterThan(30)
        .allSatisfy(panel -> {
          var defaults = map(map(panel.get("fieldConfig")).get("defaults"));
          assertThat(text(defaults, "unit")).as(text(panel, "title")).isNotEqualTo("null");
          assertThat(text(panel, "title")).isNotBlank();
          assertThat(text(map(panel.get("datasource")), "uid")).isEqualTo("${datasource}");
          assertThat(list(panel, "targets").stream().map(target -> target.get("refId")))
              .doesNotHaveDuplicates();
        });
  }

  @Test
  void no_two_panels_lie_over_one_another() {
    var places = list(dashboard(), "panels").stream().map(MonitoringFilesTest::place).toList();

    for (var one : places) {
      assertThat(one.x + one.width).isLessThanOrEqualTo(WIDTH);
      assertThat(places.stream().filter(one::intersects)).containsExactly(one);
    }
  }

  @Test
  void the_dashboard_asks_for_data_source_and_gateway_and_has_a_row_for_each_subject() {
    var variables = list(map(dashboard().get("templating")), "list");
    var rows =
        list(dashboard(), "panels").stream().filter(panel -> "row".equals(panel.get("type")));

    assertThat(variables.stream().map(one -> one.get("name")))
        .isEqualTo(List.of("datasource", "instance", "sink"));
    assertThat(rows.map(row -> row.get("title")))
        .isEqualTo(
            List.of(
                "Overview",
                "Ingress",
                "Delivery",
                "Log",
                "Breaker",
                "Kafka client",
                "JVM and process",
                "TLS and settings"));
  }

  private static Rectangle place(Map<?, ?> panel) {
    var at = map(panel.get("gridPos"));
    return new Rectangle(number(at, "x"), number(at, "y"), number(at, "w"), number(at, "h"));
  }

  private static List<String> names() {
    return alerts().stream().map(MonitoringFiles.Alert::name).toList();
  }

  private static List<String> runbook() throws IOException {
    return Files.readAllLines(MonitoringFiles.ROOT.resolve("docs/runbook.md"));
  }
}
