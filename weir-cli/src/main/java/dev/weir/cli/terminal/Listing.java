package dev.weir.cli.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rows under columns, of which the first is the name.
///
/// A column is named as in JSON, `inPerSecond`, and heads its table `IN-PER-SECOND`, unless another
/// heading is given behind a colon: `inPerSecond:IN/S`.
public final class Listing implements View {
  private record Column(String field, String heading) {
    static Column of(String text) {
      var colon = text.indexOf(':');
      if (colon > 0) return new Column(text.substring(0, colon), text.substring(colon + 1));
      return new Column(text, text.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toUpperCase(Locale.ROOT));
    }
  }

  /// A value with a text of its own for people, such as `1.2 GiB`.
  public record Cell(@Nullable Object value, String text) {}

  private final List<Column> columns;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  private Listing(List<Column> columns) {
    this.columns = columns;
  }

  public static Listing of(String... columns) {
    return new Listing(List.of(columns).stream().map(Column::of).toList());
  }

  /// Strings, numbers, booleans, lists, a [Cell], or null where nothing is known.
  public Listing row(@Nullable Object... cells) {
    var row = new ArrayList<@Nullable Object>();
    for (var cell : cells) row.add(cell);
    rows.add(row);
    return this;
  }

  @Override
  public void table(Io io) {
    var lines = new ArrayList<List<String>>();
    lines.add(columns.stream().map(Column::heading).toList());
    rows.forEach(row -> lines.add(row.stream().map(Listing::text).toList()));
    io.table(lines);
  }

  private static String text(@Nullable Object cell) {
    return switch (cell) {
      case null -> "-";
      case Cell(_, var text) -> text;
      case Double number -> String.format(Locale.ROOT, "%.1f", number);
      case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(","));
      default -> cell.toString();
    };
  }

  @Override
  public List<Map<String, @Nullable Object>> tree() {
    return rows.stream().map(this::object).toList();
  }

  private Map<String, @Nullable Object> object(List<@Nullable Object> row) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    for (var i = 0; i < columns.size(); i++) {
      var cell = row.get(i);
      object.put(columns.get(i).field, cell instanceof Cell(var value, _) ? value : cell);
    }
    return object;
  }

  @Override
  public List<String> names() {
    return rows.stream().map(row -> text(row.getFirst())).toList();
  }
}
