package dev.weir.cli.message;

import dev.weir.cli.terminal.Io;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A message a line, under a heading: cut to the terminal for people, tab-separated and whole for
/// programs. What would break a line stands as `\n`, `\t` and the like.
public final class MessageTable implements Printer {
  private static final List<String> HEADING =
      List.of("TOPIC", "PARTITION", "OFFSET", "TIME", "KEY", "VALUE");

  /// The last has what is left.
  private static final int[] WIDTHS = {16, 9, 10, 29, 16};

  private static final int NARROWEST = 10;
  private static final String GAP = "  ";

  private final Io io;
  private final Showing showing;
  private boolean begun;

  public MessageTable(Io io, Showing showing) {
    this.io = io;
    this.showing = showing;
  }

  @Override
  public void print(ConsumerRecord<byte[], byte[]> message) {
    if (!begun) line(HEADING, true);
    begun = true;
    line(
        List.of(
            message.topic(),
            Integer.toString(message.partition()),
            Long.toString(message.offset()),
            message.timestamp() < 0
                ? "-"
                : TimeShape.ISO.text(message.timestamp(), showing.clock()),
            text(message.key(), showing.key()),
            text(message.value(), showing.value())),
        false);
  }

  private String text(byte @Nullable [] bytes, Decoder decoder) {
    if (bytes == null) return showing.nothing() == null ? "-" : showing.nothing();
    return OneLine.of(decoder.decode(bytes).text());
  }

  private void line(List<String> cells, boolean heading) {
    if (!io.world().terminal().out()) {
      io.out().line(String.join("\t", cells));
      return;
    }
    var line = new StringBuilder();
    for (var i = 0; i < cells.size() - 1; i++) {
      var numbers = i == 1 || i == 2;
      line.append(padded(cells.get(i), WIDTHS[i], numbers)).append(GAP);
    }
    var left = io.world().terminal().columns() - line.codePointCount(0, line.length());
    line.append(cut(cells.getLast(), Math.max(NARROWEST, left)));
    var text = line.toString().stripTrailing();
    io.out().line(heading ? io.style().bold(text) : text);
  }

  private String padded(String cell, int width, boolean right) {
    var text = cut(cell, width);
    var space = " ".repeat(width - text.codePointCount(0, text.length()));
    return right ? space + text : text + space;
  }

  private String cut(String text, int width) {
    if (text.codePointCount(0, text.length()) <= width) return text;
    var sign = io.world().terminal().unicode() ? "…" : "~";
    return text.substring(0, text.offsetByCodePoints(0, width - 1)) + sign;
  }

  @Override
  public void flush() {
    io.out().flush();
  }
}
