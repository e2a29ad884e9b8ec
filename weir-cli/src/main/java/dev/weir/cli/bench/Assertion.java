package dev.weir.cli.bench;

import dev.weir.cli.load.CpuUse;
import dev.weir.cli.load.Tally;
import dev.weir.cli.units.PerSecond;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/// What a benchmark has to show: `p99<20ms`, `max<=1s`, `rate>5000/s`, `rate>=50MB/s`, `errors=0`,
/// `errors<0.1%`, `cpu<1.5`.
///
/// @param text as it was written
/// @param of what is compared
/// @param bound nanoseconds, messages or bytes a second, messages, percent, or cores
record Assertion(String text, Of of, Comparison comparison, double bound) {
  private static final Pattern FORM =
      Pattern.compile("(p50|p90|p99|p99\\.9|max|rate|errors|cpu)\\s*(<=|>=|<|>|==?)\\s*(\\S.*)");
  private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(us|µs|ms|s)");

  /// What can be compared.
  enum Of {
    P50(0.5),
    P90(0.9),
    P99(0.99),
    P999(0.999),
    MAX(1),
    MESSAGES(0),
    BYTES(0),
    ERRORS(0),
    ERROR_PERCENT(0),
    CPU(0);

    private final double share;

    Of(double share) {
      this.share = share;
    }

    double value(Tally tally, CpuUse.Share cpu) {
      return switch (this) {
        case P50, P90, P99, P999 -> tally.latencies().nanos(share);
        case MAX -> tally.latencies().maxNanos();
        case MESSAGES -> tally.messagesPerSecond();
        case BYTES -> tally.bytesPerSecond();
        case ERRORS -> tally.failed();
        case ERROR_PERCENT -> 100.0 * tally.failed() / Math.max(1, tally.failed() + tally.total());
        case CPU -> cpu.cores();
      };
    }

    boolean isLatency() {
      return share > 0;
    }

    boolean isErrors() {
      return this == ERRORS || this == ERROR_PERCENT;
    }

    String text(double value) {
      return switch (this) {
        case P50, P90, P99, P999, MAX -> Result.millis((long) value) + " ms";
        case MESSAGES -> String.format(Locale.ROOT, "%,.0f msg/s", value);
        case BYTES -> String.format(Locale.ROOT, "%,.1f MB/s", value / 1e6);
        case ERRORS -> String.format(Locale.ROOT, "%,.0f", value);
        case ERROR_PERCENT -> String.format(Locale.ROOT, "%.3f %%", value);
        case CPU -> String.format(Locale.ROOT, "%.2f cores", value);
      };
    }
  }

  /// The signs.
  enum Comparison {
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST,
    EQUAL;

    static Comparison of(String sign) {
      return switch (sign) {
        case "<" -> LESS;
        case "<=" -> AT_MOST;
        case ">" -> MORE;
        case ">=" -> AT_LEAST;
        default -> EQUAL;
      };
    }

    boolean holds(double value, double bound) {
      return switch (this) {
        case LESS -> value < bound;
        case AT_MOST -> value <= bound;
        case MORE -> value > bound;
        case AT_LEAST -> value >= bound;
        case EQUAL -> value == bound;
      };
    }
  }

  /// What became of it.
  record Verdict(Assertion assertion, double value, boolean holds) {}

  static Assertion parse(String text) {
    var form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no check such as p99<20ms, rate>5000/s, errors=0".formatted(text));
    }
    var comparison = Comparison.of(form.group(2));
    var bound = form.group(3);
    return switch (form.group(1)) {
      case "rate" -> rate(text, comparison, PerSecond.parse(bound));
      case "errors" -> errors(text, comparison, bound);
      case "cpu" -> new Assertion(text, Of.CPU, comparison, number(bound));
      case String name -> {
        var of = Of.valueOf(name.replace(".", "").toUpperCase(Locale.ROOT));
        yield new Assertion(text, of, comparison, nanos(bound));
      }
    };
  }

  private static Assertion errors(String text, Comparison comparison, String bound) {
    var of = bound.endsWith("%") ? Of.ERROR_PERCENT : Of.ERRORS;
    return new Assertion(text, of, comparison, number(bound.replace("%", "")));
  }

  private static Assertion rate(String text, Comparison comparison, PerSecond rate) {
    var of = rate.of() == PerSecond.Of.BYTES ? Of.BYTES : Of.MESSAGES;
    return new Assertion(text, of, comparison, rate.amount());
  }

  private static double number(String text) {
    if (text.strip().matches("\\d+(\\.\\d+)?")) return Double.parseDouble(text.strip());
    throw new IllegalArgumentException("'%s' is no number".formatted(text));
  }

  private static double nanos(String text) {
    var time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalArgumentException("'%s' is no time such as 20ms or 1.5s".formatted(text));
    }
    var number = Double.parseDouble(time.group(1));
    return switch (time.group(2)) {
      case "ms" -> number * 1e6;
      case "s" -> number * 1e9;
      default -> number * 1e3;
    };
  }

  /// A time of nothing proves nothing.
  Verdict check(Tally tally, CpuUse.Share cpu) {
    var value = of.value(tally, cpu);
    var known = !of.isLatency() || tally.latencies().count() > 0;
    return new Verdict(this, value, known && comparison.holds(value, bound));
  }

  /// For options.
  static final class Converter implements ITypeConverter<Assertion> {
    @Override
    public Assertion convert(String text) {
      return parse(text);
    }
  }
}
