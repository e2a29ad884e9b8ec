package dev.weir.cli.terminal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows of text, the first of them the heading: aligned and cut to the terminal for people,
/// tab-separated and whole for programs.
public final class Table {
  private static final String GAP = "  ";
  private static final int NARROWEST = 6;

  private final List<List<String>> rows;

  private Table(List<List<String>> rows) {
    this.rows = rows;
  }

  public static Table of(List<List<String>> rows) {
    return new Table(rows);
  }

  void print(Stdout out, Terminal terminal, Style style) {
    if (terminal.out()) {
      printAligned(out, terminal, style);
    } else {
      rows.forEach(row -> out.line(String.join("\t", row)));
    }
  }

  /// Whole, for people, whoever reads.
  public void printAligned(Stdout out) {
    print(out, columns(), new Style(false), "");
  }

  private void printAligned(Stdout out, Terminal terminal, Style style) {
    var columns = columns();
    var gaps = GAP.length() * (columns.size() - 1);
    var widest = Integer.MAX_VALUE;
    while (widest > NARROWEST && width(columns) + gaps > terminal.columns()) {
      widest = columns.stream().mapToInt(Column::width).max().orElse(0) - 1;
      var most = widest;
      columns = columns.stream().map(column -> column.atMost(most)).toList();
    }
    print(out, columns, style, terminal.unicode() ? "…" : "~");
  }

  private static int width(List<Column> columns) {
    return columns.stream().mapToInt(Column::width).sum();
  }

  private void print(Stdout out, List<Column> columns, Style style, String cut) {
    out.line(style.bold(line(rows.getFirst(), columns, cut)));
    rows.stream().skip(1).forEach(row -> out.line(line(row, columns, cut)));
  }

  private static String line(List<String> row, List<Column> columns, String cut) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> columns.get(i).padded(row.get(i), cut))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private List<Column> columns() {
    return IntStream.range(0, rows.getFirst().size()).mapToObj(this::column).toList();
  }

  private Column column(int index) {
    var cells = rows.stream().map(row -> row.get(index)).toList();
    var width = cells.stream().mapToInt(Table::length).max().orElse(0);
    var numbers = cells.stream().skip(1).allMatch(cell -> cell.matches("-|[-+]?[\\d.,]+%?"));
    return new Column(width, numbers && cells.size() > 1);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  /// Numbers stand right, as they are compared.
  private record Column(int width, boolean numbers) {
    Column atMost(int most) {
      return new Column(Math.min(width, most), numbers);
    }

    String padded(String cell, String cut) {
      if (length(cell) > width) {
        return cell.substring(0, cell.offsetByCodePoints(0, width - cut.length())) + cut;
      }
      var space = " ".repeat(width - length(cell));
      return numbers ? space + cell : cell + space;
    }
  }
}
