package dev.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.terminal.ProgressLine.Of;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How far a command is, on terminals of every kind.
final class ProgressTest {
  private static final Terminal WIDE = new Terminal(true, true, true, 120, true);

  private final AtomicLong nanos = new AtomicLong();
  private final StringWriter written = new StringWriter();

  @Test
  void nothing_is_shown_of_what_is_over_within_a_second() {
    var progress = progress(true, WIDE, 100);

    after(Duration.ofMillis(900), progress);
    progress.close();

    assertThat(written.toString()).isEmpty();
  }

  @Test
  void a_bar_tells_how_far_it_is_and_how_long_it_will_take() {
    var progress = progress(true, WIDE, 3_000_000);

    progress.done(1_500_000, 41_000_000);
    after(Duration.ofSeconds(10), progress);

    assertThat(written.toString())
        .isEqualTo(
            "\rproduce  ███████████████                  1,500,000 / 3,000,000 msg   150 k/s"
                + "   4.1 MB/s   00:10 left   0 failed");
  }

  @Test
  void without_a_total_something_turns() {
    var progress = progress(true, WIDE, -1);

    progress.done(1200, 1200);
    progress.failed(2);
    after(Duration.ofSeconds(2), progress);

    assertThat(written.toString())
        .isEqualTo("\rproduce  ⠋ 1,200 msg   600 /s   600 B/s   2 failed");
  }

  @Test
  void it_fits_every_terminal_and_where_there_is_no_unicode_it_is_ascii() {
    IntStream.rangeClosed(1, 130)
        .forEach(columns -> {
          var line =
              new ProgressLine(
                  "produce",
                  3_000_000,
                  Of.MESSAGES,
                  new Terminal(true, true, true, columns, false));

          var text = line.text(new ProgressLine.Now(1_000, 5, -1, 1_000_000_000, "0 failed"), true);

          assertThat(text).hasSizeLessThan(columns).matches("\\p{ASCII}*");
        });
  }

  @Test
  void other_talk_stands_above_it_and_at_the_end_it_is_gone() {
    var progress = progress(true, new Terminal(true, true, true, 30, false), -1);
    after(Duration.ofSeconds(1), progress);
    var err = new PrintWriter(written, true);

    progress.above(() -> err.print("hello\n"));
    progress.close();

    assertThat(onScreen()).isEqualTo("hello\n");
  }

  @Test
  void where_nobody_looks_it_is_plain_lines() {
    var progress = progress(false, Terminal.none(), 200);

    progress.done(100, 1000);
    after(Duration.ofSeconds(10), progress);
    progress.note("3 found");
    after(Duration.ofSeconds(10), progress);
    progress.close();

    assertThat(written.toString().lines())
        .containsExactly(
            "weir: produce 100 / 200 msg, 10 /s, 100 B/s, 00:10 left, 0 failed",
            "weir: produce 100 / 200 msg, 8 /s, 80 B/s, 00:12 left, 3 found");
  }

  @Test
  void amounts_are_short() {
    assertThat(ProgressLine.amount(7)).isEqualTo("7 ");
    assertThat(ProgressLine.amount(999.6)).isEqualTo("1.0 k");
    assertThat(ProgressLine.amount(182_400)).isEqualTo("182 k");
    assertThat(ProgressLine.amount(1_240_000)).isEqualTo("1.2 M");
  }

  /// What a terminal shows of it: a return goes back, and signs cover those before.
  private String onScreen() {
    var screen = new StringBuilder();
    var line = new StringBuilder();
    var column = 0;
    for (var sign : written.toString().toCharArray()) {
      if (sign == '\r') {
        column = 0;
      } else if (sign == '\n') {
        screen.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
        column = 0;
      } else {
        if (column < line.length()) line.setCharAt(column, sign);
        else line.append(sign);
        column++;
      }
    }
    return screen + line.toString().stripTrailing();
  }

  private void after(Duration time, Progress progress) {
    nanos.addAndGet(time.toNanos());
    progress.tick();
  }

  private Progress progress(boolean onTerminal, Terminal terminal, long total) {
    var line = new ProgressLine("produce", total, Of.MESSAGES, terminal);
    return new Progress(new PrintWriter(written, true), onTerminal, line, nanos::get);
  }
}
