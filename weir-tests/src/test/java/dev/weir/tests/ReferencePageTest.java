package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables of settings are made of the code: with `-Dweir.settings=write` they are written anew.
class ReferencePageTest {
  private static final String PAGE = "docs/configuration.md";

  @ParameterizedTest
  @ValueSource(strings = {"## Every key", "## Sinks", "## Routes"})
  void the_tables_of_settings_are_those_of_the_code(String heading) throws IOException {
    var rows = rows(heading);
    if ("write".equals(System.getProperty("weir.settings"))) write(heading, rows);

    var documented =
        Files.readAllLines(Page.ROOT.resolve(PAGE)).stream()
            .dropWhile(line -> !line.equals(heading))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(ReferencePageTest::isRow);

    assertThat(documented).containsExactlyElementsOf(rows);
  }

  private static List<String> rows(String heading) {
    return Reference.all().stream()
        .filter(one -> heading(one.key()).equals(heading))
        .map(ReferencePageTest::row)
        .toList();
  }

  private static String heading(String key) {
    if (key.startsWith("sinks.")) return "## Sinks";
    return key.startsWith("routes.") ? "## Routes" : "## Every key";
  }

  private static String row(Reference one) {
    var byDefault = one.byDefault().isEmpty() ? "" : "`%s` ".formatted(one.byDefault());
    return "| `%s` | %s| %s |".formatted(one.key(), byDefault, one.markdown().replace("|", "\\|"));
  }

  /// Of three cells, the first of which is code.
  private static boolean isRow(String line) {
    return line.startsWith("| `") && line.split("(?<!\\\\)\\|").length == 4;
  }

  private static void write(String heading, List<String> rows) throws IOException {
    var lines = new ArrayList<>(Files.readAllLines(Page.ROOT.resolve(PAGE)));
    var from = lines.indexOf(heading);
    while (!isRow(lines.get(from))) from++;
    while (isRow(lines.get(from))) lines.remove(from);
    lines.addAll(from, rows);
    Files.write(Page.ROOT.resolve(PAGE), lines);
  }
}
