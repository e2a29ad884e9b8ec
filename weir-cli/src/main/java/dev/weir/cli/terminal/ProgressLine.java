package dev.weir.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The text of [Progress], as wide as the terminal at most. One thread.
final class ProgressLine {
  private static final String GAP = "   ";
  private static final String SPINNING = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  private static final String SPINNING_ASCII = "|/-\\";
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
  private static final int BAR_MAX = 30;
  private static final int BAR_MIN = 5;

  /// How much the last moment counts in what is told of the pace.
  private static final double FRESH = 0.2;

  /// What the total is of.
  enum Of {
    MESSAGES,
    BYTES
  }

  /// @param position of a total of bytes
  /// @param end what stands last
  record Now(long messages, long bytes, long position, long elapsedNanos, String end) {}

  private final String verb;
  private final long total;
  private final Of of;
  private final Terminal terminal;
  private final Pace messagesPace = new Pace();
  private final Pace bytesPace = new Pace();
  private final Pace goalPace = new Pace();
  private int turn;

  /// @param total or -1
  ProgressLine(String verb, long total, Of of, Terminal terminal) {
    this.verb = verb;
    this.total = total;
    this.of = of;
    this.terminal = terminal;
  }

  String text(Now now, boolean fit) {
    var goal = of == Of.BYTES ? now.position : now.messages;
    var rate = amount(messagesPace.perSecond(now.messages, now.elapsedNanos)) + "/s";
    var bytesRate = amount(bytesPace.perSecond(now.bytes, now.elapsedNanos)) + "B/s";
    var left = left(goal, goalPace.perSecond(goal, now.elapsedNanos));
    if (!fit) return verb + " " + joined(", ", List.of(count(now), rate, bytesRate, left, now.end));
    var room = terminal.columns() - 1 - verb.length() - 2;
    // The less important goes first where it is narrow.
    for (var pieces :
        List.of(
            List.of(count(now), rate, bytesRate, left, now.end),
            List.of(count(now), rate, left, now.end),
            List.of(count(now), rate, now.end),
            List.of(count(now), now.end),
            List.of(count(now)))) {
      var text = joined(GAP, pieces);
      var forBar = room - text.length() - GAP.length();
      if (total >= 0 && forBar >= BAR_MIN) {
        return verb + "  " + bar(goal, Math.min(BAR_MAX, forBar)) + GAP + text;
      }
      if (total < 0 && room - 2 >= text.length()) return verb + "  " + spinner() + " " + text;
    }
    var text = verb + "  " + count(now);
    return text.substring(0, Math.min(text.length(), Math.max(0, terminal.columns() - 1)));
  }

  private static String joined(String gap, List<String> pieces) {
    var all = new ArrayList<>(pieces);
    all.removeIf(String::isEmpty);
    return String.join(gap, all);
  }

  private String count(Now now) {
    var done = "%,d".formatted(now.messages);
    if (total < 0) return done + " msg";
    if (of == Of.MESSAGES) return done + " / %,d msg".formatted(total);
    return "%s msg%s%d %%".formatted(done, GAP, Math.round(100 * share(now.position)));
  }

  private double share(long goal) {
    return total <= 0 ? 1 : Math.clamp((double) goal / total, 0, 1);
  }

  private String left(long goal, double perSecond) {
    if (total < 0 || perSecond <= 0 || goal >= total) return "";
    var seconds = (long) Math.min((total - goal) / perSecond, 359_999);
    if (seconds < 3600) return "%02d:%02d left".formatted(seconds / 60, seconds % 60);
    return "%d:%02d:%02d left".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private String bar(long goal, int width) {
    if (!terminal.unicode()) {
      var full = (int) (share(goal) * width);
      return "#".repeat(full) + ".".repeat(width - full);
    }
    var eighths = (int) (share(goal) * width * 8);
    var full = "█".repeat(eighths / 8);
    if (full.length() == width) return full;
    return full + EIGHTHS.charAt(eighths % 8) + " ".repeat(width - full.length() - 1);
  }

  private char spinner() {
    var signs = terminal.unicode() ? SPINNING : SPINNING_ASCII;
    return signs.charAt(turn++ % signs.length());
  }

  /// `7 `, `182 k`, `1.2 M`.
  static String amount(double number) {
    if (number < 999.5) return Math.round(number) + " ";
    var sign = 0;
    var rest = number;
    while (rest >= 999.5 && sign < 4) {
      rest /= 1000;
      sign++;
    }
    return String.format(
        Locale.ROOT, rest < 9.95 ? "%.1f %c" : "%.0f %c", rest, " kMGT".charAt(sign));
  }

  /// What is done a second, of late.
  private static final class Pace {
    private long last;
    private long lastNanos;
    private double rate = -1;

    double perSecond(long done, long elapsedNanos) {
      var nanos = elapsedNanos - lastNanos;
      if (nanos <= 0) return Math.max(0, rate);
      var now = (done - last) * 1e9 / nanos;
      rate = rate < 0 ? now : rate + FRESH * (now - rate);
      last = done;
      lastNanos = elapsedNanos;
      return Math.max(0, rate);
    }
  }
}
