package dev.weir.cli.consume;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.message.Decoder;
import dev.weir.cli.message.Decoders;
import dev.weir.cli.message.Decoding;
import dev.weir.cli.message.EnvelopeWriter;
import dev.weir.cli.message.Format;
import dev.weir.cli.message.MessageAsJson;
import dev.weir.cli.message.MessageAsText;
import dev.weir.cli.message.MessageTable;
import dev.weir.cli.message.Printer;
import dev.weir.cli.message.Showing;
import dev.weir.cli.terminal.Io;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a message looks.
@Command
final class Look {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json|table|envelope|template",
      description =
          "Values alone, an object a line with all there is, rows for people, lines that 'produce -i"
              + " envelope' reads byte for byte, or -f (default: text).")
  private @Nullable Kind kind;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description =
          "What a message looks like: '%%t %%p %%o %%k %%v\\n'; 'weir help format' has more.")
  private @Nullable String format;

  @Option(
      names = {"-Z", "--null"},
      paramLabel = "TEXT",
      description = "What stands for null in text (default: nothing).")
  private @Nullable String nothing;

  @Mixin private Decoding decoding = new Decoding();

  /// The ways.
  enum Kind {
    TEXT,
    JSON,
    JSONL,
    TABLE,
    ENVELOPE,
    TEMPLATE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What is wrong with it; null if nothing is.
  @Nullable String wrong() {
    if (kind == Kind.TEMPLATE && format == null) return "-o template wants a format, -f";
    if (kind != null && kind != Kind.TEMPLATE && format != null) {
      return "-f and -o %s: say one of them".formatted(kind);
    }
    return null;
  }

  Decoders open(Io io, Cluster cluster) {
    return decoding.open(io, cluster);
  }

  /// How keys and values are made readable, for printing and for filters.
  Showing showing(Decoders decoders) {
    return new Showing(
        decoders,
        decoding.keys(decoders),
        decoding.values(decoders),
        nothing,
        Clock.system(ZoneId.systemDefault()));
  }

  Printer printer(Io io, Showing showing) {
    if (format != null) return template(format, io, showing);
    return switch (kind) {
      case JSON, JSONL -> new MessageAsJson(io.out(), showing);
      case TABLE -> new MessageTable(io, showing);
      case ENVELOPE -> new EnvelopeWriter(io.out());
      case TEXT, TEMPLATE -> new MessageAsText(io.out(), showing);
      case null -> new MessageAsText(io.out(), showing);
    };
  }

  /// Lengths are those of the bytes in Kafka, so beside them nothing is decoded that nobody asked
  /// for.
  private Printer template(String text, Io io, Showing showing) {
    var wanted = Format.of(text);
    var asIs = wanted.measures() && decoding.isAuto();
    var shown =
        asIs
            ? new Showing(
                showing.decoders(), Decoder.NONE, Decoder.NONE, showing.nothing(), showing.clock())
            : showing;
    return wanted.printer(io.out(), shown);
  }

  /// Unless something else was asked for.
  Printer printer(Io io, Showing showing, Printer usual) {
    return kind == null && format == null ? usual : printer(io, showing);
  }
}
