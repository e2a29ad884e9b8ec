package dev.weir.cli.message;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Stdout;
import java.io.InputStream;
import java.util.List;

/// What a message looks like as text, for printing and for reading alike.
///
/// | token | is | token | is |
/// | --- | --- | --- | --- |
/// | `%t` | topic; `%t{len}` its length | `%v` `%s` | value |
/// | `%p` | partition | `%V` `%S` | its length in bytes, −1 of null |
/// | `%o` | offset | `%k` `%K` | key, its length |
/// | `%T` | timestamp in milliseconds | `%d` | the same in ISO 8601; `%d{HH:mm}`, `%d{ago}` |
/// | `%h` | headers, `a=1,b=2` | `%H` | how many |
/// | `%h{ %k:%v}` | each header so | `%h[name]` | the last header of that name |
/// | `%i` | running number, from 1 | `%e` | leader epoch |
/// | `%R` | length of the value in 4 bytes, big-endian | `%%` `%{` `%}` | the sign itself |
///
/// Escapes are those of kcat: line feed, tab, carriage return, NUL, backslash, and `x` and `u` with
/// hexadecimal digits. Bytes take `{hex} {base64} {json} {text} {avro} {proto}`, `{unpack[…]}` and
/// `{trunc:80}`; numbers `{big32} {little64} {hex16}` and the like, of 8, 16, 32 or 64 bits.
public final class Format {
  private final String text;
  private final List<Part> parts;

  private Format(String text, List<Part> parts) {
    this.text = text;
    this.parts = parts;
  }

  /// Throws a [Failure] that names the position of what it does not know.
  public static Format of(String text) {
    return new Format(text, new FormatParser(text).parts());
  }

  /// Whether lengths are printed, so that bytes have to stay as they are.
  public boolean measures() {
    return parts.stream()
        .anyMatch(part -> part instanceof Part.Numeric number && number.of().isLength());
  }

  public Printer printer(Stdout out, Showing showing) {
    return new FormatPrinter(parts, out, showing);
  }

  /// As [#reader(InputStream, FormatReader.Given)], of messages that name their topic.
  public FormatReader reader(InputStream in) {
    return reader(in, FormatReader.Given.NOTHING);
  }

  /// Reads messages that were printed so, one after the other.
  ///
  /// Bytes whose length was read before are so long; others end where the sign behind them begins,
  /// and the last at the end of the line. Throws a [Failure] where that is not to be told.
  public FormatReader reader(InputStream in, FormatReader.Given given) {
    return new FormatReader(Readability.of(text, parts), in, given);
  }

  static Failure failure(String text, int at, String why) {
    return new Failure(
        ExitCode.USAGE,
        "The format '%s' cannot be used".formatted(text),
        "at position %d, %s".formatted(at, why),
        "A format is such as '%t %p %o %k %v\\n'; 'weir help format' has all of it.");
  }

  @Override
  public String toString() {
    return text;
  }
}
