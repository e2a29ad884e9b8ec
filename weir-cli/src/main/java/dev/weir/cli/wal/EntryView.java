package dev.weir.cli.wal;

import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.cli.message.JsonMessages;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Stdout;
import dev.weir.cli.terminal.View;
import dev.weir.wal.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One message of a log, whole, with the fields of [EntryAsJson].
record EntryView(Entry entry) implements View {
  @Override
  public void table(Io io) {
    var message = entry.message();
    var out = io.out();
    row(out, "sequence", Long.toString(entry.sequence()));
    row(out, "topic", message.topic());
    row(out, "partition", Inspecting.partition(message));
    row(out, "timestamp", Instant.ofEpochMilli(message.timestamp()).toString());
    row(out, "key", shown(message.key()));
    for (var header : message.headers()) {
      row(out, "header", header.name() + "=" + shown(header.value()));
    }
    var reason = entry.reason();
    if (reason != null) row(out, "reason", reason.code().label() + ": " + reason.text());
    row(out, "value", shown(message.value()));
  }

  private static void row(Stdout out, String name, String value) {
    out.line("%-10s %s".formatted(name, value));
  }

  /// Never with what would move the cursor.
  private static String shown(byte @Nullable [] bytes) {
    return switch (readable(bytes)) {
      case null -> "-";
      case String text -> text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
      default -> "base64:" + Base64.getEncoder().encodeToString(bytes);
    };
  }

  private static @Nullable Object readable(byte @Nullable [] bytes) {
    if (bytes == null) return null;
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return Map.of("base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    var message = entry.message();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("sequence", entry.sequence());
    tree.put("topic", message.topic());
    if (message.namesPartition()) tree.put("partition", message.partition());
    else if (message.partition() == Message.BY_CRC32) tree.put("partition", JsonMessages.CRC32);
    tree.put("timestamp", message.timestamp());
    tree.put("key", readable(message.key()));
    tree.put("value", readable(message.value()));
    tree.put("headers", headers(message));
    var reason = entry.reason();
    if (reason != null) tree.put("reason", tree(reason));
    return tree;
  }

  private static List<Object> headers(Message message) {
    var headers = new ArrayList<>();
    for (var header : message.headers()) {
      var one = new LinkedHashMap<String, @Nullable Object>();
      one.put("key", header.name());
      one.put("value", readable(header.value()));
      headers.add(one);
    }
    return headers;
  }

  private static Map<String, Object> tree(Problem reason) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("code", reason.code().label());
    tree.put("what", reason.what());
    tree.put("why", reason.why());
    tree.put("remedy", reason.remedy());
    return tree;
  }

  @Override
  public List<String> names() {
    return List.of(Long.toString(entry.sequence()));
  }
}
