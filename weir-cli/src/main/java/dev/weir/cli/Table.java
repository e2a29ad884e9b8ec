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
    var widths = IntStream.range(0, rows.getFirst().size()).map(this::width).toArray();
    for (var row : rows) {
      var line =
          IntStream.range(0, row.size())
              .mapToObj(column -> padded(row.get(column), widths[column]))
              .collect(Collectors.joining(GAP));
      out.line(line.stripTrailing());
    }
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  /// Numbers stand right, as they are compared.
  private static String padded(String cell, int width) {
    var space = " ".repeat(width - cell.length());
    return cell.matches("[\\d.,]+") ? space + cell : cell + space;
  }
}
