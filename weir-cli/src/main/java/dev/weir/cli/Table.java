package dev.weir.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows of text, the first of them the heading: aligned for people, tab-separated for programs.
final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows;

  private Table(List<List<String>> rows) {
    this.rows = rows;
  }

  static Table of(List<List<String>> rows) {
    return new Table(rows);
  }

  void print(Stdout out) {
    if (Terminal.stdout()) {
      printAligned(out);
    } else {
      rows.forEach(row -> out.line(String.join("\t", row)));
    }
  }

  void printAligned(Stdout out) {
    var columns = IntStream.range(0, rows.getFirst().size()).mapToObj(this::column).toList();
    for (var row : rows) {
      var line =
          IntStream.range(0, row.size())
              .mapToObj(i -> columns.get(i).padded(row.get(i)))
              .collect(Collectors.joining(GAP));
      out.line(line.stripTrailing());
    }
  }

  private Column column(int index) {
    var cells = rows.stream().map(row -> row.get(index)).toList();
    var width = cells.stream().mapToInt(String::length).max().orElse(0);
    var numbers = cells.stream().skip(1).allMatch(cell -> cell.matches("[\\d.,]+"));
    return new Column(width, numbers);
  }

  /// Numbers stand right, as they are compared.
  private record Column(int width, boolean numbers) {
    String padded(String cell) {
      var space = " ".repeat(width - cell.length());
      return numbers ? space + cell : cell + space;
    }
  }
}
