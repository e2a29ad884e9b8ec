package dev.weir.cli.message;

import com.fasterxml.jackson.core.JsonFactory;
import dev.weir.Header;
import dev.weir.Message;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of comma-separated values, of which the first names the columns:
///
/// | column | |
/// |---|---|
/// | `key` `value` | of the message |
/// | `partition` `timestamp` | numbers; empty is as if they were not there |
/// | `header:NAME` | a header |
/// | any other | a field of the value, which is then an object of JSON with texts; not beside `value` |
///
/// One thread.
public final class CsvInput implements MessageInput {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String HEADER = "header:";
  private static final List<String> KNOWN = List.of("key", "value", "partition", "timestamp");

  private final CsvRows rows;
  private final String topic;
  private final boolean emptyIsNull;
  private @Nullable List<String> columns;

  /// @param emptyIsNull whether an empty key, value or header is none, unless it stands in quotes
  public CsvInput(java.io.InputStream in, String topic, boolean emptyIsNull) {
    this.rows = new CsvRows(in);
    this.topic = topic;
    this.emptyIsNull = emptyIsNull;
  }

  @Override
  public @Nullable Message next() throws IOException {
    var names = columns;
    if (names == null) names = columns = names();
    var row = rows.next();
    if (row == null) return null;
    if (row.cells().size() != names.size()) {
      throw malformed(
          row, "it has %d cells for %d columns".formatted(row.cells().size(), names.size()));
    }
    try {
      return message(names, row.cells());
    } catch (IllegalArgumentException e) {
      throw malformed(row, String.valueOf(e.getMessage()));
    }
  }

  private List<String> names() throws IOException {
    var row = rows.next();
    if (row == null) return List.of();
    var names = row.cells().stream().map(cell -> cell.text().strip()).toList();
    if (names.contains("value") && !names.stream().allMatch(CsvInput::isKnown)) {
      var other = names.stream().filter(name -> !isKnown(name)).findFirst().orElse("");
      throw new Failure(
          ExitCode.USAGE,
          "The column '%s' cannot be used".formatted(other),
          "it has no meaning beside the column 'value'",
          "Name it 'header:%s', or leave 'value' out.".formatted(other));
    }
    return names;
  }

  private static boolean isKnown(String name) {
    return KNOWN.contains(name) || name.startsWith(HEADER);
  }

  private Message message(List<String> names, List<CsvRows.Cell> cells) throws IOException {
    var partition = Message.ANY_PARTITION;
    var timestamp = Message.NOW;
    byte[] key = null;
    byte[] value = null;
    var headers = new ArrayList<Header>();
    for (var i = 0; i < names.size(); i++) {
      var name = names.get(i);
      var cell = cells.get(i);
      switch (name) {
        case "key" -> key = bytes(cell);
        case "value" -> value = bytes(cell);
        case "partition" -> partition = (int) number(cell, partition, Integer.MAX_VALUE);
        case "timestamp" -> timestamp = number(cell, timestamp, Long.MAX_VALUE);
        default -> {
          if (name.startsWith(HEADER)) {
            headers.add(new Header(name.substring(HEADER.length()), bytes(cell)));
          }
        }
      }
    }
    if (!names.contains("value")) value = object(names, cells);
    return new Message(topic, partition, timestamp, key, value, headers);
  }

  private static long number(CsvRows.Cell cell, long absent, long max) {
    var text = cell.text().strip();
    if (text.isEmpty()) return absent;
    if (text.matches("\\d{1,18}") && Long.parseLong(text) <= max) return Long.parseLong(text);
    throw new IllegalArgumentException("'%s' is no such number".formatted(text));
  }

  private byte @Nullable [] bytes(CsvRows.Cell cell) {
    return emptyIsNull && cell.isNothing() ? null : cell.bytes();
  }

  private byte[] object(List<String> names, List<CsvRows.Cell> cells) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      for (var i = 0; i < names.size(); i++) {
        if (isKnown(names.get(i))) continue;
        var cell = cells.get(i);
        if (emptyIsNull && cell.isNothing()) json.writeNullField(names.get(i));
        else json.writeStringField(names.get(i), cell.text());
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static MalformedMessage malformed(CsvRows.Row row, String why) {
    return new MalformedMessage(row.line(), row.raw(), why);
  }

  @Override
  public long line() {
    return rows.line();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
