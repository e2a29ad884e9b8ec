package dev.weir.cli.size;

import dev.weir.cli.units.PerSecond;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/// So much a second, and the unit in which it was written.
///
/// @param amount bytes, or messages where that is the unit
record Throughput(double amount, Unit unit) {
  /// What people count in.
  enum Unit {
    MB(1e6, "MB/s"),
    MIB(1 << 20, "MiB/s"),
    MESSAGES(1, "msg/s");

    private final double of;
    private final String text;

    Unit(double of, String text) {
      this.of = of;
      this.text = text;
    }

    /// For people: `50.0 MB/s`.
    ///
    /// @param messageBytes what a message has
    String text(double bytesPerSecond, long messageBytes) {
      if (this == MESSAGES) {
        return String.format(Locale.ROOT, "%,.0f %s", bytesPerSecond / messageBytes, text);
      }
      var number = bytesPerSecond / of;
      return String.format(Locale.ROOT, number < 1 ? "%.3f %s" : "%,.1f %s", number, text);
    }
  }

  double bytes(long messageBytes) {
    return unit == Unit.MESSAGES ? amount * messageBytes : amount;
  }

  static Throughput parse(String text) {
    var rate = PerSecond.parse(text);
    if (rate.amount() <= 0) throw new IllegalArgumentException(text + " is not more than nothing");
    if (rate.of() == PerSecond.Of.MESSAGES) return new Throughput(rate.amount(), Unit.MESSAGES);
    var binary = text.toLowerCase(Locale.ROOT).contains("i");
    return new Throughput(rate.amount(), binary ? Unit.MIB : Unit.MB);
  }

  /// For options.
  static final class Converter implements ITypeConverter<Throughput> {
    @Override
    public Throughput convert(String text) {
      return parse(text);
    }
  }
}
