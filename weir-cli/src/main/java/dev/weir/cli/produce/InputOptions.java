package dev.weir.cli.produce;

import dev.weir.Header;
import dev.weir.cli.message.CsvInput;
import dev.weir.cli.message.EnvelopeInput;
import dev.weir.cli.message.Format;
import dev.weir.cli.message.FormatInput;
import dev.weir.cli.message.JsonInput;
import dev.weir.cli.message.LineInput;
import dev.weir.cli.message.Lines;
import dev.weir.cli.message.MessageInput;
import dev.weir.cli.message.WholeInput;
import dev.weir.cli.units.Escapes;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What the input looks like, and what its messages are given besides.
@Command
final class InputOptions {
  /// The shapes that have a name.
  enum Shape {
    LINES,
    JSONL,
    ENVELOPE,
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-i", "--input"},
      paramLabel = "lines|jsonl|envelope|csv",
      description =
          "What the input is: a value a line (default), objects as of 'consume -o json', those of"
              + " 'consume -o envelope', or rows below the names of their columns.")
  private @Nullable Shape shape;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "What a message looks like, as in 'consume -f': '%%k %%v\\n'.")
  private @Nullable String format;

  @Option(names = "--whole-file", description = "Each file is one message.")
  private boolean wholeFile;

  @Option(
      names = "-K",
      paramLabel = "SEP",
      description = "Lines are a key, this, and a value: -K : or -K '\\t'.")
  private @Nullable String keySeparator;

  @Option(
      names = "-D",
      paramLabel = "SEP",
      description = "What ends a line in place of a line feed: -D '\\0'.")
  private @Nullable String separator;

  @Option(
      names = "-Z",
      description = "What is empty is null: a value; with -K a key, too; with -f and csv any.")
  private boolean emptyIsNull;

  @Option(names = "-k", paramLabel = "KEY", description = "The key of messages that have none.")
  private @Nullable String key;

  @Option(
      names = "-H",
      paramLabel = "NAME=VALUE",
      description = "A header for every message; may be repeated.")
  private final List<String> headers = new ArrayList<>();

  @Option(names = "-p", paramLabel = "PARTITION", description = "The partition of every message.")
  private @Nullable Integer partition;

  /// Throws where options contradict one another.
  void check() {
    var ways = (shape == null ? 0 : 1) + (format == null ? 0 : 1) + (wholeFile ? 1 : 0);
    if (ways > 1) throw wrong("only one of -i, -f and --whole-file can be given");
    var lines = !wholeFile && format == null && (shape == null || shape == Shape.LINES);
    if (!lines && keySeparator != null) throw wrong("-K is for lines");
    if (!lines && separator != null) throw wrong("-D is for lines");
    if (emptyIsNull && (shape == Shape.JSONL || shape == Shape.ENVELOPE || wholeFile)) {
      throw wrong("-Z is for lines, csv and -f");
    }
    if (key != null && keySeparator != null) throw wrong("only one of -k and -K can be given");
    if (partition != null && partition < 0) throw wrong("-p must be 0 or more, not " + partition);
    for (var text : new String[] {keySeparator, separator}) {
      if (text != null && bytes(text).length == 0) throw wrong("a separator cannot be empty");
    }
    if (format != null) {
      var _ = Format.of(format);
    }
  }

  boolean isWholeFile() {
    return wholeFile;
  }

  @Nullable Integer partition() {
    return partition;
  }

  MessageInput open(InputStream in, String topic) {
    if (wholeFile) return new WholeInput(in, topic);
    if (format != null) return new FormatInput(Format.of(format), in, topic, emptyIsNull);
    return switch (shape == null ? Shape.LINES : shape) {
      case LINES -> new LineInput(lines(in), topic, optional(keySeparator), emptyIsNull);
      case JSONL -> new JsonInput(in, topic);
      case ENVELOPE -> new EnvelopeInput(in);
      case CSV -> new CsvInput(in, topic, emptyIsNull);
    };
  }

  private Lines lines(InputStream in) {
    return separator == null
        ? new Lines(in)
        : new Lines(in, bytes(separator), Lines.LINE_BYTES_MAX);
  }

  private byte @Nullable [] optional(@Nullable String text) {
    return text == null ? null : bytes(text);
  }

  private byte[] bytes(String text) {
    try {
      return Escapes.bytes(text);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  Given given(String topic) {
    var all = headers.stream().map(InputOptions::header).toList();
    return new Given(topic, key == null ? null : utf8(key), all, partition);
  }

  /// A name alone is a header without a value.
  private static Header header(String text) {
    var equals = text.indexOf('=');
    return equals < 0
        ? new Header(text, null)
        : new Header(text.substring(0, equals), utf8(text.substring(equals + 1)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
